"""The forms of slides and rows: each kind has fields of its own, and what stands in those of another is forgotten."""

from catalog.models import Title
from streamcms.publishing.admin_site.office_form import PlainForm
from theming.models import HomepageRow, Slide

_Kind = HomepageRow.Kind


class KindForm(PlainForm):
    """The browser shows the fields of the chosen kind alone; without JavaScript all are there."""

    FIELDS_OF_KINDS = {}  # kind -> names; fields that no kind names are everyone's
    foreign = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and "kind" in self.fields:
            self.foreign = self._foreign_fields(self["kind"].value())
            for name in self.foreign:
                self.fields[name].required = False

    def _foreign_fields(self, kind):
        named = {name for names in self.FIELDS_OF_KINDS.values() for name in names}
        return sorted((named - set(self.FIELDS_OF_KINDS.get(kind, named))) & self.fields.keys())

    def clean(self):
        cleaned = super().clean()
        for name in self.foreign:
            self._errors.pop(name, None)
            self.new_pictures.pop(name, None)
            self.cleaned_data[name] = self._meta.model._meta.get_field(name).get_default()
        return cleaned


class SlideForm(KindForm):
    FIELDS_OF_KINDS = {
        Slide.Kind.TITLE: ["title", "picture", "headline", "text"],
        Slide.Kind.NEWEST: ["count", "title_kind"],
    }

    def kindred_pictures(self):
        return [Title.objects.filter(pk=self.instance.title_id).values("backdrop")]


class HomepageRowForm(KindForm):
    FIELDS_OF_KINDS = {
        _Kind.LATEST_MOVIES: ["count"],
        _Kind.LATEST_SHOWS: ["count"],
        _Kind.LATEST_EPISODES: ["count"],
        _Kind.TOP_RATED: ["count", "title_kind"],
        _Kind.GENRE: ["genre", "count", "order", "title_kind"],
        _Kind.TAG: ["tag", "count", "order", "title_kind"],
        _Kind.COLLECTION: ["collection", "count", "title_kind"],
        _Kind.PERSON: ["person", "count", "order", "title_kind"],
        _Kind.COMING_SOON: ["count", "title_kind"],
        _Kind.LEAVING_SOON: ["count", "title_kind"],
        _Kind.TITLES: ["count"],
        _Kind.MY_LIST: [],
    }
