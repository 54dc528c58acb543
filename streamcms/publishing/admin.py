"""The admin of the ground floor: pictures, links to previews, addresses that were public once, releases, jobs."""

import datetime as dt

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Max, Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.admin_site.office_admin import CatalogueAdmin, badge, moment, thumbnail
from streamcms.publishing.admin_site.picture_words import focal_choices, warnings
from streamcms.publishing.admin_site.pictures import prepared_upload
from streamcms.publishing.admin_site.releases_admin import ReleaseAdmin
from streamcms.publishing.image_files import store_prepared, write_missing_renditions
from streamcms.publishing.models import Image, JobRun, PreviewLink, PublicSlug, Release
from streamcms.publishing.viewpoint import Viewpoint, is_now

admin.site.register(Release, ReleaseAdmin)

_LINK_LASTS = dt.timedelta(days=7)
_TICK_IS_MISSED = dt.timedelta(minutes=5)


class NewImageForm(forms.ModelForm):
    file = forms.FileField(label=_("file"), widget=forms.FileInput(attrs={"accept": "image/*"}))

    def clean(self):
        cleaned = super().clean()
        if "file" in self.cleaned_data and "role" in self.cleaned_data:
            try:
                self.prepared = prepared_upload(self.cleaned_data["file"], self.cleaned_data["role"])
            except ValidationError as error:
                self.add_error("file", error)
        return cleaned

    def save(self, commit=True):
        self.save_m2m = lambda: None
        cleaned = self.cleaned_data
        image = store_prepared(self.prepared, cleaned["role"], alternative_text=cleaned["alternative_text"])
        image.source, image.focal_point = cleaned["source"], cleaned["focal_point"]
        return image


@admin.register(Image)
class ImageAdmin(CatalogueAdmin):
    form = forms.ModelForm
    list_display = ["picture_column", "key", "role", "size", "alternative_text", "source", "created_at"]
    list_display_links = ["picture_column", "key"]
    list_filter = ["role"]
    search_fields = ["key", "alternative_text", "source"]
    fields = ["role", "alternative_text", "focal_point", "source"]
    readonly_fields = ["picture", "key", "role", "size", "format", "fetched_at", "created_at"]

    def picture_roles(self, request):
        role = request.POST.get("role")
        return {"file": role if role in Image.Role.values else None}

    def get_fields(self, request, obj=None):
        if obj:
            return ["picture", ("key", "role", "size", "format"), *self.fields[1:], ("fetched_at", "created_at")]
        return ["file", *self.fields]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, **kwargs if obj else kwargs | {"form": NewImageForm})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "focal_point":
            kwargs |= {"widget": forms.Select(choices=focal_choices()), "help_text": ""}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        for sentence in warnings(obj.role, obj.width, obj.height) if not change else ():
            messages.warning(request, sentence)
        if "focal_point" in form.changed_data:
            write_missing_renditions(obj)  # the card for other sites is cropped around it

    @admin.display(description=_("picture"))
    def picture_column(self, obj):
        return thumbnail(obj, name=obj.key)

    @admin.display(description=_("picture"))
    def picture(self, obj):
        return thumbnail(obj, "thumbnail thumbnail--large")

    @admin.display(description=_("size"), ordering="width")
    def size(self, obj):
        return f"{obj.width} × {obj.height}"


class PreviewLinkForm(forms.ModelForm):
    def clean_expires_at(self):
        expires_at = self.cleaned_data["expires_at"]
        if "expires_at" in self.changed_data and expires_at <= self.now:
            raise ValidationError(_("This moment has passed: the link would open nothing."))
        return expires_at


@admin.register(PreviewLink)
class PreviewLinkAdmin(admin.ModelAdmin):
    form = PreviewLinkForm
    list_display = ["__str__", "badge", "at", "drafts", "expires_at", "created_by"]
    list_select_related = ["created_by"]
    search_fields = ["note"]
    show_full_result_count = False
    view_on_site = False
    fields = ["note", "at", "drafts", "release", "expires_at"]
    actions = ["revoke"]

    def get_queryset(self, request):
        is_open = Q(revoked_at=None, expires_at__gt=request.viewpoint.at)
        return super().get_queryset(request).annotate(opens=is_open)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.now = request.viewpoint.at
        return form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "release":
            ahead = [Release.State.OPEN, Release.State.SCHEDULED]
            kwargs["queryset"] = Release.objects.filter(state__in=ahead)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        """?seen= spells the viewpoint of the page from which somebody asks for a link."""
        seen = Viewpoint.parse(request.GET.get("seen", ""))
        chosen = {} if seen is None else {"drafts": seen.drafts, "at": None if is_now(request.GET["seen"]) else seen.at}
        lasts = {"expires_at": request.viewpoint.at + _LINK_LASTS}
        return lasts | super().get_changeform_initial_data(request) | chosen

    def response_add(self, request, obj, post_url_continue=None):
        """On to the link, which is there to be copied."""
        response = super().response_add(request, obj, post_url_continue)
        if {"_addanother", "_continue", "_popup"} & request.POST.keys():
            return response
        change = reverse("admin:publishing_previewlink_change", args=[obj.pk])
        page = request.GET.get("page")
        return HttpResponseRedirect(f"{change}?{urlencode({'page': page})}" if page else change)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
        if "_revoke" in request.POST:
            obj.revoke()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            page = request.GET.get("page", "").lstrip("/")
            context["link_address"] = request.build_absolute_uri(obj.get_absolute_url() + page)
            context["link_opens"] = obj.opens
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("state"))
    def badge(self, obj):
        if obj.opens:
            return badge("published", _("open"))
        return badge("archived", _("revoked")) if obj.revoked_at else badge("expired", _("expired"))

    @admin.action(description=_("Revoke the selected links"), permissions=["change"])
    def revoke(self, request, queryset):
        for link in queryset.filter(revoked_at=None):
            link.revoke()
            self.log_change(request, link, "Revoked.")
        self.message_user(request, _("The selected links open nothing any more."))


@admin.register(PublicSlug)
class PublicSlugAdmin(admin.ModelAdmin):
    """Written by triggers: to look at only."""

    list_display = ["slug", "space", "object_id"]
    list_filter = ["space"]
    search_fields = ["slug"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(JobRun)
class JobRunAdmin(admin.ModelAdmin):
    """What `tick` did last: to look at only."""

    list_display = ["name", "badge", "began", "took", "result", "failure"]
    list_display_links = None
    empty_value_display = ""
    show_full_result_count = False

    def changelist_view(self, request, extra_context=None):
        last = JobRun.objects.aggregate(last=Max("started_at"))["last"]
        stands_still = last is None or request.viewpoint.at - last > _TICK_IS_MISSED
        context = {"title": _("Jobs"), "last_tick": last, "stands_still": stands_still}
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description=_("state"))
    def badge(self, obj):
        return badge("expired", _("failed")) if obj.error else badge("published", _("done"))

    @admin.display(description=_("last run"), ordering="started_at")
    def began(self, obj):
        return moment(obj.started_at)

    @admin.display(description=_("took"), ordering="seconds")
    def took(self, obj):
        return f"{obj.seconds:.2f} s"

    @admin.display(description=_("error"))
    def failure(self, obj):
        return obj.error

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
