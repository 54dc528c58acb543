"""Undoing a merge or a split: each row is put back as the journal says it was, but for what changed since.

`plan_undo` reads and writes nothing. What cannot be put back is named and left as it is.
"""

from dataclasses import dataclass, field
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import bulk
from catalog.identity.journal import from_text, model_of
from catalog.identity.pointers import foreign_keys, pointers_to
from catalog.models import IdentityChange
from streamcms.publishing import slugs
from streamcms.publishing.models import PublicSlug

_SILENT = {"version", "updated_at"}  # they count saves, and nobody misses a number


@dataclass
class Undo:
    """`put`: [(model, primary key, columns)], `back`: {model: rows}, `away`: [(model, primary key)]."""

    put: list = field(default_factory=list)
    back: dict = field(default_factory=dict)
    away: list = field(default_factory=list)
    complaints: list = field(default_factory=list)


def later_change(change):
    """A newer change of one of the same things, not undone: it must be undone first. None where there is none."""
    things = [change.kept_id, change.other_id]
    newer = IdentityChange.objects.filter(pk__gt=change.pk, content_type=change.content_type_id, undone_at=None)
    return newer.filter(Q(kept_id__in=things) | Q(other_id__in=things)).first()


def plan_undo(change):
    undo = Undo()
    for entry in change.journal["changed"]:
        _put_back(undo, entry)
    for entry in change.journal["deleted"]:
        _bring_back(undo, entry)
    for entry in reversed(change.journal["made"]):
        _take_away(undo, change, entry)
    _check_pointers(undo)
    return undo


def _put_back(undo, entry):
    model = _known(undo, entry)
    if model is None:
        return
    before, after = from_text(model, entry["before"]), from_text(model, entry["after"])
    held = {}
    for some in bulk.chunks(entry["keys"], 10_000):
        held |= {row["pk"]: row for row in model._base_manager.filter(pk__in=some).values("pk", *before)}
    for key in entry["keys"]:
        if key not in held:
            undo.complaints.append(_("%s: it is gone by now.") % _name(model, key))
            continue
        back = {}
        for name, value in before.items():
            now, ours = _plain(held[key][name]), after[name]
            if now == ours:
                back[name] = value
            elif isinstance(now, dict) and isinstance(ours, dict) and isinstance(value, dict):
                back[name] = _entries_back(now, ours, value)
            elif name not in _SILENT:
                column = model._meta.get_field(name)
                undo.complaints.append(
                    _("%(what)s: %(field)s was changed since and stays.")
                    % {"what": _name(model, key), "field": column.verbose_name}
                )
        undo.put.append((model, key, back))


def _entries_back(now, ours, before):
    """A dict with the entries put back that nobody changed since."""
    back = dict(now)
    for name in {*ours, *before}:
        if ours.get(name) != before.get(name) and now.get(name) == ours.get(name):
            if name in before:
                back[name] = before[name]
            else:
                back.pop(name, None)
    return back


def _bring_back(undo, entry):
    model = _known(undo, entry)
    if model is None:
        return
    rows = [bulk.default_row(model) | from_text(model, row) for row in entry["rows"]]
    pk = model._meta.pk.attname
    there = set(model._base_manager.filter(pk__in=[row[pk] for row in rows]).values_list("pk", flat=True))
    for row in rows:
        if row[pk] in there:
            undo.complaints.append(_("%s: something else has its place.") % _name(model, row[pk]))
        else:
            undo.back.setdefault(model, []).append(row)


def _take_away(undo, change, entry):
    model = _known(undo, entry)
    held = model and model._base_manager.filter(pk=entry["key"]).values(*entry["row"]).first()
    if not held:
        return
    made = from_text(model, entry["row"])
    if any(_plain(held[name]) != value for name, value in made.items() if name not in _SILENT):
        undo.complaints.append(_("%s was edited since, and stays.") % _name(model, entry["key"]))
        return
    leaving = {(row_model, key) for row_model, key, _back in undo.put} | set(undo.away)
    for pointer in pointers_to(model):
        staying = [
            key
            for key in pointer.rows([entry["key"]]).values_list("pk", flat=True)
            if (pointer.model, key) not in leaving
        ]
        if staying and getattr(pointer.model, "in_merges", "") == "":
            name = _name(model, entry["key"])
            undo.complaints.append(_("%s has more by now than the split gave it, and stays.") % name)
            return
    undo.away.append((model, entry["key"]))


