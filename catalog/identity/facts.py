"""The facts that evidence of doubles is weighed by, of some titles or people: a fixed number of queries."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType

from catalog.identity.evidence import PersonFacts, TitleFacts
from catalog.models import Credit, Title
from people.models import Person
from streamcms.publishing.models import ExternalId
from streamcms.publishing.search_texts import fold


def title_facts(keys):
    """{key: TitleFacts}."""
    people, directors = defaultdict(dict), defaultdict(set)
    credits = Credit.objects.filter(title__in=keys, episode=None).order_by()
    for title, person, name, job in credits.values_list("title", "person", "person__name", "job"):
        people[title][person] = folded = fold(name)
        if job == "Director":
            directors[title].add(folded)
    numbers = _numbers(Title, keys)
    rows = Title.objects.filter(pk__in=keys).values_list("pk", "kind", "released_on", "runtime", "original_language")
    return {
        pk: TitleFacts(
            kind,
            day and day.year,
            runtime,
            language,
            people.get(pk, {}),
            frozenset(directors.get(pk, ())),
            numbers.get(pk, ""),
        )
        for pk, kind, day, runtime, language in rows
    }


def people_facts(keys):
    """{key: PersonFacts}. Whom they work with is read of their titles, and only there."""
    titles, years = defaultdict(set), defaultdict(list)
    credits = Credit.objects.filter(person__in=keys).order_by()
    for person, title, day in credits.values_list("person", "title", "title__released_on"):
        titles[person].add(title)
        if day:
            years[person].append(day.year)
    casts = _casts({title for found in titles.values() for title in found})
    numbers = _numbers(Person, keys)
    columns = ("pk", "born_on", "born_precision", "died_on", "died_precision", "known_for_department")
    return {
        pk: PersonFacts(
            (born, born_precision),
            (died, died_precision),
            department,
            min(years[pk], default=None),
            max(years[pk], default=None),
            frozenset(titles[pk]),
            frozenset().union(*(casts[title] for title in titles[pk])) - {pk},
            numbers.get(pk, ""),
        )
        for pk, born, born_precision, died, died_precision, department in Person.objects.filter(
            pk__in=keys
        ).values_list(*columns)
    }


def _casts(titles):
    """{title: the people of its credits}: those of whole films, in which everybody works with everybody."""
    casts = defaultdict(set)
    credits = Credit.objects.filter(title__in=titles, episode=None).order_by()
    for title, person in credits.values_list("title", "person"):
        casts[title].add(person)
    return casts


def _numbers(model, keys):
    """{key: its number at IMDb}: a thing has one, so two of them are two, unless IMDb errs too."""
    rows = ExternalId.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id__in=keys, provider="imdb"
    )
    return dict(rows.order_by("-pk").values_list("object_id", "value"))
