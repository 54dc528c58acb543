from django.apps import AppConfig


class ThemingConfig(AppConfig):
    name = "theming"
    verbose_name = "Site and pages"
    counts_in_revision = True
