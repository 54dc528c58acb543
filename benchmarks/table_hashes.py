"""A hash of every table of the catalogue, without moments and without the random keys of pictures."""

import hashlib
import json
import sys

import django
from django.apps import apps


def table_hashes():
    """{table: (rows, hash)}: primary keys count, moments (created, updated, fetched) do not."""
    hashes = {}
    for label in ("publishing", "people", "catalog", "theming"):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if not model._meta.proxy and model._meta.model_name not in ("revision", "previewlink"):
                hashes[model._meta.db_table] = _hash(model)
    return hashes


def _hash(model):
    digest, count = hashlib.sha256(), 0
    columns = [
        field.attname
        for field in model._meta.local_concrete_fields
        if field.attname not in ("created_at", "updated_at", "fetched_at", "key")
    ]
    for row in model._base_manager.order_by("pk").values_list(*columns).iterator(2_000):
        count += 1
        values = [_without_moment(name, value) for name, value in zip(columns, row, strict=True)]
        digest.update(json.dumps(values, default=_plain, sort_keys=True).encode() + b"\n")
    return count, digest.hexdigest()[:16]


def _without_moment(name, value):
    if name == "provenance":
        return {field: [source, locked] for field, (source, _moment, locked) in value.items()}
    return value


def _plain(value):
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else str(value)


if __name__ == "__main__":
    django.setup()
    json.dump(table_hashes(), sys.stdout, indent=1)
