"""What a release should be told of slides, rows and themes in it: hidden titles, rows without any, a second default."""

from django.utils.translation import gettext as _

from catalog.models import Title
from streamcms.publishing.publishable import Publishable
from theming.models import HomepageRow, RowTitle, Theme
from theming.themes import default_of

_NAMED = 3


class SlideChecks:
    """For the admin of slides."""

    def release_problems(self, things, viewpoint):
        """One query."""
        titles = {slide.title for slide in things if slide.title_id}
        hidden = _hidden(titles, viewpoint)
        for slide in things:
            if slide.title_id in hidden:
                yield slide, _("“%s” is not visible then, so the slide is left out.") % slide.title


class RowChecks:
    """For the admin of rows."""

    def release_problems(self, things, viewpoint):
        """Two queries, and one for each kind of source that a row can have."""
        by_hand = [row for row in things if row.kind == HomepageRow.Kind.TITLES]
        titles = {row.pk: [] for row in by_hand}
        for place in RowTitle.objects.filter(row__in=by_hand).select_related("title"):
            titles[place.row_id].append(place.title)
        hidden = _hidden({title for some in titles.values() for title in some}, viewpoint)
        for row in by_hand:
            lost = [title for title in titles[row.pk] if title.pk in hidden]
            if len(lost) == len(titles[row.pk]):
                yield row, _("None of its titles is visible then, so the row is left out.")
            elif lost:
                yield row, _("Not visible then: %s.") % _names(lost)
        for row in things:
            if isinstance(row.source, Publishable) and not row.source.is_visible(viewpoint):
                yield row, _("“%s” is not visible then.") % row.source


class ThemeChecks:
    """For the admin of themes."""

    def release_problems(self, things, viewpoint):
        """One query."""
        visible = list(Theme.objects.visible(viewpoint).in_order())
        for theme in things:
            worn = default_of([other for other in visible if other.is_dark is theme.is_dark])
            if theme.is_default and worn and worn != theme:
                scheme = theme.get_scheme_display().lower()
                yield theme, _("“%(worn)s” is the %(scheme)s default then.") % {"worn": worn, "scheme": scheme}


def _hidden(titles, viewpoint):
    keys = {title.pk for title in titles}
    if not keys:
        return set()
    return keys - set(Title.objects.visible(viewpoint).filter(pk__in=keys).values_list("pk", flat=True))


def _names(things):
    names = ", ".join(f"“{thing}”" for thing in things[:_NAMED])
    if len(things) <= _NAMED:
        return names
    return _("%(names)s and %(count)d more") % {"names": names, "count": len(things) - _NAMED}
