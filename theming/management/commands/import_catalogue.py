"""manage.py import_catalogue FILE"""

from catalog.management.command import ReportingCommand
from theming.interchange import import_catalogue


class Command(ReportingCommand):
    help = "Read a catalogue file of our own format; its pictures lie in a folder beside it."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("file")
        parser.add_argument("--overwrite", action="store_true", help="write fields that editors locked, too")

    def run(self, *, file, overwrite, **_):
        return import_catalogue(file, overwrite=overwrite, progress=self.progress)
