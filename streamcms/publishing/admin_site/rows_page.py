"""A page of many rows that belong to one thing: its credits, videos, episodes. Fifty at a time, however many there are.

Django refuses a form above 1,000 fields, so such rows never stand on the thing's own form.
"""

import re
from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from streamcms.publishing.admin_site import ordering, row_changes
from streamcms.publishing.admin_site.autocompletes import KnownAutocompleteSelect
from streamcms.publishing.admin_site.opened import TOKEN, shown, thing_of
from streamcms.publishing.admin_site.publishing_rights import hold_state
from streamcms.publishing.admin_site.row_forms import RowForm, RowFormSet
from streamcms.publishing.admin_site.stale_saves import refuse_stale
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.revision import hold_catalogue

_PREFIX = "rows"
_KEY = re.compile(rf"{_PREFIX}-\d+-id")
_MORE = 15  # empty rows after "More empty rows"


class RowsPage:
    """Declares one page; a CatalogueAdmin lists it in `rows_pages`."""

    name = ""  # last part of its address
    label = ""
    model = None
    form = RowForm
    fields = ()
    autocomplete_fields = ()
    related = ()
    owner_field = "title"
    order_field = ""  # the column that buttons number; "" where rows have an order of their own
    filter_field = ""  # a field with choices, by which the page is filtered
    locks = ""  # what an edit here locks on the owner
    can_delete = True
    has_own_page = False  # rows are linked to their own forms
    per_page = 50
    empty_rows = 3

    def __init__(self, model_admin):
        self.admin, self.site = model_admin, model_admin.admin_site
        self.url_name = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}_{self.name}"

    def row_links(self, row):
        """[(address, words)] of the row's own form and of its parts; none where it has no form."""
        if not self.has_own_page or not row.pk:
            return []
        row_admin = self.site.get_model_admin(self.model)
        parts = [(reverse(f"admin:{part.url_name}", args=[row.pk]), part.label) for part in row_admin.parts]
        return [(row_admin.address(row), _("Open")), *parts]

    def url(self):
        return path(f"<int:pk>/{self.name}/", self.site.admin_view(self.view), name=self.url_name)

    def urls(self):
        """Of the page and of what belongs to it."""
        return [self.url()]

    def tools(self, request, owner):
        """[(address, words)] of what else can be done with all rows."""
        return []

    def link(self, owner, here):
        address = reverse(f"admin:{self.url_name}", args=[owner.pk])
        return (address, self.label, self.rows(owner).count(), here is self)

    def fixed(self, owner):
        """The fields that all rows of the page have in common."""
        return {self.owner_field: owner}

    def rows(self, owner):
        return self.model._default_manager.filter(**self.fixed(owner))

    def rows_of_many(self, owners):
        """(owner's key, row) of each row of those owners, in the order of the rows' own keys: one query."""
        nothing = {name: None for name, value in self.fixed(owners[0]).items() if value is None}
        rows = self.model._default_manager.filter(**{f"{self.owner_field}__in": owners}, **nothing).order_by("pk")
        return ((getattr(row, f"{self.owner_field}_id"), row) for row in rows)

    def prepare(self, form, owner):
        """Adapt the form of a row to its owner."""

    def _allowed(self, request, verb):
        return request.user.has_perm(f"{self.model._meta.app_label}.{verb}_{self.model._meta.model_name}")

    def may_view(self, request):
        return self._allowed(request, "view") or self._allowed(request, "change")

    def may_change(self, request, owner):
        return self._allowed(request, "change") and self.admin.has_change_permission(request, owner)

    def view(self, request, pk):
        owner = self.admin.get_object(request, str(pk))
        if owner is None:
            raise Http404
        if not self.admin.has_view_permission(request, owner) or not self.may_view(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if request.method != "POST":
            return self._page(request, owner)
        if not self.may_change(request, owner):
            raise PermissionDenied
        with transaction.atomic():
            hold_catalogue()
            if TOKEN in request.POST and (refused := self._refuse_stale(request, owner)):
                return refused
            self.admin.remember(request, owner)
            formset = self._formset(request, owner, self._posted_rows(request, owner), request.POST)
            if formset.is_valid():
                self._save(request, owner, formset)
                return HttpResponseRedirect(self._address(request))
        return self._page(request, owner, formset)

    def _posted_rows(self, request, owner):
        keys = [value for name, value in request.POST.items() if _KEY.fullmatch(name) and value.isascii()]
        return self.rows(owner).filter(pk__in=[key for key in keys if key.isdigit()])

    def _refuse_stale(self, request, owner):
        """The page of both versions where a row was changed by two; what only one changed is kept of each."""
        as_it_is = self._formset(request, owner, self._posted_rows(request, owner))
        return refuse_stale(self.admin, request, owner, None, [as_it_is], page=f"/{self.name}", merges=True)

    def _filter(self, request):
        chosen = request.GET.get(self.filter_field, "") if self.filter_field else ""
        return chosen if chosen and chosen in dict(self._filter_choices()) else ""

    def _filter_choices(self):
        return self.model._meta.get_field(self.filter_field).choices

    def _filtered(self, request, rows):
        chosen = self._filter(request)
        return rows.filter(**{self.filter_field: chosen}) if chosen else rows

    def _formset(self, request, owner, rows, data=None):
        may_change = self.may_change(request, owner)
        may_add = may_change and self._allowed(request, "add")
        more = request.GET.get("more") == "1"
        factory = forms.modelformset_factory(
            self.model,
            form=self.form,
            formset=RowFormSet,
            fields=self.fields,
            formfield_callback=self._formfield,
            extra=(_MORE if more else self.empty_rows) if may_add else 0,
            can_delete=may_change and self.can_delete and self._allowed(request, "delete"),
            max_num=self.per_page + _MORE,
            absolute_max=self.per_page + _MORE,
        )
        rows = rows.select_related(*self.related or [None])
        formset = factory(
            data,
            queryset=rows,
            prefix=_PREFIX,
            form_kwargs={"fixed": self.fixed(owner)},
        )
        for form in formset.forms:
            self._prepare(request, form, owner, may_change)
        return formset

    def _prepare(self, request, form, owner, may_change):
        if form.instance.pk is None and self._filter(request):
            form.initial[self.filter_field] = self._filter(request)
        self.prepare(form, owner)
        hold_state(form, request.user)
        form.links = self.row_links(form.instance)
        for field in form.fields.values() if not may_change else ():
            field.disabled = True

    def _formfield(self, db_field, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = KnownAutocompleteSelect(db_field, self.site)
        return db_field.formfield(**kwargs)

    def _save(self, request, owner, formset):
        written = row_changes.remember_own(self, request, formset)
        counts = row_changes.save_rows(self, owner, formset)
        row_changes.log_own(self, request, written)
        move = ordering.parse_move(request.POST.get("move", ""))
        was_moved = bool(move and self.order_field) and row_changes.move_row(self, owner, self._filter(request), *move)
        self._note(request, owner, counts, was_moved)

    def _note(self, request, owner, counts, was_moved):
        """Touch the owner, log who did what, and say so."""
        texts = (
            ngettext("%d added", "%d added", counts[0]),
            ngettext("%d changed", "%d changed", counts[1]),
            ngettext("%d removed", "%d removed", counts[2]),
        )
        done = [text % count for text, count in zip(texts, counts, strict=True) if count]
        if was_moved:
            done.append(_("order changed"))
        is_opened = row_changes.opens_lock(self, owner, request.POST.getlist("unlock"))
        if is_opened:
            done.append(_("lock opened"))
        if not done:
            if "_more" not in request.POST:
                messages.info(request, _("Nothing was changed."))
            return
        row_changes.touch_owner(self, owner, is_opened)
        text = f"{capfirst(self.label)}: {get_text_list(done, _('and'))}."
        self.admin.log_change(request, owner, text)
        messages.success(request, text)

    def _address(self, request, **changes):
        kept = {name: request.GET[name] for name in ("p", self.filter_field) if name and request.GET.get(name)}
        if "_more" in request.POST:
            kept["more"] = "1"
        query = urlencode({name: value for name, value in (kept | changes).items() if value})
        return f"{request.path}?{query}" if query else request.path

    def _page(self, request, owner, formset=None):
        rows = self._filtered(request, self.rows(owner))
        paginator = Paginator(rows if rows.ordered else rows.order_by("pk"), self.per_page)
        page = paginator.get_page(request.GET.get("p"))
        if formset is None:
            keys = list(page.object_list.values_list("pk", flat=True))  # a formset orders anew, which a slice forbids
            formset = self._formset(request, owner, rows.filter(pk__in=keys))
        context = {
            **self.site.each_context(request),
            "title": str(owner),
            "opts": self.admin.opts,
            "owner": owner,
            "owner_url": self.admin.address(owner),
            "parts": self.admin.part_links(request, owner, self),
            "page": self,
            "formset": formset,
            "has_errors": formset.is_bound and not formset.is_valid(),
            "may_change": self.may_change(request, owner),
            "opened": request.POST.get(TOKEN) or shown(owner, None, [formset], f"/{self.name}").token(),
            "presence": thing_of(owner),
            "is_live": self.may_change(request, owner) and getattr(owner, "state", "") == Publishable.State.PUBLISHED,
            "rows_from": page.start_index(),
            "rows_to": page.end_index(),
            "rows_total": paginator.count,
            "page_links": self._page_links(request, paginator, page),
            "filter_links": self._filter_links(request),
            "tools": self.tools(request, owner),
            "origin": row_changes.origin_of(self, request, owner),
            "media": self.admin.media + formset.media,
            **self.admin.look_links(request, owner),
        }
        return TemplateResponse(request, "admin/rows_page.html", context)

    def _page_links(self, request, paginator, page):
        if paginator.num_pages == 1:
            return []
        numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        return [(n, isinstance(n, int) and self._address(request, p=n), n == page.number) for n in numbers]

    def _filter_links(self, request):
        if not self.filter_field:
            return []
        chosen = self._filter(request)
        links = [("", _("All")), *self._filter_choices()]
        address = partial(self._address, request, p="")
        return [(address(**{self.filter_field: value}), label, value == chosen) for value, label in links]
