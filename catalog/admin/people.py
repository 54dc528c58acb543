"""The admin of people as the catalogue completes it: with the rules of their health."""

from django.contrib import admin

from catalog.admin.health_publishing import ChecksHealth
from people.admin.people import PersonAdmin
from people.models import Person

admin.site.unregister(Person)


@admin.register(Person)
class CheckedPersonAdmin(ChecksHealth, PersonAdmin):
    pass
