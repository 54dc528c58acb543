"""The five roles and what each may do. Set after every migrate: permissions do not exist inside a migration.

Besides Django's four verbs there is `publish`, for each Publishable: to show it, to hide it, to say when.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.db import DEFAULT_DB_ALIAS, connections

from streamcms.publishing.publishable import Publishable

_LOOK = ("view",)
_WORK = ("view", "add", "change")
_ALL = ("view", "add", "change", "delete")
_SHOW = (*_ALL, "publish")

_PROGRAMME = ("slide", "slidetranslation", "homepagerow", "homepagerowtranslation", "rowtitle")

# Apps whose models a role works with, and how; a model that is named stands apart from its app.
ROLES = {
    "Viewer": {"publishing": _LOOK, "people": _LOOK, "catalog": _LOOK, "theming": _LOOK},
    "Editor": {
        "publishing": _WORK,
        "people": _WORK,
        "catalog": _ALL,
        "catalog.healthrule": _LOOK,
        "theming": _LOOK,
        **{f"theming.{model}": _ALL for model in _PROGRAMME},
    },
    "Publisher": {
        "publishing": _ALL,
        "people": _SHOW,
        "catalog": _SHOW,
        "theming": (*_WORK, "publish"),
        **{f"theming.{model}": _SHOW for model in _PROGRAMME},
    },
    "Designer": {"publishing": _WORK, "people": _LOOK, "catalog": _LOOK, "theming": _SHOW},
    "Administrator": {"publishing": _ALL, "people": _SHOW, "catalog": _SHOW, "theming": _SHOW, "auth": _ALL},
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
    _create_publish_permissions(app_config, using)
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


def may_publish(user, model):
    """Whether somebody may show, hide and schedule things of this model."""
    return user.has_perm(f"{model._meta.app_label}.publish_{model._meta.model_name}")


def _create_publish_permissions(app_config, using):
    """Not by Meta.default_permissions: the list would be part of every model's migrations."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for model in app_config.get_models():
        if issubclass(model, Publishable):
            of_model = ContentType.objects.db_manager(using).get_for_model(model, for_concrete_model=False)
            name = f"Can publish {model._meta.verbose_name}"[:255]
            Permission.objects.using(using).get_or_create(
                content_type=of_model, codename=f"publish_{model._meta.model_name}", defaults={"name": name}
            )
