"""The page on which an editor pins, blocks and orders what is similar to a title, and freshness after a save."""

from django.utils.translation import gettext_lazy as _

from catalog.models import SimilarChoice
from catalog.similar_titles import refresh_similar_titles_on_commit
from streamcms.publishing.admin_site.rows_page import RowsPage

_MOST_AT_ONCE = 100


class SimilarChoices(RowsPage):
    name = "similar"
    label = _("similar titles")
    model = SimilarChoice
    fields = ["target", "verdict", "both_ways"]
    autocomplete_fields = ["target"]
    related = ["target"]
    owner_field = "source"
    order_field = "position"

    def _note(self, request, owner, counts, was_moved):
        super()._note(request, owner, counts, was_moved)
        if any(counts) or was_moved:
            others = self.rows(owner).values_list("target", flat=True)
            refresh_similar_titles_on_commit([owner.pk, *others])


class RefreshesSimilarTitles:
    """For the admin of titles: what is saved updates its similar titles and whoever they affect."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        refresh_similar_titles_on_commit([form.instance.pk])

    def log_change(self, request, obj, message):
        """Pages of rows log what they changed: credits make titles alike too."""
        entry = super().log_change(request, obj, message)
        refresh_similar_titles_on_commit([obj.pk])
        return entry

    def log_changes(self, request, things, message, befores, **options):
        """Of more than a few it would take minutes: they are alike again after the next rebuild."""
        count = super().log_changes(request, things, message, befores, **options)
        if count <= _MOST_AT_ONCE:
            refresh_similar_titles_on_commit([thing.pk for thing in things])
        return count

    def delete_model(self, request, obj):
        key = obj.pk
        super().delete_model(request, obj)
        refresh_similar_titles_on_commit([key])
