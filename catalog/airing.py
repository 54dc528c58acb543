"""How far a show has come, in the words of its page. Works on seasons with visible_episodes and asks nothing itself."""

from django.utils.translation import gettext as _

from streamcms.publishing.partial_dates import Precision


def aired_episodes(season, today):
    """Those that are out; one without a date is, unless its season is still to come."""
    if season.aired_on and season.aired_on > today:
        return []
    return [episode for episode in season.visible_episodes if not episode.aired_on or episode.aired_on <= today]


def airing_news(seasons, today):
    """What airs next: "Season 2 starts 4 March 2027", "New episode in April 2027"; "" when nothing is announced."""
    coming = [news for season in seasons if (news := _next_in(season, today))]
    if not coming:
        return ""
    date, season, begins = min(coming, key=lambda news: news[0].first_day)
    is_day = date.precision == Precision.DAY
    words = {"season": season.label, "date": date}
    if begins:
        return (_("%(season)s starts %(date)s") if is_day else _("%(season)s starts in %(date)s")) % words
    return (_("New episode on %(date)s") if is_day else _("New episode in %(date)s")) % words


def _next_in(season, today):
    """(date, season, whether the season begins with it) of what is next; None when nothing of it is to come."""
    dates = [episode.aired for episode in season.visible_episodes if episode.aired_on and episode.aired_on > today]
    begins = not aired_episodes(season, today)
    if begins and season.aired_on and season.aired_on > today:
        dates.append(season.aired)
    return (min(dates, key=lambda date: date.first_day), season, begins) if dates else None
