"""The pages of people."""

from itertools import groupby

from django.shortcuts import render

from people.models import Person
from streamcms.publishing.addresses import find_or_404, follow_moves


@follow_moves
def person(request, slug):
    found = find_or_404(Person.objects.with_page_data(), slug, request.viewpoint)
    credits = found.credits.visible(request.viewpoint).for_filmography()
    return render(request, "people/person.html", {"person": found, "filmography": _filmography(credits)})


def _filmography(credits):
    """Years, newest first and undated before them, as (year or None, [(title, its credits)])."""
    by_title = [(title, list(group)) for title, group in groupby(credits, lambda credit: credit.title)]
    return [(year, list(entries)) for year, entries in groupby(by_title, lambda entry: entry[0].year)]
