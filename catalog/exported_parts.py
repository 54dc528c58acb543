"""What records of our own file have in common: publication, translations, credits, videos."""

from catalog.sources.catalogue_file import spell_instant


def publication(row):
    return {
        "state": str(row.state),
        "publish_at": spell_instant(row.publish_at),
        "unpublish_at": spell_instant(row.unpublish_at),
        "version": row.version,
        "created_at": spell_instant(row.created_at),
        "updated_at": spell_instant(row.updated_at),
    }


def shared(row):
    ids = sorted(str(external_id) for external_id in row.external_ids.all())
    return {"external_ids": ids, **publication(row), "provenance": by_name(row.provenance)}


def translations_of(row, *fields):
    translations = sorted(row.translations.all(), key=lambda translation: translation.language)
    return [{name: getattr(t, name) for name in ("language", *fields)} for t in translations]


def date_of(date):
    return date.isoformat() if date else ""


def key_of(picture):
    return picture and picture.key


def slugs_of(terms):
    return sorted(term.slug for term in terms)


def by_name(values):
    return {name: values[name] for name in sorted(values)}


def credits_of(credits):
    return [
        {
            "person": credit.person.slug,
            "department": credit.department,
            "job": credit.job,
            "character": credit.character,
            "credited_as": credit.credited_as,
            "episode_count": credit.episode_count,
        }
        for credit in sorted(credits, key=lambda credit: (credit.billing_order, credit.pk))
    ]


def videos_of(videos):
    return [
        {
            "kind": video.kind,
            "host": video.host,
            "reference": video.reference,
            "name": video.name,
            "language": video.language,
            "is_official": video.is_official,
            "released_at": spell_instant(video.released_at) or "",
            "captions": [
                {"language": caption.language, "label": caption.label, "reference": caption.reference}
                for caption in sorted(video.captions.all(), key=lambda caption: (caption.label, caption.language))
            ],
        }
        for video in sorted(videos, key=lambda video: (video.position, video.pk))
    ]
