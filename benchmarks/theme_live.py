"""How long a theme takes from its form to the viewers: save in the admin, the next homepage, the sheet that it names.

    python -m benchmarks.theme_live [TIMES]

In one process, through the whole of Django, on SQLite in a folder of its own with ten themes and no titles.
"""

import json
import statistics
import sys

from benchmarks.scratch import scratch_site

_MEASURED = """
import json, re, time
from django.contrib.auth.models import User
from django.test import Client
from theming.models import Theme
from theming.palette import TOKENS

admin, viewer = Client(), Client()
admin.force_login(User.objects.create_superuser("root"))
theme = Theme.objects.get(slug="noir")
names = ("name", "slug", "base", "accent", "scheme", "type_scale", "radius", "density", "card_style", "state")
form = {name: getattr(theme, name) for name in names} | {f"token-{token}": "" for token in TOKENS}
form |= {f"{name}_{part}": "" for name in ("publish_at", "unpublish_at") for part in (0, 1)}
viewer.get("/")
rows = []
for number in range(TIMES + 1):
    accent = f"oklch(0.9 0.05 {number})"
    begun = time.perf_counter()
    assert admin.post(f"/admin/theming/theme/{theme.pk}/change/", form | {"accent": accent}).status_code == 302
    saved = time.perf_counter()
    name = re.search('href="(/themes/[^"]+)"', viewer.get("/").text)[1]
    drawn = time.perf_counter()
    reply = viewer.get(name)
    served = time.perf_counter()
    assert "immutable" in reply["Cache-Control"]
    save, sheet = saved - begun, served - drawn
    rows.append((save, sheet, save + sheet, drawn - saved))
print(json.dumps(rows[1:]))
"""


def main(times=20):
    with scratch_site() as site:
        output = site.python(f"TIMES = {times}\n{_MEASURED}")
    rows = json.loads(output)
    for place, part in enumerate(("save in the admin", "sheet after it", "save and sheet", "homepage drawn anew")):
        values = [row[place] * 1000 for row in rows]
        print(f"{part:20} median {statistics.median(values):6.1f} ms, worst {max(values):6.1f} ms of {times}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
