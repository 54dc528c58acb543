"""The pages of credits: of a title as a whole, and of one episode."""

from django.utils.translation import gettext_lazy as _

from catalog.admin.credit_paste import PastesCredits
from catalog.models import Credit, Department
from streamcms.publishing.admin_site.rows_page import RowsPage


class TitleCredits(PastesCredits, RowsPage):
    name = locks = "credits"
    label = _("credits")
    model = Credit
    fields = ["person", "department", "job", "character", "credited_as", "episode_count"]
    autocomplete_fields = ["person"]
    related = ["person"]
    order_field = "billing_order"
    filter_field = "department"

    def fixed(self, title):
        return {"title": title, "episode": None}

    def prepare(self, form, owner):
        if form.instance.pk is None and form.initial.get("department") == Department.ACTING:
            form.initial["job"] = "Actor"


class MovieCredits(TitleCredits):
    fields = ["person", "department", "job", "character", "credited_as"]


class EpisodeCredits(MovieCredits):
    owner_field = "episode"

    def fixed(self, episode):
        return {"title": episode.season.show, "episode": episode}
