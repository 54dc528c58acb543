"""What a title page shows of other titles: similar ones with the reason, and rows "More with ..."."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Collection, Credit, Department, SimilarTitle, Tag, Title
from catalog.similarity.facts import PERSON_GROUPS
from people.models import Person

SHOWN_SIMILAR = 12
_ROWS = 3
_SHORTEST_ROW, _LONGEST_ROW = 4, 12
_BILLED = 4  # how many of the cast may head a row
_BROADEST_TAG = 60  # a tag of more titles says little
_REASONS_ON_A_CARD = 2


def similar_titles(title, viewpoint):
    """The visible titles most like a title, each with `reason`, a few words: five queries at most."""
    links = (
        SimilarTitle.objects.filter(source=title, target__in=Title.objects.visible(viewpoint))
        .order_by("rank")
        .values_list("target", "reasons")[:SHOWN_SIMILAR]
    )
    reasons = dict(links)
    by_key = {found.pk: found for found in Title.objects.filter(pk__in=reasons).with_card_data()}
    similar = [by_key[key] for key in reasons if key in by_key]
    names = _names(reasons.values(), viewpoint)
    for found in similar:
        found.reason = reason_in_words(reasons[found.pk], names)
    return similar


def _names(all_reasons, viewpoint):
    """{group: {key: name}} of whom and what the reasons speak; hidden people and collections are left out."""
    keys = defaultdict(set)
    for group, own_keys, _count in (reason for reasons in all_reasons for reason in reasons):
        keys["person" if group in PERSON_GROUPS else group].update(own_keys)
    rows = {
        "person": Person.objects.visible(viewpoint),
        "tag": Tag.objects.all(),
        "collection": Collection.objects.visible(viewpoint),
    }
    return {kind: dict(queryset.filter(pk__in=keys[kind]).values_list("pk", "name")) for kind, queryset in rows.items()}


def reason_in_words(reasons, names):
    """Two of the reasons: "Same director: Michael Mann", "3 shared cast", "heist, Los Angeles"."""
    words, genre = [], ""
    for group, keys, count in reasons:
        known = names["person" if group in PERSON_GROUPS else group] if group != "genre" else {}
        named = [known[key] for key in keys if key in known]
        if said := _said(group, named, count):
            words.append(said)
        if group == "genre":
            genre = words.pop()
    words = words or [genre] if genre else words
    return " · ".join(words[:_REASONS_ON_A_CARD])


def _said(group, named, count):
    if group == "genre":
        return _("Same genres") if count > 1 else _("Same genre")
    if not named:
        return ""
    if group == "tag":
        return ", ".join(named[:2])
    if group == "cast" and count > 1:
        return ngettext("%(count)d shared cast", "%(count)d shared cast", count) % {"count": count}
    return _SENTENCES[group]() % {"name": named[0]}


_SENTENCES = {
    "cast": lambda: _("Both with %(name)s"),
    "director": lambda: _("Same director: %(name)s"),
    "creator": lambda: _("Same creator: %(name)s"),
    "writer": lambda: _("Same writer: %(name)s"),
    "source": lambda: _("After %(name)s"),
    "composer": lambda: _("Same composer: %(name)s"),
    "camera": lambda: _("Same camera: %(name)s"),
    "editor": lambda: _("Same editor: %(name)s"),
    "producer": lambda: _("Same producer: %(name)s"),
    "collection": lambda: _("Same collection: %(name)s"),
}


def more_rows(title, cast, directors, tags, shown, viewpoint):
    """Rows of other visible titles: [{"heading", "titles", "more_url"}], three at most; four queries.

    `shown` are keys of titles that stand on the page already; no row repeats one, nor one of another row. A row wants
    four titles; directors come before cast, cast in billing order, then the rarest tags.
    """
    people = _people(cast, directors)
    taken, rows = {title.pk, *shown}, []
    found = _titles_of_people(people, viewpoint) | _titles_of_tags(tags, viewpoint)
    for heading, key in _in_order(people, tags, found):
        keys = [pk for pk in found[key] if pk not in taken][:_LONGEST_ROW]
        if len(keys) >= _SHORTEST_ROW and len(rows) < _ROWS:
            taken.update(keys)
            rows.append({"heading": heading, "keys": keys, "person": people.get(key), "tag": _tag(key, tags)})
    by_key = {
        found.pk: found for found in Title.objects.filter(pk__in=[k for r in rows for k in r["keys"]]).with_card_data()
    }
    for row in rows:
        row["titles"] = [by_key[key] for key in row.pop("keys") if key in by_key]
    return rows


def _people(cast, directors):
    """{("directed" or "with", person's key): person}, each person once."""
    people = {("directed", credit.person_id): credit.person for credit in directors}
    for credit in cast[:_BILLED]:
        people.setdefault(("with", credit.person_id), credit.person)
    return people


def _titles_of_people(people, viewpoint):
    """{("directed" or "with", key): [titles' keys, the best known first]}: one query."""
    found = defaultdict(dict)
    keys = {key for _, key in people}
    credits = Credit.objects.of_title().filter(person__in=keys, title__in=Title.objects.visible(viewpoint))
    ordered = credits.order_by("-title__imdb_votes", "title__sort_key", "title__slug")
    for person, job, department, title in ordered.values_list("person", "job", "department", "title"):
        if job == "Director" and department == Department.DIRECTING:
            found["directed", person][title] = True
        elif department == Department.ACTING:
            found["with", person][title] = True
    return {key: list(titles) for key, titles in found.items()}


def _titles_of_tags(tags, viewpoint):
    """{("tag", key): [titles' keys]}: one query."""
    found = defaultdict(list)
    titles = Title.objects.visible(viewpoint).filter(tags__in=[tag.pk for tag in tags])
    ordered = titles.order_by("-imdb_votes", "sort_key", "slug").values_list("tags", "pk")
    for tag, pk in ordered:
        found["tag", tag].append(pk)
    return {key: pks for key, pks in found.items() if len(pks) <= _BROADEST_TAG}


def _in_order(people, tags, found):
    for key, person in people.items():
        if key in found:
            said = _("More directed by %(name)s") if key[0] == "directed" else _("More with %(name)s")
            yield said % {"name": person.localised.name}, key
    for tag in sorted(tags, key=lambda tag: (len(found.get(("tag", tag.pk), ())), tag.slug)):
        if ("tag", tag.pk) in found:
            yield _("More: %(tag)s") % {"tag": tag.name}, ("tag", tag.pk)


def _tag(key, tags):
    return next((tag for tag in tags if key == ("tag", tag.pk)), None)
