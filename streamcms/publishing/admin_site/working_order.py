"""The order in which the office lists what can be edited: by how often it is; what is not named here comes last."""

_APPS = ("catalog", "people", "theming", "publishing", "auth")
_MODELS = (
    *("movie", "show", "season", "episode", "title", "collection"),
    *("homepagerow", "slide", "page", "theme", "backdrop", "site"),
    *("genre", "tag", "company", "country", "language", "similartitle"),
    *("identitychange", "image", "previewlink", "publicslug", "user", "group"),
)
_LAST = 1_000


def in_working_order(app_list):
    """Django's list of apps and of their models, in that order."""
    apps = sorted(app_list, key=lambda app: _place(_APPS, app["app_label"]))
    return [
        app | {"models": sorted(app["models"], key=lambda model: _place(_MODELS, model["object_name"].lower()))}
        for app in apps
    ]


def _place(names, name):
    return names.index(name) if name in names else _LAST
