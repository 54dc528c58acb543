"""How long a suggestion takes among 50,000 titles and 100,000 people: median and 95th percentile, by what is typed.

    python -m benchmarks.search [--titles 50000] [--people 100000]

Runs on the database of DATABASE_URL if that is set (it must be an empty one), else on a SQLite file of its own.
"""

import argparse
import os
import sys

from benchmarks.scratch import scratch_site

CODE = """
import os, random, statistics, time
from catalog.derived import rebuild_search_index
from catalog.models import Credit, Title
from catalog.search.find import find
from people.models import Person
from streamcms.publishing.viewpoint import Viewpoint

TITLES, PEOPLE = {titles}, {people}
MOST = {{"title": 5, "person": 3, "collection": 2, "episode": 2}}
chance = random.Random(1)
ENDS = ["", "", "a", "er", "son", "ing", "o", "ia", "ton", "el"]
def word():
    syllables = range(chance.choice([1, 2, 2, 3]))
    return "".join(chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") for _ in syllables) + chance.choice(ENDS)
common = ["the", "of", "a", "and", "in", "night", "love", "man", "star", "last"]
rare = sorted({{word() for _ in range(30_000)}})
def phrase():
    count = range(chance.randint(1, 5))
    return " ".join(chance.choice(common if chance.random() < 0.4 else rare) for _ in count).title()
first, last = rare[::12], rare[::2]
def person():
    return (first[int(len(first) * chance.random() ** 3)] + " " + chance.choice(last)).title()

names, people = [phrase() for _ in range(TITLES)], [person() for _ in range(PEOPLE)]
Title.objects.bulk_create([
    Title(kind="movie", name=name, slug=f"title-{{n}}", state="draft" if n % 5 == 0 else "published",
          imdb_votes=int(chance.paretovariate(0.7) * 10) % 3_000_000)
    for n, name in enumerate(names)], batch_size=2_000)
Person.objects.bulk_create([Person(name=name, slug=f"person-{{n}}") for n, name in enumerate(people)], batch_size=2_000)
titles, persons = list(Title.objects.values_list("pk", flat=True)), list(Person.objects.values_list("pk", flat=True))
Credit.objects.bulk_create([
    Credit(title_id=title, person_id=chance.choice(persons), department="acting", job="Actor", character=str(n))
    for title in titles for n in range(4)], batch_size=2_000)
begin = time.perf_counter()
count = rebuild_search_index()
print(f"index of {{count:,}} things made in {{time.perf_counter() - begin:.1f}} s")

def slipped(text):
    place = chance.randrange(len(text))
    return text[:place] + chance.choice("aeiourst") + text[place + 1:]
every = names + people
typed = {{
    "2 letters": [chance.choice(every)[:2] for _ in range(150)],
    "3 letters": [chance.choice(every)[:3] for _ in range(150)],
    "5 letters": [chance.choice(every)[:5] for _ in range(150)],
    "whole names": [chance.choice(every) for _ in range(150)],
    "one slip": [slipped(chance.choice(every)) for _ in range(150)],
    "nothing": ["xq" + word() + "zx" for _ in range(150)],
    "1 letter": [chance.choice(every)[0] for _ in range(150)],
    "common words": [" ".join(chance.sample(common, chance.randint(1, 3))) for _ in range(150)],
    "beginnings": [" ".join(part[:2] for part in chance.choice(every).split()) for _ in range(150)],
}}
def say(what, times):
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{{what:12}} median {{statistics.median(times):6.1f}} ms   p95 {{p95:6.1f}} ms")

print("load average {{:.1f}} on {{}} processors".format(os.getloadavg()[0], os.cpu_count()))
whole = []
for what, texts in typed.items():
    times = []
    for text in texts:
        begin = time.perf_counter()
        find(text, Viewpoint.public(), MOST)
        times.append((time.perf_counter() - begin) * 1000)
    whole += times
    say(what, times)
say("all", whole)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--titles", type=int, default=50_000)
    parser.add_argument("--people", type=int, default=100_000)
    options = parser.parse_args()
    database = {"DATABASE_URL": os.environ["DATABASE_URL"]} if os.environ.get("DATABASE_URL") else {}
    with scratch_site(**database) as site:
        sys.stdout.write(site.python(CODE.format(titles=options.titles, people=options.people)))


if __name__ == "__main__":
    main()
