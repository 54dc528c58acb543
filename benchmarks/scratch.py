"""A database and files of their own for one measurement, and manage.py under them."""

import os
import secrets
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


class ScratchSite:
    """`folder` holds the data; `environment` is what commands run under."""

    def __init__(self, folder, **settings):
        self.folder = Path(folder)
        self.environment = os.environ | {
            "READ_DOTENV": "off",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "PLAIN_HTTP": "on",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "DATA_ROOT": str(folder),
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "STATIC_MANIFEST": "off",
            **settings,
        }

    def start(self, *arguments):
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def manage(self, *arguments):
        """Run a command to its end; its output, or SystemExit with it."""
        process = self.start(*arguments)
        output, _ = process.communicate()
        if process.returncode:
            sys.exit(f"manage.py {' '.join(arguments)} ended with {process.returncode}:\n{output}")
        return output

    def module(self, name, *arguments):
        """Run `python -m name` to its end; its output."""
        command = [sys.executable, "-m", name, *arguments]
        run = subprocess.run(command, cwd=PROJECT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True)
        return run.stdout

    def python(self, code):
        """Run a piece of Python with Django set up; its output."""
        setup = "import django; django.setup()\n"
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "streamcms.settings"}
        command = [sys.executable, "-c", setup + code]
        run = subprocess.run(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)
        if run.returncode:
            sys.exit("What was to be measured failed, as it says above.")
        return run.stdout


@contextmanager
def scratch_site(**settings):
    with tempfile.TemporaryDirectory(prefix="streamcms-benchmark-") as folder:
        site = ScratchSite(folder, **settings)
        site.manage("migrate", "--verbosity", "0")
        yield site