def _check_pointers(undo):
    """Rows that would point to what is gone: to nothing where they may, else they stay away."""
    coming = {(model, row[model._meta.pk.attname]) for model, rows in undo.back.items() for row in rows}
    for model, rows in undo.back.items():
        for name, target in foreign_keys(model):
            missing = _missing(target, {row[name] for row in rows}, coming)
            for row in [row for row in rows if row[name] in missing]:
                undo.complaints.append(_without(model, row, name))
                if model._meta.get_field(name).null:
                    row[name] = None
                else:
                    rows.remove(row)
    for model in {model for model, _key, _back in undo.put}:
        for name, target in foreign_keys(model):
            missing = _missing(target, {b.get(name) for m, _k, b in undo.put if m is model}, coming)
            for put_model, key, back in undo.put:
                if put_model is model and back.get(name) in missing:
                    del back[name]
                    undo.complaints.append(_without(model, {model._meta.pk.attname: key}, name))


def _missing(target, keys, coming):
    keys = {key for key in keys if key is not None and (target, key) not in coming}
    there = set(target._base_manager.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    return keys - there


def _without(model, row, name):
    what = {"what": _name(model, row[model._meta.pk.attname]), "field": model._meta.get_field(name).verbose_name}
    return _("%(what)s: its %(field)s is gone.") % what


def undo_change(change, undo, user):
    """Write what was planned, in the caller's transaction which holds the catalogue; complaints may grow."""
    for model, keys, back in _alike(undo.put):
        _update(undo, model, keys, back)
    for model, key in undo.away:
        _lead_on(model, key, change)
        model._base_manager.filter(pk=key).delete()
    for model, rows in undo.back.items():
        for row in rows:
            if "slug" in row and model._base_manager.filter(slug=row["slug"]).exists():
                row["slug"] = slugs.first_free(model, row["name"], (), fallback=model._meta.verbose_name)
                undo.complaints.append(_("Its address was taken meanwhile: it is now “%s”.") % row["slug"])
        _insert(undo, model, rows)
    change.undone_at, change.undone_by, change.complaints = timezone.now(), user, undo.complaints
    change.save(update_fields=["undone_at", "undone_by", "complaints"])


def _alike(put):
    """[model, primary keys, columns] of the rows that are put back alike."""
    groups = {}
    for model, key, back in put:
        if back:
            groups.setdefault((model, repr(back)), [model, [], back])[1].append(key)
    return groups.values()


def _update(undo, model, keys, back):
    try:
        with transaction.atomic():
            for some in bulk.chunks(keys, 10_000):
                model._base_manager.filter(pk__in=some).update(**back)
    except IntegrityError:
        for key in keys:
            _try(undo, _name(model, key), model._base_manager.filter(pk=key).update, back)


def _insert(undo, model, rows):
    """All at once; where a constraint refuses that, one by one, naming those that it refuses."""
    key = (model._meta.pk.attname,)
    try:
        with transaction.atomic():
            bulk.upsert(model, rows, key)
    except IntegrityError:
        for row in rows:
            _try(undo, _name(model, row[key[0]]), partial(bulk.upsert, model, [row], key), {})


def _try(undo, name, write, values):
    try:
        with transaction.atomic():
            write(**values)
    except IntegrityError:
        undo.complaints.append(_("%s: something else has its place.") % name)


def _lead_on(model, key, change):
    """Addresses of a thing that goes lead to what it was split from."""
    if model is change.content_type.model_class():
        PublicSlug.objects.filter(space=slugs.space_of(model), object_id=key).update(object_id=change.kept_id)


def _known(undo, entry):
    model = model_of(entry["model"])
    if model is None:
        undo.complaints.append(_("%s are not kept any more.") % entry["model"])
    return model


def _name(model, key):
    return f"{model._meta.verbose_name} {key}"


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value
