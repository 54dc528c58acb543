"""A catalogue that nobody made, with the distributions of real ones; the same for the same seed.

    python -m benchmarks.make_catalogue 50000 [--seed 1] [--credits 3] [--people N] [--episodes]

Writes into the database of the environment (DATABASE_URL, DATA_ROOT), which must be migrated and hold no titles.
Pictures are rows without files. 5,000, 50,000 and 1,000,000 titles are what the other benchmarks measure with; the
first titles of a larger catalogue are those of the smaller. `benchmarks/invented/` says what is drawn, and how.
"""

import argparse
import os
import sys
import time
from functools import partial

from tqdm import tqdm


def make_catalogue(site, titles, *options):
    """The same in a ScratchSite; `options` as on the command line. Returns what the command printed."""
    return site.module("benchmarks.make_catalogue", str(titles), *options)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("titles", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--credits", type=int, default=3, help="of a title, on average; 0: no people")
    parser.add_argument("--people", type=int, default=0, help="default: three for every five titles")
    parser.add_argument("--episodes", action="store_true", help="seasons and episodes of shows")
    options = parser.parse_args()
    started = time.perf_counter()
    _prepare_django()
    from benchmarks.invented.rows import write_catalogue  # models can be imported only now

    write_catalogue(**vars(options), progress=partial(tqdm, unit="chunk", disable=not sys.stderr.isatty()))
    print(f"{options.titles:,} titles in {time.perf_counter() - started:.1f} s")


def _prepare_django():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "streamcms.settings")
    import django

    django.setup()


if __name__ == "__main__":
    main()
