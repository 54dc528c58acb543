from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CatalogConfig(AppConfig):
    name = "catalog"
    counts_in_revision = True

    def ready(self):
        from catalog.search.index import install_triggers

        post_migrate.connect(install_triggers, sender=self, dispatch_uid="search")
