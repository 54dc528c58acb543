from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"
    counts_in_revision = True
