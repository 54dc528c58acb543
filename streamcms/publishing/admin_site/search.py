"""Search by the number that another database gives to a thing."""

from django.contrib.contenttypes.models import ContentType

from streamcms.publishing.models import ExternalId


def search_external_ids(model, queryset, found, text):
    """What was found, and the rows with that external id: "tt0137523", "550", "tmdb:550" or "tmdb:movie:550"."""
    text = text.strip()
    if not text or not any(field.name == "external_ids" for field in model._meta.private_fields):
        return found
    provider, kind, value = _parts(text)
    ids = ExternalId.objects.filter(content_type=ContentType.objects.get_for_model(model), value=value)
    if provider:
        ids = ids.filter(provider=provider)
    if kind:
        ids = ids.filter(kind=kind)
    return found | queryset.filter(pk__in=ids.values("object_id"))


def _parts(text):
    parts = text.split(":")
    if len(parts) == 2:
        return parts[0], "", parts[1]
    return parts if len(parts) == 3 else ("", "", text)
