"""A theme as a record of our own file format: in the catalogue's file, and alone as one JSON object that travels."""

import json

from django.core.exceptions import ValidationError

from catalog.ingest.rows import Report
from catalog.sources import catalogue_file
from catalog.sources.records import BadRecord
from theming.models import Theme

_LOOK = ("name", "scheme", "base", "accent", "overrides", "type_scale", "radius", "density", "card_style")
_OF_THE_ROW = ("version", "created_at", "updated_at")  # saving sets them
_COLUMNS = {"high_contrast": "is_high_contrast", "default": "is_default"}


def theme_record(theme):
    """All but when it is shown."""
    return {
        "type": "theme",
        "slug": theme.slug,
        **{name: getattr(theme, name) for name in _LOOK},
        "high_contrast": theme.is_high_contrast,
        "default": theme.is_default,
        "position": theme.position,
    }


def theme_file(theme):
    """The text of a file that holds one theme."""
    record = {"streamcms": catalogue_file.VERSION} | theme_record(theme)
    del record["position"], record["default"]  # of the site that it came from
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def import_theme(text):
    """(Theme, whether it is new) of such a file; a new one is a draft. BadRecord says what is wrong and where."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRecord("theme file", "json", str(error)) from None
    header = {"streamcms": data.pop("streamcms", None)} if isinstance(data, dict) else data
    catalogue_file.read_header(json.dumps(header))
    kind, fields = catalogue_file.read_line(1, json.dumps(data))
    if kind != "theme":
        raise BadRecord("theme file", "type", f"{kind!r} is no theme")
    theme = Theme.objects.filter(slug=fields["slug"]).first()
    is_new = theme is None
    return _store(theme, "theme file", _columns(fields)), is_new


def ingest_themes(entries, origin):
    """Write (line number, fields) of a catalogue's file; what is there keeps its state and window, like pages do."""
    report = Report()
    for number, fields in entries:
        values = _columns(fields)
        theme = Theme.objects.filter(slug=values["slug"]).first()
        if theme and origin.respects_locks:
            values = {name: value for name, value in values.items() if name not in catalogue_file.PUBLICATION}
        if theme and all(getattr(theme, name) == value for name, value in values.items()):
            report.unchanged += 1
            continue
        report.updated += bool(theme)
        report.created += not theme
        theme = _store(theme, f"line {number}", values)
        written = {name: value for name, value in values.items() if name in _OF_THE_ROW}
        Theme.objects.filter(pk=theme.pk).update(**written)
    return report


def _columns(fields):
    """A record's fields under the names that the table has for them."""
    return {_COLUMNS.get(name, name): value for name, value in fields.items()}


def _store(theme, place, values):
    """Save a theme, or a new one where it is None, with those values; refused like in the admin."""
    theme = theme or Theme()
    for name, value in values.items():
        setattr(theme, name, value)
    try:
        theme.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise BadRecord(place, "contrast" if field == "__all__" else field, " ".join(messages)) from None
    if theme.pk:
        theme.version += 1
    theme.save()
    return theme
