from django.apps import AppConfig


class ThemingConfig(AppConfig):
    name = "theming"
    counts_in_revision = True
