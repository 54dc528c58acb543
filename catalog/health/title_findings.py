"""What the rules of titles say of one that breaks them, and where it is put right: reads facts.py's annotations."""

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from catalog.health.rule import field
from streamcms.publishing.artwork.fitness import WANTED

SHORTEST_SYNOPSIS, LONGEST_SYNOPSIS = 80, 2_000  # characters
NARROWEST_POSTER = WANTED["poster"].least[0]  # pixels
TALLEST_POSTER, FLATTEST_POSTER = (round(300 * ratio) for ratio in WANTED["poster"].ratios)  # 200 is two to three
FEWEST_CAST = 5


def says_poster_shape(title):
    sizes = {"width": title.poster.width, "height": title.poster.height}
    return _("The poster is %(width)d × %(height)d, which is not two to three.") % sizes


def says_poster_size(title):
    sizes = {"width": title.poster.width, "least": NARROWEST_POSTER}
    return _("The poster is %(width)d pixels wide; at least %(least)d are wanted.") % sizes


def says_synopsis(title):
    length = title.synopsis_length
    if not length:
        return _("There is no synopsis.")
    numbers = {"length": length, "least": SHORTEST_SYNOPSIS, "most": LONGEST_SYNOPSIS}
    if length < SHORTEST_SYNOPSIS:
        return _("The synopsis has %(length)d characters; at least %(least)d are wanted.") % numbers
    return _("The synopsis has %(length)d characters; at most %(most)d are wanted.") % numbers


def says_cast(title):
    count = title.cast_count
    if not count:
        return _("Nobody is in the cast.")
    said = ngettext(
        "%(count)d in the cast; %(least)d are wanted.", "%(count)d in the cast; %(least)d are wanted.", count
    )
    return said % {"count": count, "least": FEWEST_CAST}


def says_trailers_gone(title):
    count = title.trailers_gone
    return ngettext("%d trailer cannot be reached any more.", "%d trailers cannot be reached any more.", count) % count


def lacking_texts(thing, words):
    """Of {role: words} those whose picture of `thing` has no alternative text."""
    return {role: said for role, said in words.items() if getattr(thing, f"{role}_lacks_text")}


_PICTURES = {"poster": lazy("poster"), "backdrop": lazy("backdrop"), "logo": lazy("logo")}


def says_alternative_text(title):
    lacking = [str(words) for words in lacking_texts(title, _PICTURES).values()]
    return _("No words stand for the picture: %s.") % get_text_list(lacking, _("and"))


def place_of_alternative_text(title):
    return field(f"{next(iter(lacking_texts(title, _PICTURES)))}-alt")(title)


def says_twin(title):
    return _("Another %s has this name and this year.") % title.get_kind_display()


def place_of_twin(title):
    return reverse(f"admin:catalog_{title.kind}_change", args=[title.twin])


def says_nameless(title):
    count = title.nameless_episodes
    return ngettext("%d episode has no name.", "%d episodes have no name.", count) % count


def says_undated(title):
    parts = []
    if count := title.undated_seasons:
        parts.append(ngettext("%d season", "%d seasons", count) % count)
    if count := title.undated_episodes:
        parts.append(ngettext("%d episode", "%d episodes", count) % count)
    return _("Without an air date: %s.") % get_text_list(parts, _("and"))


def place_in_seasons(first, anchor):
    """The form of the first such episode; where there are more, the page of its season; else that of all seasons."""

    def place(show):
        count = getattr(show, f"{first}_episodes")
        if count == 1:
            return reverse("admin:catalog_episode_change", args=[getattr(show, f"first_{first}")]) + f"#id_{anchor}"
        if count:
            return reverse("admin:catalog_season_episodes", args=[getattr(show, f"first_{first}_season")])
        return reverse("admin:catalog_show_seasons", args=[show.pk])

    return place
