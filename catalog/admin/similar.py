"""Similar titles in the admin: the lists (derived, nobody edits them), the page of weights, the report of weak ones."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.models import Department, SimilarityWeights, SimilarTitle, Title
from catalog.similar_titles import (
    as_weights,
    features_folder,
    rebuild_similar_titles,
    stored_weights,
)
from catalog.similarity import files
from catalog.similarity.facts import DEFAULT_CLOSENESS, DEFAULT_WEIGHTS
from catalog.similarity.scores import Scorer

_SAMPLES, _SHOWN = 10, 6
_REBUILT_AT_ONCE = 3000  # titles; more are left to the command
_FEW, _WEAK = 3, 100_000  # a score that genre and language alone come to, in the same years
_CLOSENESS = "closeness-"


class WeightsForm(forms.Form):
    """A number from 0 to 1000 for each group of features, and for how sharply each number divides."""

    def __init__(self, data=None):
        super().__init__(data)
        held = stored_weights()
        for name in DEFAULT_WEIGHTS:
            self.fields[name] = _number(name.replace("_", " "), held.groups[name])
        for name in DEFAULT_CLOSENESS:
            self.fields[_CLOSENESS + name] = _number(_("closeness of %s") % name, held.closeness[name])

    def weights(self):
        values = self.cleaned_data
        groups = {name: values[name] for name in DEFAULT_WEIGHTS}
        return as_weights(groups, {name: values[_CLOSENESS + name] for name in DEFAULT_CLOSENESS})


def _number(label, initial):
    return forms.IntegerField(label=label, initial=initial, min_value=0, max_value=1000)


@admin.register(SimilarTitle)
class SimilarTitleAdmin(admin.ModelAdmin):
    change_list_template = "admin/similar_lists.html"
    list_display = ["source", "rank", "target", "score"]
    list_select_related = ["source", "target"]
    search_fields = ["source__name"]
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source", "target")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_urls(self):
        views = (("weights", self.weights), ("samples", require_POST(self.samples)), ("weak", self.weak))
        own = [path(f"{name}/", self.admin_site.admin_view(view), name=f"similar_{name}") for name, view in views]
        return [*own, *super().get_urls()]

    def weights(self, request):
        """The form; a POST stores it and, in a catalogue that is not large, makes all lists anew."""
        if not request.user.has_perm("catalog.change_similarityweights"):
            raise PermissionDenied
        form = WeightsForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            weights = form.weights()
            held, _is_new = SimilarityWeights.objects.update_or_create(
                pk=1, defaults={"groups": weights.groups, "closeness": weights.closeness}
            )
            self.log_change(request, held, "Changed the weights.")
            self._apply(request)
            return HttpResponseRedirect(reverse("admin:similar_weights"))
        context = {"form": form, "samples": _samples(stored_weights(), stored_weights())}
        return self._page(request, "admin/similar_weights.html", _("Weights of similar titles"), context)

    def _apply(self, request):
        if Title.objects.count() <= _REBUILT_AT_ONCE:
            rebuild_similar_titles()
            messages.success(request, _("Saved, and all lists were made anew."))
        else:
            messages.success(request, _("Saved. They count from the next `manage.py rebuild similar`."))

    def samples(self, request):
        """Ten titles under the stored weights and under those that were sent: a fragment; nothing is stored."""
        if not request.user.has_perm("catalog.change_similarityweights"):
            raise PermissionDenied
        form = WeightsForm(request.POST)
        samples = _samples(stored_weights(), form.weights()) if form.is_valid() else []
        return TemplateResponse(request, "admin/_similar_samples.html", {"samples": samples, "form": form})

    def weak(self, request):
        """Titles with few or weak neighbours, and what metadata would help."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = (
            Title.objects.annotate(neighbours=Count("similar_links"), best=Max("similar_links__score"))
            .filter(Q(neighbours__lt=_FEW) | Q(best__lt=_WEAK))
            .order_by("neighbours", "best", "sort_key", "slug")
        )
        page = Paginator(found, 50).get_page(request.GET.get("p"))
        context = {"page": page, "rows": _with_advice(list(page.object_list))}
        return self._page(request, "admin/similar_weak.html", _("Titles with weak or no neighbours"), context)

    def _page(self, request, template, heading, context):
        common = {**self.admin_site.each_context(request), "title": heading, "opts": self.opts}
        return TemplateResponse(request, template, common | context)


def _samples(before, after):
    """[(title, similar titles before, after)] of the ten best known titles; three queries at most."""
    loaded = files.load(features_folder())
    if loaded is None:
        return []
    features, row_of = loaded[0], loaded[0].row_of()
    best_known = Title.objects.filter(imdb_votes__isnull=False).order_by("-imdb_votes", "slug")[:_SAMPLES]
    titles = [title for title in best_known if title.pk in row_of]
    lists = []
    for weights in (before, after):
        scorer = Scorer(features, weights)
        lists.append([features.keys[scorer.nearest(row_of[title.pk], _SHOWN)[0]].tolist() for title in titles])
    named = Title.objects.in_bulk({key for both in lists for found in both for key in found})
    told = [[[named[key] for key in found if key in named] for found in both] for both in lists]
    return list(zip(titles, *told, strict=True))


def _with_advice(titles):
    """[(title, what would help)]: two queries."""
    counts = Title.objects.filter(pk__in=[title.pk for title in titles]).annotate(
        cast_count=Count("credits", Q(credits__department=Department.ACTING), distinct=True),
        director_count=Count("credits", Q(credits__job="Director"), distinct=True),
        genre_count=Count("genres", distinct=True),
        tag_count=Count("tags", distinct=True),
    )
    held = {title.pk: title for title in counts}
    return [(title, _advice(held[title.pk])) for title in titles]


def _advice(title):
    wanted = [
        (title.cast_count < 3, _("cast")),
        (not title.director_count and not title.is_show, _("director")),
        (not title.genre_count, _("genres")),
        (title.tag_count < 3, _("tags")),
        (not title.synopsis, _("synopsis")),
        (not title.released_on, _("release date")),
        (title.imdb_rating is None, _("IMDb rating")),
    ]
    return [name for is_missing, name in wanted if is_missing]
