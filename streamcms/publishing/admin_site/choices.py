"""Puts what an editor chose on the page of a stale save into the posted form: theirs here, mine there."""

from streamcms.publishing.admin_site.comparison import GONE, MINE, THEIRS, posted_rows
from streamcms.publishing.admin_site.opened import posted
from streamcms.publishing.admin_site.picture_input import INSTEAD
from streamcms.publishing.admin_site.pictures import PictureField

PICK, CONFLICT = "_pick:", "_conflict"


def picks(data):
    """{key: "mine" or "theirs"}."""
    return {name.removeprefix(PICK): data[name] for name in data if name.startswith(PICK)}


def are_missing(data):
    """Whether a line that both changed was left undecided."""
    chosen = picks(data)
    return any(chosen.get(key) not in (MINE, THEIRS) for key in data.getlist(CONFLICT))


def apply(seen, formsets, data, files):
    """Write the choices into the posted data (a mutable QueryDict): `seen` is what the page showed as theirs."""
    chosen = picks(data)
    for key, pick in chosen.items():
        if pick == THEIRS and key in seen.fields:
            _take(data, seen.fields[key])
            files.pop(key, None)
            for extra in INSTEAD:
                data.pop(f"{key}-{extra}", None)
    for formset in formsets:
        _apply_to_rows(seen.rows.get(formset.prefix, {}), formset, chosen, data)


def leave_untouched_pictures(opened, form, data, files):
    """A picture that the editor left alone is theirs by itself: what the form repeats of the old one is not sent on."""
    for name, keys in opened.fields.items():
        if name not in form.fields or not isinstance(form.fields[name], PictureField):
            continue
        told = {key: values for key, values in keys.items() if key != name}
        is_touched = files.get(name) or any(data.get(f"{name}-{extra}") for extra in INSTEAD)
        if not is_touched and posted(data, told) == told:
            for key in told:
                data.pop(key, None)


def _apply_to_rows(seen, formset, chosen, data):
    drop, renew = [], []
    for pk, index in posted_rows(data, formset).items():
        prefix = f"{formset.prefix}-{index}-"
        if prefix + GONE in chosen:
            (drop if chosen[prefix + GONE] == THEIRS else renew).append(index)
        stays = chosen.get(f"{prefix}DELETE") == THEIRS
        if stays:
            data.pop(f"{prefix}DELETE", None)
        for name, keys in seen.get(pk, {}).items():
            if stays or chosen.get(prefix + name) == THEIRS:
                _take(data, {prefix + key: values for key, values in keys.items()})
    rewrite_rows(data, formset, drop, renew)


def _take(data, spelled):
    for key, values in spelled.items():
        if values:
            data.setlist(key, values)
        else:
            data.pop(key, None)


def rewrite_rows(data, formset, drop=(), renew=()):
    """Number the posted rows anew, without some, others as new ones: a formset wants those that are there first."""
    if not drop and not renew:
        return
    total = int(data[f"{formset.prefix}-TOTAL_FORMS"])
    pk_name = formset.model._meta.pk.name
    rows = []
    for index in range(total):
        prefix = f"{formset.prefix}-{index}-"
        row = {key.removeprefix(prefix): data.getlist(key) for key in list(data) if key.startswith(prefix)}
        for key in row:
            del data[prefix + key]
        if index in renew:
            row.pop(pk_name, None)
        if index not in drop:
            rows.append(row)
    rows.sort(key=lambda row: not any(row.get(pk_name, ())))
    for index, row in enumerate(rows):
        for key, values in row.items():
            data.setlist(f"{formset.prefix}-{index}-{key}", values)
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(rows))
    data[f"{formset.prefix}-INITIAL_FORMS"] = str(sum(any(row.get(pk_name, ())) for row in rows))
