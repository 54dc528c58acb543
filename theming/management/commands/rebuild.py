"""manage.py rebuild [similar] [search] [library] [artwork]"""

import sys
from functools import partial

from django.core.management import BaseCommand
from tqdm import tqdm

from catalog.derived import rebuild_artwork, rebuild_library_index, rebuild_search_index, rebuild_similar_titles


def on_a_terminal(items):
    """The items, counted on a terminal and nowhere else."""
    return tqdm(items, disable=not sys.stderr.isatty(), leave=False)


KINDS = {
    "similar": (partial(rebuild_similar_titles, progress=on_a_terminal), "titles with similar ones"),
    "search": (rebuild_search_index, "titles, people, episodes and collections that can be found"),
    "library": (partial(rebuild_library_index, progress=on_a_terminal), "titles in the library's index"),
    "artwork": (rebuild_artwork, "renditions of pictures"),
}


class Command(BaseCommand):
    help = "Make derived data anew: all of it, or what is named."

    def add_arguments(self, parser):
        parser.add_argument("kinds", nargs="*", metavar="kind", choices=[*KINDS, []], help=f"of {', '.join(KINDS)}")

    def handle(self, *, kinds, verbosity, **_):
        for kind in kinds or KINDS:
            rebuild, what = KINDS[kind]
            count = rebuild()
            if verbosity:
                self.stdout.write(f"{kind}: {count:,} {what}")
