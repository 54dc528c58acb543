"""How long it takes to archive and to edit many titles at once in the admin: looking at what changes, and doing it.

python -m benchmarks.bulk_publishing --titles 5000
"""

import argparse
import json

from benchmarks.scratch import scratch_site

MEASURE = """
import json, time
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from catalog.models import Credit, Episode, Season, Title
from people.models import Person
from streamcms.publishing.slugs import slug_of

COUNT, CREDITS, EPISODES = {titles}, {credits}, {episodes}
people = Person.objects.bulk_create(Person(name=f"P {{n}}", slug=f"p-{{n}}") for n in range(CREDITS))
titles = Title.objects.bulk_create(
    Title(kind="show", name=f"Show {{n}}", slug=f"show-{{n}}", state="published") for n in range(COUNT))
Credit.objects.bulk_create([Credit(title=t, person=p, department="acting", job="Actor", billing_order=n)
    for t in titles for n, p in enumerate(people)], batch_size=2000)
seasons = Season.objects.bulk_create(Season(show=t, number=1, state="published") for t in titles)
Episode.objects.bulk_create([Episode(season=s, number=n, name=f"E {{n}}", state="published")
    for s in seasons for n in range(1, EPISODES + 1)], batch_size=2000)
client = Client()
client.force_login(User.objects.create_superuser("boss"))

def timed(address, data):
    queries = []
    count = lambda execute, *rest: queries.append(1) or execute(*rest)
    started = time.perf_counter()
    with connection.execute_wrapper(count):
        response = client.post(address, data)
        response.content
    return response, time.perf_counter() - started, len(queries)

def look(action):
    chosen = {{"action": action, "_selected_action": [titles[0].pk], "select_across": "1"}}
    return timed("/admin/catalog/show/", chosen)

def press(page, button, **data):
    context = page.context_data
    return timed(context["address"], {{"_chosen": context["selection"], "back": "", button: "1"}} | data)

measured = []
page, seconds, queries = look("archive_things")
measured.append(["archive: what would change", seconds, queries, len(page.content)])
done, seconds, queries = press(page, "_apply")
assert done.status_code == 302 and not Title.objects.exclude(state="archived").exists()
measured.append(["archive: done", seconds, queries, 0])
order = {{"do_runtime": "set", "runtime": "50"}}
page, seconds, queries = press(look("edit_things")[0], "_preview", **order)
measured.append(["edit: before and after", seconds, queries, len(page.content)])
done, seconds, queries = press(page, "_apply", **order)
assert done.status_code == 302 and not Title.objects.exclude(runtime=50).exists()
measured.append(["edit: done", seconds, queries, 0])
print(json.dumps(measured))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--titles", type=int, default=5000)
    parser.add_argument("--credits", type=int, default=10, help="of each title")
    parser.add_argument("--episodes", type=int, default=8, help="of each title")
    options = parser.parse_args()
    with scratch_site() as site:
        code = MEASURE.format(titles=options.titles, credits=options.credits, episodes=options.episodes)
        for what, seconds, queries, size in json.loads(site.python(code)):
            print(f"{what}: {seconds:.1f} s, {queries} queries, {size / 1e6:.1f} MB of HTML", flush=True)


if __name__ == "__main__":
    main()
