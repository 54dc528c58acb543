"""What the office opens with: who changed what last, what waits as a draft, what comes and what goes.

A fixed number of queries, however large the catalogue: two of the log, one of drafts, three for each model published.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from heapq import nlargest, nsmallest
from operator import attrgetter

from django.contrib.admin.models import LogEntry

from streamcms.publishing.admin_site.badges import changes_badge, state_badge
from streamcms.publishing.admin_site.office_admin import thumbnail
from streamcms.publishing.models import Draft
from streamcms.publishing.publishable import Publishable

_SHOWN = 8
_READ = 80  # entries of the log, of which many speak of one thing
_State = Publishable.State


@dataclass(slots=True)
class Piece:
    """A thing in a list: `at` is when it was changed, comes or goes; `entry` the log's, if it is listed by that."""

    address: str
    name: str
    kind: str
    at: datetime
    picture: str = ""
    badge: str = ""
    entry: LogEntry | None = None


class RecentWork:
    """Lists of Pieces for whom the request is from: nothing that they may not look at."""

    def __init__(self, request, admin_site):
        self.request, self.site, self.now = request, admin_site, request.viewpoint.at

    @cached_property
    def of_mine(self):
        return self._changes(LogEntry.objects.filter(user=self.request.user))

    @cached_property
    def of_everybody(self):
        return self._changes(LogEntry.objects.all())

    @cached_property
    def drafts(self):
        """Of what is not shown yet, and of what is live."""
        found = self._things("-updated_at", state__in=[_State.DRAFT, _State.IN_REVIEW])
        return nlargest(_SHOWN, [*found, *self._drafts_of_what_is_live()], key=attrgetter("at"))

    @cached_property
    def coming(self):
        found = self._things("publish_at", state=_State.PUBLISHED, publish_at__gt=self.now)
        return nsmallest(_SHOWN, found, key=attrgetter("at"))

    @cached_property
    def going(self):
        found = self._things("unpublish_at", state=_State.PUBLISHED, unpublish_at__gt=self.now)
        return nsmallest(_SHOWN, found, key=attrgetter("at"))

    def _changes(self, entries):
        """The last entry of each thing that was changed."""
        entries = entries.select_related("content_type", "user").order_by("-pk")[:_READ]
        pieces = {}
        for entry in entries:
            key = entry.content_type_id, entry.object_id
            if key not in pieces and len(pieces) < _SHOWN and (model_admin := self._admin_of(entry)):
                address = "" if entry.is_deletion() else entry.get_admin_url()
                kind = model_admin.opts.verbose_name
                pieces[key] = Piece(address, entry.object_repr, kind, entry.action_time, entry=entry)
        return list(pieces.values())

    def _admin_of(self, entry):
        model = entry.content_type.model_class() if entry.content_type else None
        model_admin = self.site._registry.get(model)
        return model_admin if model_admin and model_admin.has_view_permission(self.request) else None

    def _drafts_of_what_is_live(self):
        admins = {model_admin.opts.label_lower: model_admin for model_admin in self.site._registry.values()}
        for draft in Draft.objects.order_by("-saved_at").defer("base", "payload")[:_SHOWN]:
            model_admin = admins.get(draft.label)
            if model_admin and model_admin.has_view_permission(self.request):
                address, kind = model_admin.address_of(draft.object_id), model_admin.opts.verbose_name
                yield Piece(address, draft.name, kind, draft.saved_at, badge=changes_badge())

    def _things(self, order, **conditions):
        for model_admin in self._published_models:
            for thing in model_admin.get_queryset(self.request).filter(**conditions).order_by(order, "pk")[:_SHOWN]:
                yield self._piece(model_admin, thing, getattr(thing, order.removeprefix("-")))

    @cached_property
    def _published_models(self):
        return [
            model_admin
            for model, model_admin in self.site._registry.items()
            if issubclass(model, Publishable)
            and not model._meta.proxy  # a row of theirs is one of the model that they stand for
            and model_admin.has_view_permission(self.request)
        ]

    def _piece(self, model_admin, thing, at):
        picture = thumbnail(getattr(thing, model_admin.picture)) if hasattr(model_admin, "picture") else ""
        kind = getattr(thing, "get_kind_display", lambda: model_admin.opts.verbose_name)()
        return Piece(model_admin.address(thing), str(thing), kind, at, picture, state_badge(thing, self.now))
