"""Four processes edit in every way while windows pass and two read: no cache key may have two contents.

    python -m benchmarks.cache_keys [--seconds 20]

Runs on the database of DATABASE_URL if that is set (it must be one to spoil), else on a SQLite file of its own.
"""

import argparse
import datetime as dt
import hashlib
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import defaultdict

TITLES, GENRES = 12, 5


def boot():
    import django

    django.setup()


def edit(number, seconds, results):
    boot()
    from django.db import OperationalError, connection, transaction
    from django.forms import modelform_factory
    from django.utils import timezone

    from catalog.models import Credit, Genre, Title
    from people.models import Person

    chance = random.Random(number)
    titles = list(Title.objects.values_list("pk", flat=True))
    genres = list(Genre.objects.values_list("pk", flat=True))
    person = Person.objects.first()

    def soon():
        return timezone.now() + dt.timedelta(seconds=chance.uniform(0.05, 0.6))

    def by_form(pk):
        form = modelform_factory(Title, fields=["synopsis"])(
            {"synopsis": str(chance.random())}, instance=Title.objects.get(pk=pk)
        )
        form.save()

    def by_sql(pk):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE catalog_title SET tagline = %s WHERE id = %s", [str(chance.random()), pk])

    def in_bulk(pk):
        Credit.objects.filter(title=pk).delete()
        Credit.objects.bulk_create(
            [Credit(title_id=pk, person=person, department="acting", job="Actor", character=str(chance.random()))]
        )

    ways = [
        by_form,
        by_sql,
        in_bulk,
        lambda pk: Title.objects.filter(pk=pk).update(name=str(chance.random())),
        lambda pk: Title.objects.filter(pk=pk).update(publish_at=soon(), unpublish_at=None),
        lambda pk: Title.objects.filter(pk=pk).update(unpublish_at=soon(), publish_at=None),
        lambda pk: Title.objects.filter(pk__in=chance.sample(titles, 3)).update(
            state=chance.choice(["draft", "published", "published"])
        ),
        lambda pk: Title.objects.get(pk=pk).genres.set(chance.sample(genres, 2)),
    ]
    edits = refused = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with transaction.atomic():
                for _ in range(chance.randint(1, 3)):
                    chance.choice(ways)(chance.choice(titles))
                if chance.random() < 0.1:
                    raise ZeroDivisionError
            edits += 1
        except ZeroDivisionError:
            pass
        except OperationalError:
            refused += 1
        time.sleep(chance.uniform(0, 0.2))
    results.put(("edits", edits, refused))


def read(seconds, results):
    boot()
    from django.db.models import Prefetch
    from django.utils import timezone

    from catalog.models import Credit, Genre, Title
    from streamcms.publishing.revision import cache_version
    from streamcms.publishing.viewpoint import Viewpoint

    seen, moved = [], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        viewpoint = Viewpoint(timezone.now())
        version = cache_version(viewpoint.at)
        titles = (
            Title.objects.visible(viewpoint)
            .order_by("pk")
            .prefetch_related(
                Prefetch("genres", Genre.objects.order_by("pk")), Prefetch("credits", Credit.objects.order_by("pk"))
            )
        )
        shown = [
            (t.name, t.tagline, t.synopsis, [g.name for g in t.genres.all()], [c.character for c in t.credits.all()])
            for t in titles
        ]
        # A page rendered while the catalogue moved is not stored under the version read before; see the page cache.
        if cache_version(viewpoint.at).key == version.key:
            seen.append((version.key, hashlib.sha256(repr(shown).encode()).hexdigest()))
        else:
            moved += 1
    results.put(("reads", seen, moved))


def prepare():
    boot()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.db import connections

    from catalog.models import Genre, Title
    from people.models import Person

    for number in range(TITLES):
        Title.objects.create(kind="movie", name="x", slug=f"title-{number}", state="published")
    for number in range(GENRES):
        Genre.objects.create(name=f"genre {number}", slug=f"genre-{number}")
    Person.objects.create(name="Someone", slug="someone")
    connections.close_all()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="streamcms-benchmark-") as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="streamcms.settings",
            READ_DOTENV="off",
            SECRET_KEY="benchmark" * 8,
            DATA_ROOT=folder,
            STATIC_MANIFEST="off",
        )
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
        context = multiprocessing.get_context("spawn")
        setup = context.Process(target=prepare)
        setup.start()
        setup.join()
        if setup.exitcode:
            sys.exit("The database could not be prepared.")
        results = context.Queue()
        processes = [context.Process(target=edit, args=(n, options.seconds, results)) for n in range(4)]
        processes += [context.Process(target=read, args=(options.seconds, results)) for _ in range(2)]
        for process in processes:
            process.start()
        collected = [results.get() for _ in processes]
        for process in processes:
            process.join()
        report(collected)


def report(collected):
    contents, without_edges = defaultdict(set), defaultdict(set)
    edits = refused = reads = moved = 0
    for kind, first, second in collected:
        if kind == "edits":
            edits, refused = edits + first, refused + second
            continue
        reads, moved = reads + len(first), moved + second
        for key, content in first:
            contents[key].add(content)
            without_edges[key.split("-")[0]].add(content)
    wrong = sum(len(found) > 1 for found in contents.values())
    print(f"{edits:,} transactions of editors ({refused} refused), {reads:,} reads ({moved:,} while it moved)")
    print(f"{len(contents):,} keys, of which {wrong} have two contents")
    print(f"(keyed on the revision alone, without window edges: {sum(len(f) > 1 for f in without_edges.values())})")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
