"""The language of a page is in its address and nowhere else: no cookie, no header of the browser's is asked."""

from babel import Locale
from django.conf import settings
from django.utils import translation


def default_language():
    return settings.LANGUAGE_CODE


def is_default():
    """Whether the page is written in the language that has no prefix."""
    return translation.get_language() in (None, default_language())


def prefix_of(language):
    """What addresses begin with in a language: "" or "ar/"."""
    return "" if language == default_language() else f"{language}/"


def split(path_info):
    """(language, the path less its prefix): "/ar/movies/" -> ("ar", "/movies/")."""
    first, _slash, rest = path_info.lstrip("/").partition("/")
    if first != default_language() and first in dict(settings.LANGUAGES):
        return first, f"/{rest}"
    return default_language(), path_info


class LanguageMiddleware:
    """Speaks the language that the path begins with; below ViewpointMiddleware, which takes a preview's prefix away."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with translation.override(split(request.path_info)[0]):
            return self.get_response(request)


def language_name(code, otherwise):
    """A language in the words of the page's; `otherwise` in the default language or where nobody knows the code."""
    return otherwise if is_default() else _locale().languages.get(code.replace("-", "_"), otherwise)


def country_name(code, otherwise):
    return otherwise if is_default() else _locale().territories.get(code, otherwise)


def _locale():
    return Locale.parse(translation.get_language(), sep="-")
