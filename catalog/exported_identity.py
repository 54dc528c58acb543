"""What editors decided on the identity desk, as records of our own file."""

from catalog.models import AliasId, CreditCorrection, PeopleAreTwo, TitlesAreTwo


def who_is_who():
    """Numbers that only name, pairs that are two, corrected credits: sorted by natural key, four queries."""
    for external_id in sorted(str(alias.external_id) for alias in AliasId.objects.select_related("external_id")):
        yield {"type": "alias_id", "external_id": external_id}
    for kind, word in (("person", PeopleAreTwo), ("title", TitlesAreTwo)):
        for first, second in sorted(word.objects.values_list("first__slug", "second__slug")):
            yield {"type": "are_two", "kind": kind, "first": first, "second": second}
    names = ("title", "person", "department", "job", "character", "instead")
    columns = ("title__slug", "person__slug", "department", "job", "character", "instead__slug")
    for row in sorted(CreditCorrection.objects.values_list(*columns)):
        yield {"type": "credit_correction"} | dict(zip(names, row, strict=True))
