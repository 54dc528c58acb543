"""Numbers of other databases after a merge or a split: of each source one describes a thing, others only name it."""

from catalog.models import AliasId
from streamcms.publishing.models import ExternalId


def settle_aliases(alterations, thing, came):
    """Numbers that came to a thing with one of that source already are aliases; the first of a source never is.

    `came`: keys of ExternalIds among the alterations. `thing` may be a row to be made.
    """
    numbers = {key: row for key, row in alterations.of(ExternalId).items() if row["object_id"] in (thing.pk, thing)}
    if not numbers:
        return
    aliases = alterations.read(AliasId.objects.filter(external_id__in=[pk for _model, pk in numbers]))
    alias_of = {alterations.held[key]["external_id_id"]: key for key in aliases}
    by_source = {}
    for key, row in numbers.items():
        by_source.setdefault((row["provider"], row["kind"]), []).append(key)
    for keys in by_source.values():
        keys.sort(key=lambda key: (key[1] in alias_of, key in came, key[1]))
        for place, key in enumerate(keys):
            if place == 0 and key[1] in alias_of:
                alterations.delete(alias_of[key[1]])
            elif place and key in came and key[1] not in alias_of:
                alterations.make(AliasId, external_id_id=key[1])
