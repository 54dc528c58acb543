"""Lists and slides that show what is to appear or to leave: found by who points to it, so that no app need tell."""

from django.utils.translation import ngettext

from streamcms.publishing import showing_times as st
from streamcms.publishing.history.many import batches
from streamcms.publishing.publishable import Publishable

_SEEN = (st.APPEARS, st.LEAVES, st.RETURNS)  # a change that a list which shows the thing shows too


def shown_elsewhere(site, request, lines):
    """[words] of each published list or slide that some of these lines' things are in: two queries for each kind."""
    things = [line.thing for line in lines if not line.refusals and line.change.kind in _SEEN]
    return (
        [words for kind in _holders(type(things[0])) for words in _words(site, request, things, *kind)]
        if things
        else []
    )


def _holders(model):
    """(the model that shows, the rows that point to the thing, by which field, and to who shows by which column).

    Rows in between are those of an order: a list's titles, not a credit.
    """
    concrete = model._meta.concrete_model
    for relation in concrete._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.one_to_many):
            continue
        rows, link = relation.related_model, relation.field.name
        if _shows(rows, concrete):
            yield rows, rows, link, "pk"
        elif any(field.name == "position" for field in rows._meta.fields):
            for field in rows._meta.fields:
                if field.is_relation and _shows(field.related_model, concrete):
                    yield field.related_model, rows, link, field.attname


def _shows(model, concrete):
    """Whether it is published by itself: parts of things are told with these."""
    return issubclass(model, Publishable) and not model.visible_within and model is not concrete


def _words(site, request, things, holder, rows, link, column):
    counts = {}
    for some in batches(things):
        found = rows._base_manager.filter(**{f"{link}__in": [thing.pk for thing in some]})
        for key in found.values_list(column, flat=True):
            counts[key] = counts.get(key, 0) + 1
    if not counts:
        return
    shown = holder._default_manager.visible(request.viewpoint).filter(pk__in=counts).values("pk")
    for row in site.get_model_admin(holder).get_queryset(request).filter(pk__in=shown):
        said = {"what": holder._meta.verbose_name, "name": row, "count": counts[row.pk]}
        yield (
            ngettext(
                "%(what)s “%(name)s”: %(count)d of these", "%(what)s “%(name)s”: %(count)d of these", said["count"]
            )
            % said
        )
