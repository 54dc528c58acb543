"""The pages of people."""

from django.shortcuts import render

from people import filmography
from people.biography import fold
from people.models import Person
from streamcms.publishing.addresses import find_or_404, follow_moves

_COLLABORATORS = 12


@follow_moves
def person(request, slug):
    """?by=department groups the same work by craft; anything else is a timeline."""
    viewpoint = request.viewpoint
    found = find_or_404(Person.objects.with_page_data(), slug, viewpoint)
    credits = list(found.credits.visible(viewpoint).for_filmography())
    works = filmography.by_title(credits)
    upcoming, years = filmography.upcoming_and_years(works, viewpoint.today)
    lead, rest = fold(found.localised.biography)
    context = {
        "person": found,
        "age": found.age_on(viewpoint.today),
        "biography": lead,
        "biography_rest": rest,
        "works": works,
        "kinds": {title.kind for title, _credits in works},
        "known_for": filmography.known_for(works, viewpoint.today),
        "upcoming": upcoming,
        "years": years,
        "departments": filmography.by_department(credits),
        "by_department": request.GET.get("by") == "department",
        "collaborators": list(found.credits.collaborators(viewpoint)[:_COLLABORATORS]),
    }
    return render(request, "people/person.html", context)
