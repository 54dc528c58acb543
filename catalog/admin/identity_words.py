"""Evidence and values of two things in words, for the pages of the identity desk."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.models import Credit, Department, Title
from streamcms.publishing.admin_site.office_admin import thumbnail
from streamcms.publishing.images import Image
from streamcms.publishing.models import ExternalId
from streamcms.publishing.partial_dates import PartialDate

_SAYS = {
    "name": gettext_lazy("same name"),
    "other_name": gettext_lazy("known under one name"),
    "id": gettext_lazy("%s is claimed by both"),
    "year": gettext_lazy("same year"),
    "years_apart": gettext_lazy("years apart: %s"),
    "directors": gettext_lazy("different directors"),
    "runtime": gettext_lazy("same length"),
    "runtimes": gettext_lazy("different lengths: %s"),
    "language": gettext_lazy("same language"),
    "languages": gettext_lazy("different languages"),
    "numbers": gettext_lazy("different IMDb numbers: %s"),
    "born": gettext_lazy("born on the same day"),
    "born_year": gettext_lazy("born in %s"),
    "born_apart": gettext_lazy("born on different days: %s"),
    "died": gettext_lazy("died on the same day"),
    "died_year": gettext_lazy("died in %s"),
    "died_apart": gettext_lazy("died on different days: %s"),
    "careers": gettext_lazy("careers that meet: %s"),
    "gap": gettext_lazy("%s years between their careers"),
}


def evidence_words(code, value):
    if code == "people":
        return ngettext("%d shared person", "%d shared people", value) % value
    if code == "named_alike":
        return ngettext("%d more of one name", "%d more of the same names", value) % value
    if code == "coworkers":
        return ngettext("%d shared co-worker", "%d shared co-workers", value) % value
    if code == "titles":
        return ngettext("%d title with both", "%d titles with both", value) % value
    if code == "namesakes":
        return ngettext("%d other of this name", "%d others of this name", value) % value
    if code == "department":
        return _("both: %s") % (Department(value).label if value in Department.values else value)
    words = str(_SAYS.get(code, code))
    return words % value if "%s" in words else words


def told_evidence(evidence):
    """[(words, whether it speaks against)], the weightiest first, what speaks against last."""
    rows = sorted(evidence, key=lambda row: (row[2] < 0, -abs(row[2])))
    return [(evidence_words(code, value), points < 0) for code, value, points in rows]


def value_words(thing, columns):
    """What a form says in those columns, for a reader; "" where nothing."""
    field, value = thing._meta.get_field(columns[0]), getattr(thing, columns[0])
    if value in (None, "", []):
        return ""
    if len(columns) > 1:
        return str(PartialDate.of(value, getattr(thing, columns[1])))
    if field.is_relation:
        row = getattr(thing, field.name)
        return thumbnail(row, "thumbnail thumbnail--large") if field.related_model is Image else str(row)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if columns[0] == "known_for_department" and value in Department.values:
        return str(Department(value).label)
    return "\n".join(value) if isinstance(field, models.JSONField) else str(value)


def facts_of(things):
    """{(is a title, key): (what tells it from others, its numbers, how many credits)}: four queries at most."""
    found = {}
    for is_title in (True, False):
        of_kind = {thing.pk: thing for thing in things if isinstance(thing, Title) is is_title}
        if of_kind:
            found |= {(is_title, pk): facts for pk, facts in _facts(of_kind, is_title).items()}
    return found


def _facts(things, is_title):
    some = next(iter(things.values()))
    about = some._meta.get_field("external_ids").get_content_type()
    numbers = {}
    for number in ExternalId.objects.filter(content_type=about, object_id__in=things):
        numbers.setdefault(number.object_id, []).append(str(number))
    column = "title" if is_title else "person"
    counted = Credit.objects.filter(**{f"{column}__in": things}).order_by().values_list(column)
    counts = dict(counted.annotate(models.Count("pk")))
    return {pk: (thing_facts(thing), numbers.get(pk, []), counts.get(pk, 0)) for pk, thing in things.items()}


def thing_facts(thing):
    """In a line: of a title its kind, date and other name; of a person craft and dates."""
    if isinstance(thing, Title):
        facts = [thing.get_kind_display(), thing.released, thing.original_name]
    else:
        craft = thing.known_for_department
        born = thing.born and _("born %s") % thing.born
        facts = [Department(craft).label if craft in Department.values else craft, born, thing.birthplace]
    return " · ".join(str(fact) for fact in facts if fact)
