"""manage.py rebuild [similar] [search] [library] [health] [suspects] [artwork] [backdrops [--page NAME] [--force]]"""

import sys
from functools import partial

from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from catalog.derived import (
    rebuild_artwork,
    rebuild_health,
    rebuild_library_index,
    rebuild_search_index,
    rebuild_similar_titles,
    rebuild_suspects,
)
from theming.derived import NoSuchPage, rebuild_backdrops


def on_a_terminal(items):
    """The items, counted on a terminal and nowhere else."""
    return tqdm(items, disable=not sys.stderr.isatty(), leave=False)


KINDS = {
    "similar": (partial(rebuild_similar_titles, progress=on_a_terminal), "titles with similar ones"),
    "search": (rebuild_search_index, "titles, people, episodes and collections that can be found"),
    "library": (partial(rebuild_library_index, progress=on_a_terminal), "titles in the library's index"),
    "health": (partial(rebuild_health, progress=on_a_terminal), "titles and people with their health"),
    "suspects": (partial(rebuild_suspects, progress=on_a_terminal), "pairs that may be one title or person"),
    "artwork": (rebuild_artwork, "renditions of pictures"),
    "backdrops": (partial(rebuild_backdrops, progress=on_a_terminal), "backdrops whose posters changed"),
}
_OF_BACKDROPS = ["backdrops"]
_WRONG_USAGE = 2


class Command(BaseCommand):
    help = "Make derived data anew: all of it, or what is named."

    def add_arguments(self, parser):
        parser.add_argument("kinds", nargs="*", metavar="kind", choices=[*KINDS, []], help=f"of {', '.join(KINDS)}")
        parser.add_argument(
            "--page", action="append", default=[], help="of backdrops: only this page's, such as about or genres/drama"
        )
        parser.add_argument("--force", action="store_true", help="of backdrops: those too whose posters did not change")

    def handle(self, *, kinds, verbosity, page, force, **_):
        if (page or force) and kinds != _OF_BACKDROPS:
            raise CommandError("--page and --force are of `rebuild backdrops`.", returncode=_WRONG_USAGE)
        for kind in kinds or KINDS:
            rebuild, what = KINDS[kind]
            try:
                count = rebuild(page, force=force) if kind in _OF_BACKDROPS else rebuild()
            except NoSuchPage as error:
                raise CommandError(str(error), returncode=_WRONG_USAGE) from None
            if verbosity:
                self.stdout.write(f"{kind}: {count:,} {what}")
