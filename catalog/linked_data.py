"""What the pages of the catalogue tell search engines: rows that a view has loaded -> schema.org. Pure.

`url` makes a full address of a path. Ratings of others are never given as ours: no aggregateRating.
"""

from streamcms.publishing.linked_data import picture, same_as, thing

_ACTORS = 24  # as many as the page shows unfolded


def title_node(title, url, *, identifiers=(), cast=(), directors=(), creators=(), seasons=(), videos=()):
    """A Movie or a TVSeries. The relations are lists of rows as the title's page has them."""
    own = title.localised
    facts = {
        "name": own.name,
        "alternateName": title.original_name if title.original_name != own.name else "",
        "url": url(title.get_absolute_url()),
        "description": own.synopsis,
        "image": [node for node in (picture(title.poster, url), picture(title.backdrop, url)) if node],
        "genre": [str(genre) for genre in title.genres.all()],
        "inLanguage": title.original_language.code if title.original_language else "",
        "countryOfOrigin": [thing("Country", name=country.name) for country in title.countries.all()],
        "contentRating": [_rating(certification) for certification in title.certifications.all() if certification.code],
        "keywords": [tag.name for tag in title.tags.all()],
        "productionCompany": [thing("Organization", name=company.name) for company in title.companies.all()],
        "actor": _people(cast[:_ACTORS], url),
        "director": _people(directors, url),
        "creator": _people(creators, url),
        "sameAs": same_as(identifiers),
        "trailer": next((node for node in (video_node(video, title, url) for video in videos) if node), None),
    }
    if title.is_show:
        return thing("TVSeries", **facts, **_show_facts(title, seasons, url))
    return thing("Movie", **facts, datePublished=_date(title.released), duration=_duration(title.runtime))


def _show_facts(show, seasons, url):
    return {
        "startDate": _date(show.released),
        "endDate": show.last_aired_on.isoformat() if show.last_aired_on and _has_ended(show) else None,
        "numberOfSeasons": sum(1 for season in seasons if season.number) or None,
        "containsSeason": [_season_node(season, show, url) for season in seasons],
    }


def _has_ended(show):
    return show.production_status in (show.ProductionStatus.ENDED, show.ProductionStatus.CANCELLED)


def _season_node(season, show, url):
    return thing(
        "TVSeason",
        name=season.label,
        seasonNumber=season.number,
        url=url(season.get_absolute_url()),
        image=picture(season.poster, url),
        datePublished=_date(season.aired),
        numberOfEpisodes=len(season.visible_episodes) or None,
        episode=[episode_node(episode, url) for episode in season.visible_episodes],
    )


def episode_node(episode, url):
    """A TVEpisode. Its still must be loaded, and its season's show."""
    return thing(
        "TVEpisode",
        name=episode.localised.name or episode.code,
        episodeNumber=episode.number,
        url=url(episode.get_absolute_url()),
        image=url(episode.still.url()) if episode.still else None,
        datePublished=_date(episode.aired),
        duration=_duration(episode.runtime),
    )


def video_node(video, title, url, still=None, description=""):
    """A VideoObject; None without what search engines require: a picture and the day on which it appeared."""
    image = still or title.backdrop or title.poster
    if not (image and video.released_at):
        return None
    is_embedded = bool(video.embed_url)
    return thing(
        "VideoObject",
        name=video.name or f"{title.localised.name}: {video.get_kind_display()}",
        description=description or title.localised.synopsis,
        thumbnailUrl=url(image.url()),
        uploadDate=video.released_at.isoformat(),
        embedUrl=video.embed_url.partition("?")[0] if is_embedded else None,
        contentUrl=None if is_embedded else url(video.reference),
        inLanguage=video.language,
    )


def _people(credits, url):
    """Each person once, in billing order."""
    people = {credit.person_id: credit.person for credit in credits}.values()
    return [thing("Person", name=person.localised.name, url=url(person.get_absolute_url())) for person in people]


def _rating(certification):
    return f"{certification.system} {certification.code}".strip()


def _date(partial_date):
    """As far as it is known: "1922", "1922-03" or "1922-03-04"."""
    return partial_date.isoformat() if partial_date else None


def _duration(minutes):
    return f"PT{minutes}M" if minutes else None
