"""What tests of drafts share: editors who are logged in, forms saved as drafts, everything that a form holds."""

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core import serializers
from django.test import Client

from catalog.models import Movie, Show, Title
from streamcms.publishing.admin_site.parts_of import form_rows_of
from streamcms.publishing.drafts import Draft
from tests.browser_forms import form_of

SAVE, PUBLISH = {"_save_draft": "1"}, {"_publish_draft": "1"}  # buttons
CERTIFICATION = {"certifications-TOTAL_FORMS": "1", "certifications-0-country": "US", "certifications-0-code": "R"}


def log_in(name, role="Publisher"):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def address(thing, page="change"):
    kind = thing.kind if isinstance(thing, Title) else thing._meta.model_name
    return f"/admin/{thing._meta.app_label}/{kind}/{thing.pk}/{page}/"


def save_draft(client, thing, **changes):
    response = client.post(address(thing), form_of(client.get(address(thing)), **SAVE | changes))
    assert response.status_code == 302, response.context["errors"]
    return Draft.objects.of(thing)


def fields(thing, *names):
    thing = type(thing)._base_manager.get(pk=thing.pk)
    return tuple(getattr(thing, name) for name in names)


def form_model(thing):
    return {"movie": Movie, "show": Show}[thing.kind] if isinstance(thing, Title) else type(thing)


def everything(thing):
    """All columns of the thing and of its form's rows but keys and moments, many-to-many keys too."""
    model_admin = admin.site.get_model_admin(form_model(thing))
    rows = form_rows_of(model_admin, thing)
    told = [row["fields"] for row in serializers.serialize("python", rows)]
    for each in told:
        each["provenance"] = {
            name: (source, locked) for name, (source, _at, locked) in each.get("provenance", {}).items()
        }
    return [{name: value for name, value in each.items() if name != "updated_at"} for each in told]
