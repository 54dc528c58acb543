"""The homepage, and the pages that editors write."""

from django.shortcuts import render

from catalog.models import Episode, Title
from streamcms.publishing.addresses import find_or_404, follow_moves
from theming.markdown import to_html
from theming.models import Page

_SLIDES = 6
_ROW = 20


def homepage(request):
    """The newest, until rows are programmed: slides, then movies, episodes and shows that are not slides already."""
    viewpoint = request.viewpoint
    released = Title.objects.visible(viewpoint).released(viewpoint).newest_first()
    slides = list(released.exclude(backdrop=None).with_slide_data()[:_SLIDES])
    others = released.exclude(pk__in=[title.pk for title in slides]).with_card_data()
    context = {
        "slides": slides,
        "movies": others.movies()[:_ROW],
        "shows": others.shows()[:_ROW],
        "episodes": Episode.objects.visible(viewpoint).aired(viewpoint).newest_first().with_card_data()[:_ROW],
        "coming": Title.objects.visible(viewpoint).upcoming(viewpoint).order_by("released_on").with_card_data()[:_ROW],
    }
    return render(request, "theming/homepage.html", context)


@follow_moves
def page(request, slug):
    found = find_or_404(Page.objects.all(), slug, request.viewpoint)
    return render(request, "theming/page.html", {"page": found, "body": to_html(found.body)})
