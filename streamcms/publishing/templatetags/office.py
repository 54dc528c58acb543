"""What the templates of the office ask for."""

from django import template
from django.contrib import admin
from django.utils.timesince import timesince

from streamcms.publishing.admin_site.jumps import jumps, new_things
from streamcms.publishing.admin_site.recent_work import RecentWork
from streamcms.publishing.admin_site.working_order import in_working_order

register = template.Library()
register.filter(in_working_order)
register.filter(new_things)
register.simple_tag(jumps)


@register.simple_tag(takes_context=True)
def recent_work(context):
    return RecentWork(context["request"], admin.site)


@register.filter
def since(at):
    """How long ago, in the largest unit: "3 hours"."""
    return timesince(at, depth=1)
