from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PublishingConfig(AppConfig):
    name = "streamcms.publishing"
    label = "publishing"
    verbose_name = "Publishing"
    counts_in_revision = True

    def ready(self):
        from streamcms.publishing import checks, revision, roles  # noqa: F401  registers the checks

        post_migrate.connect(revision.install_triggers, sender=self, dispatch_uid="revision")
        post_migrate.connect(roles.grant_permissions, dispatch_uid="roles")
