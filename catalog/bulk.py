"""Many rows at once: INSERT ... ON CONFLICT made from a model's meta. With search.py the only place with its own SQL.

A row is a dict of attribute names (`person_id`) to Python values; what a row leaves out takes the field's default.
"""

from django.db import connection, models

_PARAMETERS_A_STATEMENT = 20_000  # SQLite takes 32,766 and PostgreSQL 65,535
_NO_CHANGE_OF_THEIR_OWN = {"updated_at", "created_at"}
_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey, models.BooleanField)


def default_row(model):
    """A row of defaults, by attribute name, without the primary key."""
    return {field.attname: field.get_default() for field in model._meta.local_concrete_fields if not field.primary_key}


def chunks(items, size):
    for start in range(0, len(items), size):
        yield items[start : start + size]


def upsert(model, rows, key, condition=""):
    """Insert rows, or update those whose `key` (attribute names of a unique constraint) is there and that differ.

    All rows have the same attributes, and no two the same key. `condition` is the constraint's own WHERE, in SQL.
    Returns how many rows were written. One statement for each 20,000 values.
    """
    if not rows:
        return 0
    rows = [default_row(model) | row for row in rows] if len(rows[0]) < len(default_row(model)) else rows
    fields = [field for field in model._meta.local_concrete_fields if field.attname in rows[0]]
    prepare = [_preparation(field) for field in fields]
    statement = _statement(model, fields, key, condition)
    place = "(" + ", ".join(["%s"] * len(fields)) + ")"
    written = 0
    with connection.cursor() as cursor:
        for chunk in chunks(rows, max(1, _PARAMETERS_A_STATEMENT // len(fields))):
            values = [
                convert(row[field.attname]) if convert else row[field.attname]
                for row in chunk
                for field, convert in zip(fields, prepare, strict=True)
            ]
            cursor.execute(statement.format(rows=", ".join([place] * len(chunk))), values)
            written += cursor.rowcount
    return written


def _statement(model, fields, key, condition):
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    changing = [field for field in fields if field.attname not in key and not field.primary_key]
    assignments = ", ".join(f"{quote(f.column)} = excluded.{quote(f.column)}" for f in changing)
    differences = " OR ".join(
        f"{table}.{quote(f.column)} IS DISTINCT FROM excluded.{quote(f.column)}"
        for f in changing
        if f.attname not in _NO_CHANGE_OF_THEIR_OWN
    )
    target = ", ".join(quote(field.column) for field in fields if field.attname in key)
    return (
        f"INSERT INTO {table} ({', '.join(quote(f.column) for f in fields)}) VALUES {{rows}} "
        f"ON CONFLICT ({target}){f' WHERE {condition}' if condition else ''} "
        + (f"DO UPDATE SET {assignments} WHERE {differences}" if differences else "DO NOTHING")
    )


def _preparation(field):
    """How a Python value of this field becomes the database's; None where it is already."""
    if isinstance(field, _AS_THEY_ARE):
        return None
    return lambda value: field.get_db_prep_save(value, connection)


def link(through, left, right, wanted):
    """Make a many-to-many table hold just `wanted` (left id -> set of right ids) for those on the left.

    `left` and `right` are attribute names of `through`. Returns how many links were added or removed: two statements
    when nothing changed, four at most otherwise.
    """
    held = {
        (left_id, right_id): pk
        for pk, left_id, right_id in through.objects.filter(**{f"{left}__in": list(wanted)}).values_list(
            "pk", left, right
        )
    }
    target = {(left_id, right_id) for left_id, rights in wanted.items() for right_id in rights}
    gone, new = [pk for pair, pk in held.items() if pair not in target], sorted(target - held.keys())
    if gone:
        through.objects.filter(pk__in=gone).delete()
    upsert(through, [{left: left_id, right: right_id} for left_id, right_id in new], (left, right))
    return len(gone) + len(new)


def replace_children(model, parent, wanted, key, *, condition="", conflict=None, **only):
    """Make the rows of `model` under some parents just `wanted` (parent id -> rows, in order).

    `parent` is the attribute name of the foreign key, `key` the attribute names of the rest of the constraint that
    tells siblings apart (`conflict` names that constraint's where it is another), `only` narrows which rows are meant.
    Returns how many rows were written or deleted. Rows in `wanted` with one key twice: the first stands.
    """
    rows = {}
    for parent_id, children in wanted.items():
        for child in children:
            row = child | {parent: parent_id}
            rows.setdefault((parent_id, *(row[name] for name in key)), row)
    columns = list(next(iter(rows.values()))) if rows else [parent, *key]
    held, gone = {}, []
    for pk, *values in model.objects.filter(**{f"{parent}__in": list(wanted)}, **only).values_list("pk", *columns):
        row = dict(zip(columns, values, strict=True))
        identity = (row[parent], *(row[name] for name in key))
        if identity in rows:
            held[identity] = row
        else:
            gone.append(pk)
    for some in chunks(gone, _PARAMETERS_A_STATEMENT):
        model.objects.filter(pk__in=some).delete()
    differing = [row for identity, row in rows.items() if held.get(identity) != row]
    return len(gone) + upsert(model, differing, conflict or (parent, *key), condition)


def delete(model, keys):
    """Delete rows by primary key, and nothing else: what points to them was moved by the caller."""
    quote = connection.ops.quote_name
    statement = f"DELETE FROM {quote(model._meta.db_table)} WHERE {quote(model._meta.pk.column)} IN ({{places}})"
    with connection.cursor() as cursor:
        for some in chunks(list(keys), _PARAMETERS_A_STATEMENT):
            cursor.execute(statement.format(places=", ".join(["%s"] * len(some))), some)
