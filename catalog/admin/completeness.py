"""The column of completeness in lists of titles."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from catalog.health.severities import Severities
from catalog.models import Title


def meter(percent):
    return format_html(
        '<span class="completeness"><meter min="0" max="100" low="50" high="85" optimum="100" value="{}" '
        'aria-label="{}"></meter> {} %</span>',
        percent,
        _("Completeness"),
        percent,
    )


class WithCompleteness:
    """For a ChangeList: `completeness` of each row, made from what Health holds, to be shown and sorted by."""

    def get_queryset(self, request, *arguments, **options):
        if "completeness" not in self.root_queryset.query.annotations:  # asked again for each count beside a filter
            made = Severities.stored().completeness_in_sql(Title.Kind.values, prefix="health__")
            self.root_queryset = self.root_queryset.annotate(completeness=made)
        return super().get_queryset(request, *arguments, **options)


class ShowsCompleteness:
    """For the admin of titles."""

    def get_changelist(self, request, **kwargs):
        listed = super().get_changelist(request, **kwargs)
        return type(listed.__name__, (WithCompleteness, listed), {})

    @admin.display(description=_("completeness"), ordering="completeness")
    def completeness(self, obj):
        return "" if obj.completeness is None else meter(obj.completeness)
