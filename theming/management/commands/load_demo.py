"""manage.py load_demo"""

from django.core.management import CommandError

from catalog.management.command import COULD_NOT_START, ReportingCommand
from theming.demo.load import OtherTitles, load_demo


class Command(ReportingCommand):
    help = "Load the demo catalogue, draw its pictures, and make the demo editor's account."

    def run(self, **_):
        try:
            return load_demo(progress=self.progress)
        except OtherTitles as error:
            raise CommandError(str(error), returncode=COULD_NOT_START) from None
