from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    counts_in_revision = True
