"""Where single keys lead, and what can be made from the first page."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from streamcms.publishing.admin_site.working_order import in_working_order

# Models whose list a key opens after "g", by app and name.
_JUMPS = {
    "m": ("catalog", "movie"),
    "s": ("catalog", "show"),
    "e": ("catalog", "episode"),
    "t": ("catalog", "title"),
    "c": ("catalog", "collection"),
    "p": ("people", "person"),
    "i": ("publishing", "image"),
}


def jumps(app_list):
    """[(key, address, words)] of the pages that "g" and a key open: the index, and lists that the user may see."""
    listed = {(app["app_label"], model["object_name"].lower()): model for app in app_list for model in app["models"]}
    found = [("h", reverse("admin:index"), _("The office’s first page"))]
    for key, name in _JUMPS.items():
        if name in listed and listed[name]["admin_url"]:
            found.append((key, listed[name]["admin_url"], capfirst(listed[name]["name"])))
    return found


def new_things(app_list):
    """[(address, name of one)] of what the user may make, in working order, terms and links left out."""
    return [
        (model["add_url"], model["model"]._meta.verbose_name)
        for app in in_working_order(app_list)
        for model in app["models"]
        if model["add_url"] and hasattr(model["model"], "publish_at")
    ]
