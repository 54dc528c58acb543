"""Pointers to pictures: by key where the picture is ours already."""

from catalog.sources.records import IMAGE_ROLES, BadRecord
from streamcms.publishing.models import Image


def _pictures(record):
    """(role, ImageRecord or None) of the roles that a record speaks about."""
    for role in IMAGE_ROLES:
        if role in record.known and hasattr(record, role):
            yield role, getattr(record, role)


def ids_of_keys(records):
    """key -> (primary key, role) of the pictures that records name by key; BadRecord where there is none. One query."""
    wanted = [
        (record, role, image.key) for record in records for role, image in _pictures(record) if image and image.key
    ]
    if not wanted:
        return {}
    found = {
        key: (pk, role)
        for pk, key, role in Image.objects.filter(key__in=[key for _, _, key in wanted]).values_list(
            "pk", "key", "role"
        )
    }
    for record, role, key in wanted:
        if key not in found:
            raise BadRecord(record.place, role, f"there is no picture {key!r}")
        if found[key][1] != role:
            raise BadRecord(record.place, role, f"the picture {key!r} is a {found[key][1]}")
    return found


def groups(record, image_ids):
    """The pointers that a record sets: to a picture by key, or away from one when our own file says so."""
    pointers = {}
    for role, image in _pictures(record):
        if image and image.key:
            pointers[role] = {f"{role}_id": image_ids[image.key][0]}
        elif image is None and record.publication is not None:
            pointers[role] = {f"{role}_id": None}
    return pointers
