"""Whose posters may hang in a backdrop, and in which order they are wanted."""

from django.conf import settings
from django.db.models import F

from catalog.models import Certification, Title
from theming.age_ratings import age_of

FROM_TMDB = "tmdb"  # what the source of a picture from there begins with


def allowed_titles(viewpoint):
    """Titles that are seen from there and whose posters may be made into something else."""
    titles = Title.objects.visible(viewpoint).exclude(poster=None)
    return titles if settings.BACKDROPS_FROM_TMDB else titles.exclude(poster__source__istartswith=FROM_TMDB)


def wanted_titles(choices, viewpoint):
    """The titles that BackdropSettings ask for, the best known first."""
    titles = allowed_titles(viewpoint)
    narrowed = {
        "movies": lambda: titles.movies(),
        "shows": lambda: titles.shows(),
        "genre": lambda: titles.filter(genres=choices.source_genre),
        "collection": lambda: titles.filter(collections=choices.source_collection),
        "list": lambda: titles.filter(pk__in=choices.listed_keys()),
    }
    titles = narrowed.get(choices.source, lambda: titles)()
    if choices.highest_age is not None:
        titles = titles.filter(pk__in=_rated_at_most(choices.highest_age))
    return titles.order_by(F("imdb_votes").desc(nulls_last=True), "sort_key", "slug")


def _rated_at_most(age):
    """Keys of titles whose rating is known and not above an age."""
    return [title for title, years in ages_of(Certification.objects.all()).items() if years <= age]


def ages_of(certifications):
    """{key of a title: years} by the rating in our country; without one, the strictest counts. One query."""
    own, others = {}, {}
    for title, country, code in certifications.values_list("title", "country", "code"):
        years = age_of(code)
        if years is not None:
            ages = own if country == settings.CERTIFICATION_COUNTRY else others
            ages[title] = max(ages.get(title, 0), years)
    return others | own
