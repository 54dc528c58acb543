"""Suspected doubles among 50,000 titles and 100,000 people: how long they take, and merging somebody with many credits.

    python -m benchmarks.identity [--titles 50000] [--people 100000]

Runs on a SQLite file of its own.
"""

import argparse

from benchmarks.make_catalogue import make_catalogue
from benchmarks.scratch import scratch_site

CODE = """
import random, resource, time
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from catalog.identity.merging import merge, plan_merge
from catalog.identity.suspects import pairs_of_people, pairs_of_titles, rebuild_suspects
from catalog.identity.undoing import plan_undo, undo_change
from catalog.models import Credit, PersonSuspicion, Title, TitleSuspicion
from people.models import Person

def timed(what, work):
    begin = time.perf_counter()
    result = work()
    print(f"{{what}}: {{time.perf_counter() - begin:.2f}} s")
    return result

chance = random.Random(1)
def word():
    return "".join(chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") for _ in range(chance.randint(2, 3)))
first, last = [word() for _ in range(1_500)], [word() for _ in range(20_000)]
names = [
    first[int(len(first) * chance.random() ** 2)] + " " + last[int(len(last) * chance.random() ** 1.5)]
    for _ in range({people})
]
Person.objects.bulk_create(
    [Person(name=name.title(), slug=f"somebody-{{n}}", known_for_department="acting") for n, name in enumerate(names)],
    batch_size=2_000,
)
people = list(Person.objects.values_list("pk", flat=True))
titles = list(Title.objects.values_list("pk", flat=True))
for start in range(0, len(titles), 2_000):
    Credit.objects.bulk_create(
        Credit(title_id=title, person_id=chance.choice(people), department="acting", job="Actor", character=str(place))
        for title in titles[start : start + 2_000] for place in range(8)
    )
print(f"{{Title.objects.count():,}} titles, {{Person.objects.count():,}} people, {{Credit.objects.count():,}} credits")
count = timed("rebuild suspects", rebuild_suspects)
print(f"{{count:,}} suspected of {{len(pairs_of_titles()) + len(pairs_of_people()):,}} pairs: "
      f"{{TitleSuspicion.objects.count():,}} of titles, {{PersonSuspicion.objects.count():,}} of people")
print(f"at most {{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}} MB")
kept = Person.objects.create(name="Kept", slug="kept-one")
gone = Person.objects.create(name="Gone", slug="gone-one")
titles = list(Title.objects.values_list("pk", flat=True)[:1000])
Credit.objects.bulk_create([Credit(title_id=key, person=gone, department="acting", job="Actor") for key in titles])
plan = timed("plan of 1,000 credits", lambda: plan_merge(kept, gone))
with transaction.atomic():
    change = timed("merge", lambda: merge(kept, gone, plan, None))
    undo = timed("plan of its undo", lambda: plan_undo(change))
    timed("undo", lambda: undo_change(change, undo, None))
client = Client()
client.force_login(User.objects.create_superuser("boss"))
last = "?show=person&p=999999"
for name, address in (("titles", "?show=title"), ("people", "?show=person"), ("the last page", last)):
    client.get("/admin/catalog/identitychange/" + address)
    timed(f"the desk, {{name}}", lambda: client.get("/admin/catalog/identitychange/" + address))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--titles", type=int, default=50_000)
    parser.add_argument("--people", type=int, default=100_000)
    options = parser.parse_args()
    with scratch_site() as site:
        print(make_catalogue(site, options.titles, "--credits", "0"), end="")
        print(site.python(CODE.format(people=options.people)), end="")


if __name__ == "__main__":
    main()
