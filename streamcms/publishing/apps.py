from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


class PublishingConfig(AppConfig):
    name = "streamcms.publishing"
    label = "publishing"
    verbose_name = "Publishing"
    counts_in_revision = True

    def ready(self):
        from streamcms.publishing import checks, revision, roles  # noqa: F401  registers the checks

        if settings.CDN_PURGE_URL:
            from streamcms.publishing import cdn

            cdn.watch_commits()
        post_migrate.connect(revision.install_triggers, sender=self, dispatch_uid="revision")
        post_migrate.connect(roles.grant_permissions, dispatch_uid="roles")
