"""The five roles and what each may do. Set after every migrate: permissions do not exist inside a migration."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.db import DEFAULT_DB_ALIAS, connections

_LOOK = ("view",)
_WORK = ("view", "add", "change")
_ALL = ("view", "add", "change", "delete")

_PROGRAMME = ("slide", "slidetranslation", "homepagerow", "homepagerowtranslation", "rowtitle")

# Apps whose models a role works with, and how; a model that is named stands apart from its app.
ROLES = {
    "Viewer": {"publishing": _LOOK, "people": _LOOK, "catalog": _LOOK, "theming": _LOOK},
    "Editor": {
        "publishing": _WORK,
        "people": _WORK,
        "catalog": _ALL,
        "theming": _LOOK,
        **{f"theming.{model}": _ALL for model in _PROGRAMME},
    },
    "Publisher": {
        "publishing": _ALL,
        "people": _ALL,
        "catalog": _ALL,
        "theming": _WORK,
        **{f"theming.{model}": _ALL for model in _PROGRAMME},
    },
    "Designer": {"publishing": _WORK, "people": _LOOK, "catalog": _LOOK, "theming": _ALL},
    "Administrator": {"publishing": _ALL, "people": _ALL, "catalog": _ALL, "theming": _ALL, "auth": _ALL},
}


def grant_permissions(app_config, using=DEFAULT_DB_ALIAS, **_):
    """Give each role its permissions on the models of this app; rights added by hand to other apps stay."""
    if not any(app_config.label in rights for rights in ROLES.values()):
        return
    if not apps.is_installed("django.contrib.auth"):
        return
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    if "auth_group" not in connections[using].introspection.table_names():
        return
    create_permissions(app_config, verbosity=0, using=using)
    of_app = Permission.objects.using(using).filter(content_type__app_label=app_config.label)
    for role, rights in ROLES.items():
        group, _created = Group.objects.using(using).get_or_create(name=role)
        wanted = [p for p in of_app.select_related("content_type") if _grants(rights, p)]
        held = set(group.permissions.filter(content_type__app_label=app_config.label).values_list("pk", flat=True))
        group.permissions.add(*(p for p in wanted if p.pk not in held))


def _grants(rights, permission):
    subject = permission.content_type
    verbs = rights.get(f"{subject.app_label}.{subject.model}", rights.get(subject.app_label, ()))
    return permission.codename.partition("_")[0] in verbs
