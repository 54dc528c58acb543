"""manage.py export_catalogue FILE"""

from django.core.management import BaseCommand

from theming.interchange import export_catalogue


class Command(BaseCommand):
    help = "Write the whole catalogue to a file of our own format, and its pictures to a folder beside it."

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *, file, **_):
        count = export_catalogue(file)
        self.stdout.write(f"{count:,} records in {file}")
