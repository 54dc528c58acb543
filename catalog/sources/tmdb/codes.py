"""TMDB's codes and the ones that we keep: departments, languages, kinds of video, systems of certification. PURE."""

import re

COUNTRY = re.compile(r"[A-Z]{2}")
LANGUAGE = re.compile(r"[a-z]{2,3}")

DEPARTMENT_OF = {
    "Acting": "acting",
    "Actors": "acting",
    "Creator": "creator",
    "Directing": "directing",
    "Writing": "writing",
    "Production": "production",
    "Camera": "camera",
    "Editing": "editing",
    "Sound": "sound",
    "Art": "art",
    "Costume & Make-Up": "costume",
    "Lighting": "lighting",
    "Visual Effects": "visual_effects",
    "Crew": "crew",
}

# Within a department these stand first, in this order; all others follow as TMDB lists them.
LEADING_JOBS = (
    "Director",
    "Screenplay",
    "Writer",
    "Story",
    "Teleplay",
    "Producer",
    "Executive Producer",
    "Director of Photography",
    "Editor",
    "Original Music Composer",
    "Music",
    "Production Design",
    "Art Direction",
    "Costume Design",
)

GENDER_OF = {1: "female", 2: "male", 3: "non_binary"}

PRODUCTION_STATUS_OF = {
    "Planned": "planned",
    "Pilot": "in_production",
    "In Production": "in_production",
    "Returning Series": "returning",
    "Ended": "ended",
    "Canceled": "cancelled",
    "Cancelled": "cancelled",
}

VIDEO_KIND_OF = {
    "Trailer": "trailer",
    "Teaser": "teaser",
    "Clip": "clip",
    "Featurette": "featurette",
    "Behind the Scenes": "featurette",
    "Bloopers": "clip",
    "Opening Credits": "clip",
    "Recap": "clip",
}
VIDEO_HOST_OF = {"YouTube": "youtube", "Vimeo": "vimeo"}

# TMDB's own language codes; the rest are ISO 639-1.
_LANGUAGE_OF = {"cn": "yue", "xx": "zxx", "mo": "ro"}
# Where TMDB keeps one language for several countries: the country whose text stands under the bare language.
_HOME_COUNTRY_OF = {
    "ar": "SA",
    "de": "DE",
    "en": "US",
    "es": "ES",
    "fr": "FR",
    "ms": "MY",
    "nl": "NL",
    "pt": "PT",
    "zh": "CN",
}

# (for movies, for shows); a country that is missing here, or "", has a system that goes by no short name.
_SYSTEMS = {
    "AR": ("INCAA", ""),
    "AT": ("JMK", ""),
    "AU": ("ACB", "ACMA"),
    "BE": ("Kijkwijzer", "Kijkwijzer"),
    "BR": ("ClassInd", "ClassInd"),
    "DE": ("FSK", "FSK"),
    "DK": ("Medierådet", ""),
    "ES": ("ICAA", ""),
    "FI": ("KAVI", "KAVI"),
    "FR": ("CNC", "Arcom"),
    "GB": ("BBFC", "BBFC"),
    "HK": ("OFNAA", ""),
    "HU": ("NMHH", "NMHH"),
    "IE": ("IFCO", ""),
    "IN": ("CBFC", ""),
    "JP": ("Eirin", ""),
    "KR": ("KMRB", "KCSC"),
    "MX": ("RTC", "RTC"),
    "NL": ("Kijkwijzer", "Kijkwijzer"),
    "NO": ("Medietilsynet", "Medietilsynet"),
    "NZ": ("OFLC", "BSA"),
    "PH": ("MTRCB", "MTRCB"),
    "PL": ("", "KRRiT"),
    "PR": ("MPA", "TV Parental Guidelines"),
    "PT": ("IGAC", ""),
    "SE": ("Mediemyndigheten", ""),
    "SG": ("IMDA", "IMDA"),
    "TR": ("RTÜK", "RTÜK"),
    "US": ("MPA", "TV Parental Guidelines"),
    "VI": ("MPA", "TV Parental Guidelines"),
    "ZA": ("FPB", "FPB"),
}
UNRATED = frozenset(("NR", "UR", "Unrated", "Not Rated"))


def certification_system(country, code, kind):
    """The name of the system that this code belongs to, or ""."""
    for_movies, for_shows = _SYSTEMS.get(country, ("", ""))
    return for_shows if kind == "show" or code.startswith("TV-") else for_movies


def language(code):
    """An ISO 639-1 code, or a tag of BCP 47 where TMDB has a code of its own; "" for what is not a code."""
    code = code.lower()
    return _LANGUAGE_OF.get(code, code) if LANGUAGE.fullmatch(code) else ""


def lettering(code):
    """The language of the words on a picture or in a video: "" where there are none."""
    found = language(code)
    return "" if found == "zxx" else found


def translation_language(code, country):
    """ "es" for Spanish from Spain, "es-MX" for Spanish from Mexico; "" for what is not a code."""
    found = language(code)
    if found in _HOME_COUNTRY_OF and COUNTRY.fullmatch(country) and country != _HOME_COUNTRY_OF[found]:
        return f"{found}-{country}"
    return found
