"""manage.py rebuild [artwork]"""

from django.core.management import BaseCommand

from catalog.derived import rebuild_artwork

KINDS = {"artwork": (rebuild_artwork, "renditions of pictures")}


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
