"""What of the catalogue stands in the sitemap."""

from catalog.models import Collection, Genre, Title
from streamcms.publishing.sitemaps import Section

SECTIONS = [
    Section("titles", Title.objects.visible, ("kind", "slug"), pictures=("poster", "backdrop")),
    Section("collections", Collection.objects.visible, pictures=("poster", "backdrop")),
    Section("genres", lambda viewpoint: Genre.objects.used_in(Title.objects.visible(viewpoint)), is_dated=False),
]
