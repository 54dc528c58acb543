"""What saving a page of rows writes: the rows, their order, and the mark that it leaves on the thing they belong to."""

from django.db.models import Max

from streamcms.publishing.admin_site import ordering
from streamcms.publishing.admin_site.field_origins import Origins
from streamcms.publishing.admin_site.locks import changed_fields
from streamcms.publishing.publishable import Publishable
from streamcms.publishing.sourced import Sourced


def save_rows(page, owner, formset):
    """Write what a valid formset changed; new rows come last. Returns how many were (added, changed, removed)."""
    added = changed = removed = 0
    last = _last_number(page, owner)
    for form in formset.forms:
        if form in formset.deleted_forms:
            if form.instance.pk:
                form.instance.delete()
                removed += 1
        elif form.has_changed():
            is_new = form.instance.pk is None
            if is_new and page.order_field:
                last += 1
                setattr(form.instance, page.order_field, last)
            _save_row(form)
            added, changed = added + is_new, changed + (not is_new)
    return added, changed, removed


def _last_number(page, owner):
    if not page.order_field:
        return 0
    return page.rows(owner).aggregate(last=Max(page.order_field))["last"] or 0


def _save_row(form):
    row = form.instance
    if isinstance(row, Sourced):
        row.lock(changed_fields(form))
    if isinstance(row, Publishable) and row.pk:
        row.version += 1
    form.save()


def move_row(page, owner, chosen, move, key):
    """Move a row among those that the filter shows (`chosen`: its value, "" for all). Returns whether order changed."""
    columns = ["pk", page.order_field, *filter(None, [page.filter_field])]
    rows = list(page.rows(owner).order_by(page.order_field, "pk").only(*columns))
    peers = [row for row in rows if not chosen or getattr(row, page.filter_field) == chosen]
    row = next((row for row in peers if row.pk == key), None)
    if row is None:
        return False
    moved = ordering.moved(rows, row, move, peers)
    ordering.renumber(moved, page.order_field)
    return moved != rows


def origin_of(page, request, owner):
    """Where the rows came from: the Origin of what they are on their owner; None where nobody noted it."""
    if not page.locks or not isinstance(owner, Sourced):
        return None
    opened = request.POST.getlist("unlock")
    return Origins(owner, page.may_change(request, owner), opened).of(page.locks, page.label)


def opens_lock(page, owner, opened):
    """Whether an editor lets refreshes write these rows again, which they may not now."""
    return page.locks in opened and isinstance(owner, Sourced) and page.locks in owner.locked_fields


def touch_owner(page, owner, is_opened=False):
    """Lock the owner's field that these rows are, unless its lock was just opened, and count its version."""
    columns = []
    if page.locks and isinstance(owner, Sourced):
        if is_opened:
            owner.unlock([page.locks])
        else:
            owner.lock([page.locks])
        columns.append("provenance")
    if isinstance(owner, Publishable):
        owner.version += 1
        columns += ["version", "updated_at"]
    if columns:
        owner.save(update_fields=columns)


def remember_own(page, request, formset):
    """[(form, whether its row is new)] of what will be written and has a history of its own, taken as it is."""
    if not page.has_own_page:
        return []
    written = [form for form in formset.forms if form.has_changed() and form not in formset.deleted_forms]
    for form in written:
        if form.instance.pk:
            page.site.get_model_admin(page.model).remember(request, form.instance)
    return [(form, form.instance.pk is None) for form in written]


def log_own(page, request, written):
    """Say in the history of each such row who wrote it and which fields."""
    for form, is_new in written:
        row_admin = page.site.get_model_admin(page.model)
        log = row_admin.log_addition if is_new else row_admin.log_change
        fields = [field.replace("_", " ") for field in form.changed_data]
        log(request, form.instance, [{"added": {}} if is_new else {"changed": {"fields": fields}}])
