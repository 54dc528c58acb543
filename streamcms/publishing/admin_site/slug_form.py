"""An address that is left empty is made from the name; one that is taken is refused in words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from streamcms.publishing import slugs


class AllocatedSlug:
    """For a ModelForm with `name` and `slug`. Kinds that share a table share its addresses."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Empty: made from the name.")

    def slug_distinctions(self):
        """What tells two of one name apart, in order of preference: a year, say."""
        return ()

    def slug_is_free(self, slug):
        return not self._holder(slug) and not slugs.is_held_by_another(type(self.instance), slug, self.instance.pk)

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug and (holder := self._holder(slug)):
            taken = _("“%(slug)s” is the address of %(holder)s.")
            raise ValidationError(taken, params={"slug": slug, "holder": holder})
        return slug

    def clean(self):
        cleaned = super().clean()
        named = self.cleaned_data.get("name")
        if "slug" in self.fields and "slug" not in self.errors and named and not self.cleaned_data.get("slug"):
            self.cleaned_data["slug"] = self._free_slug(named)
        return cleaned

    def _free_slug(self, name):
        fallback = str(self.instance._meta.verbose_name)
        return slugs.first_free(
            self.instance._meta.concrete_model,
            name,
            self.slug_distinctions(),
            fallback=fallback,
            pk=self.instance.pk,
            is_refused=lambda slug: not self.slug_is_free(slug),
        )

    def _holder(self, slug):
        everything = self.instance._meta.concrete_model._base_manager
        return everything.filter(slug=slug).exclude(pk=self.instance.pk).first()
