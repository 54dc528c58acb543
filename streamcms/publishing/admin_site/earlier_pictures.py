"""Pictures that a thing had before, or that its kin have, to be chosen again: two queries, when they are asked for."""

import json
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from reversion.models import Version

from streamcms.publishing.images import Image

_VERSIONS = 60  # the newest
_SHOWN = 24  # of a role


class EarlierPictures:
    """`roles`: field of the thing -> role. `kindred` gives querysets of keys of pictures of others."""

    def __init__(self, thing, roles, kindred):
        self.thing, self.roles, self.kindred = thing, roles, kindred

    def of(self, role):
        """Images of a role, the newest first."""
        return self._by_role.get(role, [])[:_SHOWN]

    @cached_property
    def _by_role(self):
        if not self.thing.pk or not self.roles:
            return {}
        found = Image.objects.filter(pk__in=self._own_keys(), role__in=set(self.roles.values()))
        for keys in self.kindred():
            found |= Image.objects.filter(pk__in=keys, role__in=set(self.roles.values()))
        by_role = {}
        for image in found.order_by("-pk")[: _VERSIONS * len(self.roles)]:
            by_role.setdefault(image.role, []).append(image)
        return by_role

    def _own_keys(self):
        about = ContentType.objects.get_for_model(self.thing)
        versions = Version.objects.filter(content_type=about, object_id=str(self.thing.pk)).order_by("-pk")
        texts = versions.values_list("serialized_data", flat=True)[:_VERSIONS]
        fields = (json.loads(text)[0]["fields"] for text in texts)
        return {key for each in fields for name in self.roles if (key := each.get(name))}
