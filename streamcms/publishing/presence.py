"""Who has which thing open in the admin: their pages say so every few seconds, and nothing else writes it."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

LASTS = dt.timedelta(seconds=75)  # browsers wake a page in the background once a minute


class PresenceQuerySet(models.QuerySet):
    def arrive(self, user, thing):
        """Note that somebody has a thing open ("catalog.movie:5"), and forget who was not heard of for a minute."""
        now = timezone.now()
        self.filter(seen_at__lt=now - LASTS).delete()
        self.update_or_create(user=user, thing=thing, defaults={"seen_at": now})

    def leave(self, user, thing):
        self.filter(user=user, thing=thing).delete()

    def others(self, user, thing):
        """Names of those who have it open too: one query."""
        here = self.filter(thing=thing, seen_at__gte=timezone.now() - LASTS).exclude(user=user)
        return [each.user.get_full_name() or each.user.get_username() for each in here.select_related("user")]


class Presence(models.Model):
    counts_in_revision = False

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thing = models.CharField(max_length=100)
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "user"], name="presence_is_once_a_thing")]

    def __str__(self):
        return f"{self.user}: {self.thing}"
