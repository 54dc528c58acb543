"""What editors decided on the identity desk, from our own file: numbers that only name, pairs that are two, whose a
credit is that a source gives to another."""

from catalog import bulk
from catalog.ingest import identity
from catalog.ingest.rows import Report
from catalog.models import AliasId, CreditCorrection, PeopleAreTwo, Title, TitlesAreTwo
from catalog.sources.records import BadRecord
from people.models import Person

_WORDS = {"title": (TitlesAreTwo, Title), "person": (PeopleAreTwo, Person)}


def ingest_alias_ids(entries):
    """Write aliases: pairs of a line's number and its fields, as in the functions below."""
    held = identity.held_ids([fields["external_id"] for _number, fields in entries])
    report = Report()
    for number, fields in entries:
        holder = held.get(identity.triple(fields["external_id"]))
        if holder is None:
            raise BadRecord(f"line {number}", "external_id", f"nothing has the number {fields['external_id']}")
        _note(report, AliasId, external_id_id=holder.pk)
    return report


def ingest_pairs_of_two(entries):
    report = Report()
    for number, fields in entries:
        word, model = _WORDS[fields["kind"]]
        pks = _pks(model, [(name, fields[name]) for name in ("first", "second")], number)
        _note(report, word, first_id=pks["first"], second_id=pks["second"])
    return report


def ingest_corrections(entries):
    report = Report()
    for number, fields in entries:
        pks = _pks(Title, [("title", fields["title"])], number)
        pks |= _pks(Person, [(name, fields[name]) for name in ("person", "instead")], number)
        words = {name: fields.get(name, "") for name in ("department", "job", "character")}
        row = {"title_id": pks["title"], "person_id": pks["person"], "instead_id": pks["instead"]} | words
        key = tuple(name for name in row if name != "instead_id")
        _count(report, bulk.upsert(CreditCorrection, [row], key))
    return report


def _pks(model, named, number):
    """{field: primary key} of slugs."""
    held = dict(model._base_manager.filter(slug__in=[slug for _name, slug in named]).values_list("slug", "pk"))
    for name, slug in named:
        if slug not in held:
            raise BadRecord(f"line {number}", name, f"there is no {model._meta.verbose_name} {slug!r}")
    return {name: held[slug] for name, slug in named}


def _note(report, model, **columns):
    _row, is_new = model.objects.get_or_create(**columns)
    _count(report, is_new)


def _count(report, written):
    report.created += bool(written)
    report.written += bool(written)
    report.unchanged += not written
