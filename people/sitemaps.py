"""What of the people stands in the sitemap."""

from people.models import Person
from streamcms.publishing.sitemaps import Section

SECTIONS = [Section("people", Person.objects.visible, pictures=("portrait",))]
