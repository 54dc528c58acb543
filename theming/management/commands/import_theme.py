"""manage.py import_theme FILE"""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from catalog.sources.records import BadRecord
from theming.theme_records import import_theme


class Command(BaseCommand):
    help = "Read one theme from a JSON file; a new one is a draft. A theme that cannot be read is refused."

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *, file, **_):
        try:
            theme, is_new = import_theme(Path(file).read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(str(error), returncode=3) from None
        except (BadRecord, UnicodeDecodeError) as error:
            raise CommandError(str(error), returncode=1) from None
        self.stdout.write(f"{theme}: {'new, a draft' if is_new else 'changed'}")
