"""The admin of the ground floor: pictures, links to previews, addresses that were public once."""

import datetime as dt

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from streamcms.publishing.admin_site.office_admin import CatalogueAdmin, badge, thumbnail
from streamcms.publishing.admin_site.picture_words import focal_choices, warnings
from streamcms.publishing.admin_site.pictures import prepared_upload
from streamcms.publishing.image_files import store_prepared, write_missing_renditions
from streamcms.publishing.models import Image, PreviewLink, PublicSlug

_LINK_LASTS = dt.timedelta(days=7)


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
    fields = ["note", "at", "drafts", "expires_at"]
    actions = ["revoke"]

    def get_queryset(self, request):
        is_open = Q(revoked_at=None, expires_at__gt=request.viewpoint.at)
        return super().get_queryset(request).annotate(opens=is_open)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.now = request.viewpoint.at
        return form

    def get_changeform_initial_data(self, request):
        return {"expires_at": request.viewpoint.at + _LINK_LASTS} | super().get_changeform_initial_data(request)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
        if "_revoke" in request.POST:
            obj.revoke()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["link_address"] = request.build_absolute_uri(obj.get_absolute_url())
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
