"""Fields of titles that are edited in bulk and lie in tables of their own: collections, age ratings."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from catalog.models import Certification, Collection, CollectionMembership
from streamcms.publishing.admin_site.bulk_fields import ADD, CLEAR, REMOVE, SET, BulkField, LinksField
from streamcms.publishing.history.many import batches


class BulkCollections(LinksField):
    """A title that is added to a collection comes last there."""

    modes = (ADD, REMOVE)
    label = _("Collections")

    def __init__(self, model_admin):
        super().__init__(model_admin, "collections")
        self.locks = ("collection_memberships",)

    def form_fields(self, request):
        place = CollectionMembership._meta.get_field("collection")
        widget = AutocompleteSelectMultiple(place, self.admin.admin_site)
        field = forms.ModelMultipleChoiceField(
            Collection.objects.all(), required=False, label=self.label, widget=widget
        )
        return {self.name: field}

    def write(self, afters, befores):
        super().write(afters, befores)
        added = {other for key, after in afters.items() for other in set(after) - set(befores[key])}
        lasts = CollectionMembership.objects.filter(collection__in=added).order_by().values_list("collection")
        lasts = dict(lasts.annotate(last=Max("position")))
        new = CollectionMembership.objects.filter(collection__in=added, position=0, title__in=list(afters))
        for row in (rows := list(new.order_by("pk"))):
            lasts[row.collection_id] = row.position = lasts[row.collection_id] + 1
        CollectionMembership.objects.bulk_update(rows, ["position"], batch_size=200)


class BulkCertifications(BulkField):
    """The code of one country and system. A plain value: ((country, system, code), ...) in their order."""

    modes = (SET, REMOVE, CLEAR)
    label = _("Certifications")

    def __init__(self, model_admin):
        super().__init__(model_admin, "certifications")
        self.names = ("certifications_country", "certifications_system", "certifications_code")

    def form_fields(self, request):
        labels = (_("Country"), _("System"), _("Code"))
        columns = [Certification._meta.get_field(name.partition("_")[2]) for name in self.names]
        return {
            name: forms.CharField(required=False, label=label, max_length=column.max_length)
            for name, label, column in zip(self.names, labels, columns, strict=True)
        }

    def value_of(self, cleaned):
        value = tuple(cleaned.get(name, "") for name in self.names)
        return value if value[0] else None

    def before(self, things):
        found = {thing.pk: [] for thing in things}
        for some in batches(found):
            rows = Certification.objects.filter(title__in=some).values_list("title", "country", "system", "code")
            for title, *row in rows:
                found[title].append(tuple(row))
        return {key: tuple(sorted(rows)) for key, rows in found.items()}

    def after(self, before, mode, value):
        if mode == CLEAR:
            return ()
        others = [row for row in before if row[:2] != value[:2]]
        return tuple(sorted([*others, value] if mode == SET else others))

    def write(self, afters, befores):
        for some in batches(afters):
            gone = {row for key in some for row in set(befores[key]) - set(afters[key])}
            for country, system, code in gone:
                owners = [key for key in some if (country, system, code) not in afters[key]]
                rows = Certification.objects.filter(title__in=owners, country=country, system=system, code=code)
                rows.delete()
            Certification.objects.bulk_create(
                Certification(title_id=key, country=country, system=system, code=code)
                for key in some
                for country, system, code in afters[key]
                if (country, system, code) not in befores[key]
            )

    def words(self, values):
        return {value: ", ".join(" ".join(filter(None, row)) for row in value) for value in values}
