"""The way from a form to the identity desk."""

from django import template
from django.urls import reverse

from catalog.admin.identity_rights import kind_of
from catalog.models import Title
from people.models import Person

register = template.Library()


@register.simple_tag(takes_context=True)
def identity_address(context, thing):
    """Where the title or person of a form is merged or split; "" for other things and for who may not look."""
    if not isinstance(thing, Title | Person) or not context["request"].user.has_perm("catalog.view_identitychange"):
        return ""
    return reverse("admin:identity_thing", args=[kind_of(thing), thing.pk])
