"""What slides and rows show at this moment, for their lists: a fixed number of queries for a page."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.admin.views.main import ChangeList
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Title
from streamcms.publishing.admin_site.office_admin import thumbnail
from streamcms.publishing.images import Image
from theming.homepage import LEAVE_OUT_SLIDES, shown_slides
from theming.homepage_titles import latest_episodes
from theming.models import HomepageRow, Slide
from theming.programme import MOST_ITEMS
from theming.programme_calendar.many_rows import keys_of_rows

_PICTURES = {Image.Role.POSTER: 4, Image.Role.BACKDROP: 2, Image.Role.STILL: 2}  # the wide ones are three times as wide
_Kind = HomepageRow.Kind


@dataclass(slots=True)
class ShownNow:
    """`is_on`: it is visible now, so that this is what viewers see; else it is what they would see."""

    words: str
    is_on: bool
    pictures: list
    is_empty: bool = False


def shown_cell(shown):
    state = "empty" if shown.is_empty else "on" if shown.is_on else "off"
    role = next((image.role for image in shown.pictures if image), Image.Role.POSTER)
    pictures = format_html_join("", "{}", ((thumbnail(image),) for image in shown.pictures[: _PICTURES[role]]))
    return format_html(
        '<div class="shown-now" data-state="{}"><span class="shown-now__pictures">{}</span><span>{}</span></div>',
        *(state, pictures, shown.words),
    )


class SlideList(ChangeList):
    """Three queries more than a list has, and at most twelve again where slides of the newest are on."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        its = defaultdict(list)
        for shown in shown_slides(request.viewpoint):
            its[shown.programmed].append(shown.picture)
        for slide in self.result_list:
            slide.shown_now = _of_slide(slide, its[slide.pk], request.viewpoint)


def _of_slide(slide, pictures, viewpoint):
    is_on = slide.is_visible(viewpoint)
    if not is_on:
        own = slide.picture or (slide.title and slide.title.backdrop)
        return ShownNow(_("not on now"), False, [own])
    if not pictures:
        return ShownNow(_("nothing: left out"), True, [], is_empty=True)
    if slide.kind == Slide.Kind.TITLE:
        return ShownNow("", True, pictures)
    return ShownNow(_of(len(pictures), slide.count), True, pictures)


class RowList(ChangeList):
    """Two queries more than a list has, what shown_slides() takes, and two where there is a row of episodes."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = rows = list(self.result_list)
        viewpoint = request.viewpoint
        slides = {slide.title.pk for slide in shown_slides(viewpoint)}
        asked = [(row, viewpoint, row.count + len(_left_out(row, slides))) for row in rows]
        keys = dict(zip((row.pk for row in rows), keys_of_rows(asked), strict=True))
        posters = _posters({key for some in keys.values() for key in some})
        has_episodes = any(row.kind == _Kind.LATEST_EPISODES for row in rows)
        stills = [each.still for each in latest_episodes(viewpoint, MOST_ITEMS)] if has_episodes else []
        for row in rows:
            left_out = _left_out(row, slides)
            pictures = [posters[key] for key in keys[row.pk] if key not in left_out][: row.count]
            if row.kind == _Kind.LATEST_EPISODES:
                pictures = stills[: row.count]
            row.shown_now = _of_row(row, pictures, viewpoint)


def _left_out(row, slides):
    return slides if row.kind in LEAVE_OUT_SLIDES else set()


def _posters(keys):
    titles = Title.objects.filter(pk__in=keys).select_related("poster").only("poster") if keys else ()
    return {title.pk: title.poster for title in titles}


def _of_row(row, pictures, viewpoint):
    is_on = row.is_visible(viewpoint)
    if row.kind == _Kind.MY_LIST:
        return ShownNow(_("what the viewer marked"), is_on, [])
    if not pictures:
        return ShownNow(_("nothing: left out"), is_on, [], is_empty=True)
    return ShownNow(_of(len(pictures), row.count), is_on, pictures)


def _of(count, wanted):
    text = ngettext("%(count)d of %(wanted)d", "%(count)d of %(wanted)d", count)
    return text % {"count": count, "wanted": wanted}
