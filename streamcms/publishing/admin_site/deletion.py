"""What a deletion takes along, in numbers: a title has thousands of credits, and nobody reads them one by one."""

from itertools import islice

from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.utils.text import capfirst

_NAMED = 20


def deleted_along(admin_site, request, things):
    """As ModelAdmin.get_deleted_objects: the things by name, counts by kind, missing permissions, what forbids it."""
    things = list(things)
    using = router.db_for_write(type(things[0])) if things else None
    collector = NestedObjects(using=using, origin=things)
    collector.collect(things)
    counts = {model._meta.verbose_name_plural: len(rows) for model, rows in collector.model_objs.items()}
    forbidden = {
        str(model._meta.verbose_name)
        for model in collector.model_objs
        if admin_site.is_registered(model) and not admin_site.get_model_admin(model).has_delete_permission(request)
    }
    protected = [f"{capfirst(row._meta.verbose_name)}: {row}" for row in islice(collector.protected, _NAMED)]
    return [str(thing) for thing in things], counts, forbidden, protected
