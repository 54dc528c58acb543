from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ThemingConfig(AppConfig):
    name = "theming"
    verbose_name = "Site and pages"
    counts_in_revision = True

    def ready(self):
        from theming import shipped_themes

        post_migrate.connect(shipped_themes.ship_themes, sender=self, dispatch_uid="themes")
