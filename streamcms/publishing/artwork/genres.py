"""Which of the genres that drawings know a slug stands for."""

_ALSO_CALLED = {
    "musical": ("music",),
    "sci-fi": ("science-fiction",),
    "sci-fi-fantasy": ("science-fiction", "fantasy"),
    "action-adventure": ("action", "adventure"),
    "war-politics": ("war",),
    "kids": ("family",),
    "children": ("family",),
    "noir": ("film-noir",),
    "historical": ("history",),
    "biography": ("history", "drama"),
    "soap": ("romance", "drama"),
    "news": ("documentary",),
    "reality": ("documentary",),
    "talk": ("comedy",),
}


def understood(slugs):
    """The slugs, or what they stand for, each once and in their order."""
    return list(dict.fromkeys(genre for slug in slugs for genre in _ALSO_CALLED.get(slug, (slug,))))
