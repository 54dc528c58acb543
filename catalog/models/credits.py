"""Credits: who did what in which title, in billing order."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models.seasons import Episode
from catalog.models.titles import Title
from people.models import Person
from streamcms.publishing.translated import load_translations


class Department(models.TextChoices):
    ACTING = "acting", _("acting")
    CREATOR = "creator", _("creator")
    DIRECTING = "directing", _("directing")
    WRITING = "writing", _("writing")
    PRODUCTION = "production", _("production")
    CAMERA = "camera", _("camera")
    EDITING = "editing", _("editing")
    SOUND = "sound", _("sound")
    ART = "art", _("art")
    COSTUME = "costume", _("costume and make-up")
    LIGHTING = "lighting", _("lighting")
    VISUAL_EFFECTS = "visual_effects", _("visual effects")
    CREW = "crew", _("crew")


class CreditQuerySet(models.QuerySet):
    def cast(self):
        return self.filter(department=Department.ACTING)

    def crew(self):
        return self.exclude(department=Department.ACTING)

    def with_job(self, job):
        """By the exact job: "Director" is never a casting or an assistant director."""
        return self.filter(job=job)

    def of_title(self):
        """Those of the title as a whole, not of one episode."""
        return self.filter(episode=None)

    def visible(self, viewpoint):
        """Credits whose title, episode and person are all visible from there."""
        return self.filter(
            Q(episode=None) | Q(episode__in=Episode.objects.visible(viewpoint)),
            title__in=Title.objects.visible(viewpoint),
            person__in=Person.objects.visible(viewpoint),
        )

    def with_person_data(self):
        """Load what catalog/_credit.html reads: one query, however many credits."""
        return load_translations(self.select_related("person__portrait"), "person")

    def for_filmography(self):
        """What people/person.html lists: newest first, with the title's poster and genres; two queries."""
        credits = self.select_related("title__poster", "episode__season").prefetch_related("title__genres")
        credits = credits.order_by(
            F("title__released_on").desc(nulls_first=True), "title__sort_key", "title__slug", "billing_order", "pk"
        )
        return load_translations(credits, "title", "title__genres")

    def collaborators(self, viewpoint):
        """The visible people who share visible titles with those of these credits, most first: `shared_titles` says
        how many, two at least. One query."""
        own = self.visible(viewpoint).order_by()
        people = (
            Person.objects.visible(viewpoint)
            .filter(credits__in=Credit.objects.visible(viewpoint).filter(title__in=own.values("title")))
            .exclude(pk__in=own.values("person"))
            .annotate(shared_titles=models.Count("credits__title", distinct=True))
            .filter(shared_titles__gte=2)
            .order_by("-shared_titles", "sort_key", "slug")
            .select_related("portrait")
        )
        return load_translations(people, "")


class Credit(models.Model):
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="credits")
    episode = models.ForeignKey(Episode, null=True, blank=True, on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="credits")
    department = models.CharField(max_length=20, choices=Department)
    job = models.CharField(max_length=100, help_text=_("Exactly: Director, Screenplay, Director of Photography …"))
    character = models.CharField(max_length=500, blank=True)
    credited_as = models.CharField(max_length=200, blank=True, help_text=_("Where it differs from the name."))
    episode_count = models.PositiveSmallIntegerField(null=True, blank=True)
    billing_order = models.PositiveIntegerField(default=0)

    objects = CreditQuerySet.as_manager()

    class Meta:
        ordering = ["billing_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "person", "department", "job", "character"],
                condition=Q(episode=None),
                name="credit_is_once_in_a_title",
            ),
            models.UniqueConstraint(
                fields=["episode", "person", "department", "job", "character"],
                condition=Q(episode__isnull=False),
                name="credit_is_once_in_an_episode",
            ),
        ]
        indexes = [models.Index(fields=["title", "episode", "billing_order"], name="credit_billing")]

    def __str__(self):
        return f"{self.person}: {self.character or self.job}"
