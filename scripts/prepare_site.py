"""Brings this checkout to where the site can be served: .env, tables, demo catalogue, derived data, static files.

Each step runs only when it has something to do, so a second run takes a second and changes no data. `--check` changes
nothing and says what is missing.
"""

import argparse
import hashlib
import os
import secrets
import sys
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

DOTENV = Path(__file__).resolve().parent.parent / ".env"
NEW_DOTENV = """\
# Written by the first `make run`: for this machine only. `.env.example` names every variable.
SECRET_KEY={secret_key}
PLAIN_HTTP=on
ALLOWED_HOSTS=127.0.0.1,localhost,[::1]
DEMO_EDITOR_PASSWORD={password}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, say what is missing")
    options = parser.parse_args()
    if not options.check:
        write_dotenv()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "streamcms.settings")
    django.setup()
    try:
        return report_missing() if options.check else prepare()
    except (CommandError, DatabaseError) as error:
        return f"The site could not be prepared: {error}"
    except KeyboardInterrupt:
        return "Stopped before the site was ready; the next run takes it up again."


def write_dotenv():
    """Write a .env that only its owner may read, unless there is one or the environment says it all."""
    if DOTENV.exists() or os.environ.get("SECRET_KEY"):
        return
    say("Writing .env with a fresh secret key")
    text = NEW_DOTENV.format(secret_key=secrets.token_urlsafe(50), password=secrets.token_urlsafe(9))
    descriptor = os.open(DOTENV, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def prepare():
    settings.DATA_ROOT.mkdir(parents=True, exist_ok=True)
    migrated = has_unapplied_migrations()
    if migrated:
        say("Making or updating the tables")
        call_command("migrate", verbosity=0, interactive=False)
    # Stands while the first catalogue is being loaded, so that an interrupted first run is taken up again.
    unfinished = settings.DATA_ROOT / "demo-unfinished"
    if unfinished.exists() or is_empty():
        unfinished.touch()
        say("Loading the demo catalogue and drawing its pictures (two minutes or so)")
        call_command("load_demo", verbosity=0)
        migrated = True
    if migrated:
        say("Rebuilding derived data")
        call_command("rebuild", verbosity=0)
        unfinished.unlink(missing_ok=True)
    if not static_files_are_current():
        say("Collecting and compressing static files")
        call_command("collectstatic", verbosity=0, interactive=False)
        static_stamp().write_text(static_digest())
    return 0


def report_missing():
    if has_unapplied_migrations():
        return "The database is not ready: run `make run`, or `manage.py migrate` for a site of your own."
    if settings.STATIC_MANIFEST and not static_manifest().exists():
        return "Static files are missing: run `make run`, or `manage.py collectstatic`."
    return 0


def has_unapplied_migrations():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_empty():
    """Whether nobody has used this database yet: an operator who deleted every title does not get the demo back."""
    models = get_user_model(), apps.get_model("catalog", "Title")
    return not any(model._default_manager.exists() for model in models)


def static_files_are_current():
    if not settings.STATIC_MANIFEST:
        return True
    return static_manifest().exists() and static_stamp().exists() and static_stamp().read_text() == static_digest()


def static_manifest():
    return settings.STATIC_ROOT / "staticfiles.json"


def static_stamp():
    return settings.DATA_ROOT / "static.digest"


def static_digest():
    """Hash of every static file's path and bytes; some 200 files, 30 milliseconds."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=None):
            with storage.open(path) as file:
                digest.update(f"{path}\0".encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def say(step):
    print(f"{step} ...", flush=True)


if __name__ == "__main__":
    sys.exit(main())
