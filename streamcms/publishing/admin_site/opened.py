"""What a form showed when it was opened, spelled as a browser would post it, and carried along in a signed token.

A form is stale when what it showed is no longer what is there, whoever changed it: an editor, an import, SQL by hand.
"""

from dataclasses import dataclass, field

from django import forms
from django.core import signing

from streamcms.publishing.admin_site.picture_input import FOCUS, TEXT
from streamcms.publishing.admin_site.pictures import PictureField
from streamcms.publishing.images import CENTRE

TOKEN = "_opened"
_SALT = "streamcms.opened"


@dataclass(frozen=True)
class Shown:
    """`fields`: name -> {posted key: values}. `rows`: prefix of a formset -> {primary key: fields, without prefix}."""

    thing: str
    version: int | None
    fields: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)

    @property
    def is_known(self):
        return bool(self.fields or self.rows)

    def token(self):
        return signing.dumps([self.thing, self.version, self.fields, self.rows], salt=_SALT, compress=True)

    def differs(self, other):
        """Whether what both show is not the same; fields that one of them does not have count for nothing."""
        return any(other.fields.get(name, value) != value for name, value in self.fields.items()) or any(
            other.rows.get(prefix, rows) != rows for prefix, rows in self.rows.items()
        )


def read_token(text, thing):
    """The Shown that a token holds; one that shows nothing where it is spoilt or another thing's."""
    try:
        about, version, fields, rows = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return Shown(thing, None)
    return Shown(thing, version, fields, rows) if about == thing else Shown(thing, None)


def thing_of(row):
    """How a row is named in tokens and presences: catalog.movie:5."""
    return f"{row._meta.label_lower}:{row.pk}"


def shown(thing, form, formsets, page=""):
    """What an unbound form (or None) and formsets show of a row, on its form or on a page of its rows."""
    return Shown(
        thing_of(thing) + page,
        getattr(thing, "version", None),
        spelled_form(form) if form else {},
        {formset.prefix: spelled_rows(formset) for formset in formsets},
    )


def spelled_form(form):
    return {name: spelled_field(form[name]) for name in writable(form)}


def writable(form):
    """Names of the fields that an editor can write in."""
    return [name for name, each in form.fields.items() if not each.disabled]


def spelled_rows(formset):
    """{primary key: {field: {key: values}}} of the rows that are there, each key without the row's prefix."""
    rows = {}
    pk_name = formset.model._meta.pk.name
    for form in formset.initial_forms:
        told = (name for name in writable(form) if name not in (pk_name, "DELETE"))
        told = [name for name in told if not isinstance(form.fields[name], forms.models.InlineForeignKeyField)]
        rows[str(form.instance.pk)] = {
            name: {_tail(key, form): values for key, values in spelled_field(form[name]).items()} for name in told
        }
    return rows


def _tail(key, form):
    return key.removeprefix(f"{form.prefix}-")


def spelled_field(bound_field):
    """{key: values} that a browser would post for a field as it is shown: {"publish_at_0": ["2026-05-01"], ...}."""
    if isinstance(bound_field.field, PictureField):
        return spelled_picture(bound_field.html_name, bound_field.initial)
    return dict(_spelled(bound_field.field.widget, bound_field.html_name, bound_field.value()))


def spelled_picture(name, image):
    """What is posted of its text and its focal point, and in the file's place the picture's key."""
    text, cell = (image.alternative_text, image.focal_point) if image else ("", CENTRE)
    return {name: [str(image.pk)] if image else [], f"{name}-{TEXT}": [plain(text)], f"{name}-{FOCUS}": [str(cell)]}


def _spelled(widget, name, value):
    widget = getattr(widget, "widget", widget)  # Django wraps those of related things
    if isinstance(widget, forms.MultiWidget):
        values = value if isinstance(value, list) else widget.decompress(value)
        for suffix, part, each in zip(widget.widgets_names, widget.widgets, values, strict=True):
            yield from _spelled(part, name + suffix, each)
    elif isinstance(widget, forms.CheckboxInput):
        yield name, ["on"] if widget.check_test(value) else []
    elif getattr(widget, "allow_multiple_selected", False):
        yield name, sorted(map(str, value or []))
    else:
        text = widget.format_value(value)
        text = text[0] if isinstance(text, list) and text else text
        yield name, [plain(str(text))] if text not in (None, "", []) else [""]


def plain(text):
    """Browsers post every line's end as CR LF."""
    return text.replace("\r\n", "\n")


def posted(data, keys):
    """What was posted under those keys, spelled as above: `keys` is what the field showed."""
    return {key: _posted(data, key, held) for key, held in keys.items()}


def _posted(data, key, held):
    values = [plain(value) for value in data.getlist(key)]
    return sorted(values) if len(values) > 1 or len(held) > 1 else values or ([""] if held == [""] else [])
