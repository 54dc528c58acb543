"""The rows that belong to a thing, as its admin declares them: its inlines and its pages of rows."""

from django.contrib.admin.utils import NestedObjects
from django.contrib.contenttypes.admin import GenericInlineModelAdmin
from django.contrib.contenttypes.models import ContentType
from django.db import router
from django.forms.models import _get_foreign_key

from streamcms.publishing.history import snapshots


def keep_models(model_admin):
    """Let history know the models of an admin: the thing and its parts."""
    snapshots.keep(model_admin.model)
    for inline in model_admin.inlines:
        snapshots.keep(inline.model)
    for page in getattr(model_admin, "parts", ()):
        snapshots.keep(page.model)


def form_rows_of(model_admin, thing):
    """What is on a thing's own form: the thing afresh from the database, then the rows of its inlines."""
    yield type(thing)._base_manager.get(pk=thing.pk)
    for inline in model_admin.inlines:
        yield from inline.model._base_manager.filter(**owner_values(model_admin, inline, thing)).order_by("pk")


def rows_of(model_admin, thing):
    """The rows of its form, then its other parts; what has a form of its own is a thing of its own."""
    yield from form_rows_of(model_admin, thing)
    for page in getattr(model_admin, "parts", ()):
        if not page.has_own_page:
            yield from page.rows(thing).order_by("pk")


def own_rows(things):
    """The rows of things of one model afresh from the database, with their many-to-many links."""
    model = type(things[0])
    links = [field.name for field in model._meta.concrete_model._meta.local_many_to_many]
    return model._base_manager.filter(pk__in=[thing.pk for thing in things]).prefetch_related(*links)


def rows_of_many(model_admin, things):
    """{primary key: the rows that rows_of() yields} of things of one model: a fixed number of queries."""
    rows = {row.pk: [row] for row in own_rows(things)}
    things = [thing for thing in things if thing.pk in rows]
    for inline in model_admin.inlines:
        for row in _inline_rows_of_many(model_admin, inline, things):
            rows[getattr(row, _owner_column(model_admin, inline))].append(row)
    for page in getattr(model_admin, "parts", ()):
        if not page.has_own_page:
            for key, row in page.rows_of_many(things):
                rows[key].append(row)
    return rows


def _inline_rows_of_many(model_admin, inline, things):
    rows, keys = inline.model._base_manager.order_by("pk"), [thing.pk for thing in things]
    if issubclass(inline, GenericInlineModelAdmin):
        about = ContentType.objects.get_for_model(things[0])
        return rows.filter(**{inline.ct_field: about, f"{inline.ct_fk_field}__in": keys})
    return rows.filter(**{f"{_owner_key(model_admin, inline).name}__in": keys})


def _owner_column(model_admin, inline):
    is_generic = issubclass(inline, GenericInlineModelAdmin)
    return inline.ct_fk_field if is_generic else _owner_key(model_admin, inline).attname


def owner_values(model_admin, inline, thing):
    """{column: value} by which the rows of an inline belong to a thing."""
    if issubclass(inline, GenericInlineModelAdmin):
        about = ContentType.objects.get_for_model(thing)
        return {f"{inline.ct_field}_id": about.pk, inline.ct_fk_field: thing.pk}
    return {_owner_key(model_admin, inline).attname: thing.pk}


def _owner_key(model_admin, inline):
    return _get_foreign_key(model_admin.model, inline.model, fk_name=inline.fk_name)


def own_part(model_admin, thing, taken):
    """Of a snapshot only what the thing's own history tells: a deletion takes along things that have their own."""
    pages = [page for page in getattr(model_admin, "parts", ()) if not page.has_own_page]
    models = {model_admin.model, *(each.model for each in (*model_admin.inlines, *pages))}
    keys = {each.pk for each in ContentType.objects.get_for_models(*models).values()}
    main, own = ContentType.objects.get_for_model(thing).pk, str(thing.pk)
    return {key: text for key, text in taken.items() if key[0] in keys and (key[0] != main or key[1] == own)}


def locked_parts(model_admin, type_keys):
    """The names by which parts of those content types are locked on their owner."""
    models = {ContentType.objects.get_for_id(key).model_class() for key in type_keys}
    for inline in model_admin.inlines:
        if inline.model in models:
            is_generic = issubclass(inline, GenericInlineModelAdmin)
            yield "external_ids" if is_generic else _owner_key(model_admin, inline).remote_field.related_name
    for page in getattr(model_admin, "parts", ()):
        if page.model in models and page.locks and not page.has_own_page:
            yield page.locks


def rows_deleted_with(thing):
    """All that deleting a thing takes along and history keeps, links of others to it included."""
    collector = NestedObjects(using=router.db_for_write(type(thing)), origin=[thing])
    collector.collect([thing])
    going = {model._meta.concrete_model for model in collector.model_objs}
    yield type(thing)._base_manager.get(pk=thing.pk)
    for model, rows in collector.model_objs.items():
        if model is type(thing):
            rows = [row for row in rows if row.pk != thing.pk]
        if snapshots.is_kept(model) or _links_from_others(model, going):
            snapshots.keep(model)
            yield from sorted(rows, key=lambda row: row.pk)


def _links_from_others(model, going):
    """Whether these are rows of a many-to-many field of a thing that stays: those of others are told by themselves."""
    through = model._meta.auto_created
    return bool(through) and through not in going and snapshots.is_kept(through)
