"""manage.py export_theme SLUG [FILE]"""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from theming.models import Theme
from theming.theme_records import theme_file


class Command(BaseCommand):
    help = "Write one theme as JSON to a file, or to standard output."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("file", nargs="?")

    def handle(self, *, slug, file, **_):
        theme = Theme.objects.filter(slug=slug).first()
        if theme is None:
            raise CommandError(f"There is no theme “{slug}”.", returncode=2)
        text = theme_file(theme)
        if file:
            Path(file).write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")
