"""The words on the buttons that save a publishable thing, and what each of them promises."""

import json

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from streamcms.publishing import outcome as o
from streamcms.publishing.moments import YEARS_AHEAD, names_of_zone, spoken, wall

# What a save does, and then goes on with. The browser puts the same words together (publish-buttons.js).
WORDS = {
    o.NOW: _("Publish now"),
    o.AT: _("Schedule for %s"),
    o.AGAIN: _("Hide now, show again on %s"),
    o.UNTIL: _("Save, hide on %s"),
    o.PAST: _("Save, not shown: its end was %s"),
    o.HIDE: _("Unpublish now"),
    o.ARCHIVE: _("Archive now"),
    o.PUT_AWAY: _("Archive"),
    o.CANCEL: _("Cancel the schedule"),
    o.REVIEW: _("Submit for review"),
    o.SAVE: _("Save"),
}
ENDING = _("%(words)s, until %(end)s")
FOLLOWED = {"_continue": _("The same, then go on editing"), "_addanother": _("The same, then add another")}
PLAIN = {"_continue": _("Save and continue editing"), "_addanother": _("Save and add another")}


def words_of(outcome, now):
    words = str(WORDS[outcome.kind])
    if outcome.at:
        words = words % spoken(outcome.at, now)
    return ENDING % {"words": words, "end": spoken(outcome.until, now)} if outcome.until else words


def followed_words(outcome):
    """{button: words} of those that save and go on."""
    return PLAIN if outcome.kind == o.SAVE else FOLLOWED


def promise_of(outcome):
    """How a button spells what it does; a save that would do something else is refused."""
    return f"{outcome.kind}|{wall(outcome.at)}|{wall(outcome.until)}"


def facts_for_browser(before, now):
    """As JSON: what the browser needs to say the same words as one types."""
    zone = timezone.get_current_timezone()
    facts = {
        "was": [before.state, wall(before.opens), wall(before.closes)],
        "now": wall(now),
        "zone": str(zone),
        "names": names_of_zone(zone, now),
        "named_until": now.year + YEARS_AHEAD - 1,
        "words": {kind: str(words) for kind, words in WORDS.items()},
        "ending": str(ENDING),
        "followed": {name: str(words) for name, words in FOLLOWED.items()},
        "plain": {name: str(words) for name, words in PLAIN.items()},
    }
    return json.dumps(facts)
