"""What editors decided about similar titles, from our own file."""

from catalog import bulk
from catalog.ingest.rows import Report
from catalog.models import SimilarChoice, SimilarityWeights, Title
from catalog.sources.records import BadRecord


def ingest_similar_choices(entries):
    """Write choices: pairs of a line's number and its fields."""
    slugs = {fields[name] for _number, fields in entries for name in ("title", "similar")}
    pks = dict(Title.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    rows = []
    for number, fields in entries:
        for name in ("title", "similar"):
            if fields[name] not in pks:
                raise BadRecord(f"line {number}", name, f"there is no title {fields[name]!r}")
        row = {name: fields[name] for name in ("verdict", "both_ways", "position") if name in fields}
        rows.append(
            bulk.default_row(SimilarChoice)
            | row
            | {"source_id": pks[fields["title"]], "target_id": pks[fields["similar"]]}
        )
    columns = list(bulk.default_row(SimilarChoice))
    held = list(SimilarChoice.objects.filter(source__in=pks.values()).values(*columns))
    written = bulk.upsert(SimilarChoice, [row for row in rows if row not in held], ("source_id", "target_id"))
    return Report(written=written, updated=written, unchanged=len(rows) - written)


def ingest_similarity_weights(entries):
    """Write the one row of weights."""
    report = Report()
    for _number, fields in entries:
        held = SimilarityWeights.objects.filter(**fields).exists()
        report.unchanged += held
        if not held:
            SimilarityWeights.objects.update_or_create(pk=1, defaults=fields)
            report.updated += 1
            report.written += 1
    return report
