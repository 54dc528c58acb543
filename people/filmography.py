"""A life's work in the orders in which a person's page shows it. Works on loaded credits, asks nothing."""

from itertools import groupby

_KNOWN_FOR = 6
_LEADING = 5  # billing places that count in full


def by_title(credits):
    """[(title, its credits)] in the order of the credits, which stand title by title."""
    return [(title, list(group)) for title, group in groupby(credits, lambda credit: credit.title)]


def upcoming_and_years(works, today):
    """What is still to come, soonest first; and the rest as [(year or None, works)], newest first, undated last."""
    upcoming = [work for work in works if work[0].released_on and work[0].released_on > today]
    out = [work for work in works if work not in upcoming]
    dated = sorted(out, key=lambda work: work[0].year is None)
    years = [(year, list(some)) for year, some in groupby(dated, lambda work: work[0].year)]
    return sorted(upcoming, key=lambda work: work[0].released_on), years


def by_department(credits):
    """[(department's words, works)], the one with most titles first."""
    names = {credit.department: credit.get_department_display() for credit in credits}
    departments = [
        (name, by_title([credit for credit in credits if credit.department == key])) for key, name in names.items()
    ]
    return sorted(departments, key=lambda department: -len(department[1]))


def known_for(works, today):
    """The titles that stand for a person: voted for most, those where the person stands far down counting less.

    Nothing unless there is a choice: of few works all stand in the filmography anyway.
    """
    out = [work for work in works if work[0].released_on and work[0].released_on <= today]
    if len(works) <= _KNOWN_FOR:
        return []
    return [title for title, _credits in sorted(out, key=_weight, reverse=True)[:_KNOWN_FOR]]


def _weight(work):
    title, credits = work
    leads = any(credit.billing_order < _LEADING for credit in credits if not credit.episode_id)
    return (title.imdb_votes or 0) * (1 if leads else 0.25), leads, title.released_on
