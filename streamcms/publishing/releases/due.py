"""Releases as a job: apply what is due, say what was, name what could not be."""

from django.utils import timezone

from streamcms.publishing.jobs.job import JobFailed
from streamcms.publishing.models import Release
from streamcms.publishing.releases.applying import apply_due


def apply_due_releases():
    applied, failed = apply_due()
    said = ", ".join(f"applied “{release}”" for release in applied)
    if failed:
        reasons = "; ".join(f"“{release}” could not be applied: {release.failure}" for release in failed)
        raise JobFailed(f"{said}; {reasons}" if said else reasons)
    return said


def next_moment():
    """When the next scheduled release is due; None where none is."""
    ahead = Release.objects.filter(state=Release.State.SCHEDULED, moment__gt=timezone.now())
    return ahead.order_by("moment").values_list("moment", flat=True).first()
