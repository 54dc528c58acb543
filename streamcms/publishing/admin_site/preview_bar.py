"""What the bar above a page says that is seen through a preview: from where one looks, and where one may look from."""

import datetime as dt
import zoneinfo

from django.contrib import admin
from django.db.models import Min, Model, Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from streamcms.publishing.languages import split
from streamcms.publishing.models import PreviewLink
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.revision import publishable_models
from streamcms.publishing.viewpoint import Viewpoint, is_now

_DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)  # the least that an address of a preview can tell apart
NATIVE = "%Y-%m-%dT%H:%M"  # as <input type="datetime-local"> has it
# Names under which a page's view gives its template what the page is of; the first that is there.
_SHOWN_AS = ("episode", "title", "person", "collection", "page", "genre")


def staff_bar(request, page):
    """The bar for somebody of the office. `page` is the context of its template. Eleven queries."""
    viewpoint = request.viewpoint
    path = _path(request)
    local = timezone.localtime(viewpoint.at)
    goes_with_the_clock = is_now(viewpoint.path.rpartition("/")[2])
    at = None if goes_with_the_clock else viewpoint.at
    return {
        "at": local,
        "value": local.strftime(NATIVE),
        "zone": timezone.get_current_timezone_name(),
        "is_now": goes_with_the_clock,
        "drafts": viewpoint.drafts,
        "path": path,
        "choose_url": _outside(viewpoint, reverse("preview_moment")),
        "now_url": address(path, None, viewpoint.drafts),
        "drafts_url": address(path, at, not viewpoint.drafts),
        "steps": _steps(viewpoint, path),
        "edit_url": _edit_url(request, page),
        "link_url": _link_url(request, at, path),
        "leave_url": path,
        "broken": _broken(request),
        "unsaved": getattr(request, "unsaved", None),
    }


def editor_zone(request):
    """The time zone in which the office speaks to this editor; pages of the site, previews too, have the site's."""
    name = getattr(request, "editor_time_zone", "")
    return zoneinfo.ZoneInfo(name) if name else timezone.get_current_timezone()


def guest_bar(request):
    """The bar for who was sent a link: no more than they need to know."""
    link = getattr(request, "preview_link", None)
    viewpoint = request.viewpoint
    until = link and link.expires_at
    return {"at": viewpoint.at, "drafts": viewpoint.drafts, "until": until, "leave_url": _path(request)}


def address(path, at=None, drafts=False):
    """Of a public path, seen by staff from a moment (None: now)."""
    return f"/admin/preview/{Viewpoint.spell(at, drafts)}{path}"


def next_change(viewpoint):
    """(moment, thing, whether it appears) of the first window that opens or closes after the viewpoint's moment; None
    where nothing is scheduled. A query a kind, and one for the thing."""
    edges = []
    for model in publishable_models():
        rows = model._base_manager.filter(state__in=Publishable.State.shown(viewpoint))
        firsts = {name: Min(name, filter=Q(**{f"{name}__gt": viewpoint.at})) for name in ("publish_at", "unpublish_at")}
        found = rows.aggregate(**{f"first_{name}": first for name, first in firsts.items()})
        edges += [(found[f"first_{name}"], name, rows) for name in firsts if found[f"first_{name}"]]
    if not edges:
        return None
    at, name, rows = min(edges, key=lambda edge: edge[0])
    return at, rows.filter(**{name: at}).first(), name == "publish_at"


def _steps(viewpoint, path):
    """[(address, words, note)]"""
    day = address(path, viewpoint.at + _DAY, viewpoint.drafts)
    steps = [(day, _("+1 day"), "")]
    if change := next_change(viewpoint):
        at, thing, appears = change
        note = (_("%s appears") if appears else _("%s goes")) % thing
        words = formats.date_format(
            timezone.localtime(at), "j M, H:i" if at.year == viewpoint.at.year else "j M Y, H:i"
        )
        steps.append((address(path, _whole_minute(at), viewpoint.drafts), _("Next change: %s") % words, note))
    return steps


def _whole_minute(at):
    """The first moment that an address can spell at which what happens `at` has happened."""
    floor = at.replace(second=0, microsecond=0)
    return floor if floor == at else floor + MINUTE


def _path(request):
    """The page's own address with its query, less the preview's prefix."""
    return request.get_full_path().removeprefix(request.viewpoint.path)


def _outside(viewpoint, path):
    """Within a preview every address that is made by name begins with its prefix, those of the office too."""
    return path.removeprefix(viewpoint.path)


def _broken(request):
    """[(address of the form, name, reason)] of the drafts that could not be applied to this page."""
    broken = getattr(request, "broken_drafts", ())
    return [(_form_url(request, draft.label, draft.object_id), draft.name, reason) for draft, reason in broken]


def _form_url(request, label, key):
    """Of a model's form; label: "catalog.movie"."""
    return _outside(request.viewpoint, reverse(f"admin:{label.replace('.', '_')}_change", args=[key]))


def _edit_url(request, page):
    """The form of what the page shows; the homepage's rows; "" for who may not edit it, and for pages of nothing."""
    if split(request.path_info)[1] == "/":
        model, place, arguments = "theming.homepagerow", "changelist", []
    else:
        thing = next((page[name] for name in _SHOWN_AS if isinstance(page.get(name), Model)), None)
        if thing is None:
            return ""
        model, place, arguments = thing._meta.label_lower, "change", [thing.pk]
    of_model = next((each for each in admin.site._registry.values() if each.opts.label_lower == model), None)
    if of_model is None or not of_model.has_change_permission(request):
        return ""
    return _outside(request.viewpoint, reverse(f"admin:{model.replace('.', '_')}_{place}", args=arguments))


def _link_url(request, at, path):
    """The form of a new link, filled in; "" for who may make none."""
    if not request.user.has_perm("publishing.add_previewlink"):
        return ""
    opts = PreviewLink._meta
    form = reverse(f"admin:{opts.app_label}_{opts.model_name}_add")
    seen = {"seen": Viewpoint.spell(at, request.viewpoint.drafts), "page": path}
    return f"{_outside(request.viewpoint, form)}?{urlencode(seen)}"
