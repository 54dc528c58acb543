from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CatalogConfig(AppConfig):
    name = "catalog"
    counts_in_revision = True

    def ready(self):
        from catalog import library_changes
        from catalog.health import changes
        from catalog.search import index

        post_migrate.connect(index.install_triggers, sender=self, dispatch_uid="search")
        post_migrate.connect(library_changes.install_triggers, sender=self, dispatch_uid="library")
        post_migrate.connect(changes.install_triggers, sender=self, dispatch_uid="health")
