"""How settings start and stop, each in a process of its own."""

import os
import secrets
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from streamcms import sqlite_engine

BASE_DIR = Path(__file__).resolve().parent.parent
SENTENCE = "streamcms: SECRET_KEY is missing or still the sample. Run `make run`"
PRODUCTION = {"ALLOWED_HOSTS": "streamcms.example"}


@pytest.fixture
def manage(tmp_path):
    """Run a manage.py command in an environment that holds nothing but what is given."""

    def manage(*arguments, **environment):
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG") if name in os.environ}
        given = {"READ_DOTENV": "off", "DATA_ROOT": str(tmp_path), **environment}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=BASE_DIR, env=kept | given, capture_output=True, text=True, timeout=60)

    return manage


def value_of(manage, expression, **environment):
    program = f"from django.conf import settings; print({expression})"
    done = manage("shell", "--no-imports", "-c", program, SECRET_KEY=secrets.token_urlsafe(50), **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("environment", [{}, {"SECRET_KEY": ""}, {"SECRET_KEY": "replace-me"}], ids=str)
def test_without_a_secret_key_of_its_own_the_start_stops_with_a_sentence(manage, environment):
    done = manage("check", **environment)

    assert done.returncode != 0
    assert done.stderr.startswith(SENTENCE)
    assert "Traceback" not in done.stderr


def test_the_sample_environment_stops_the_start_with_the_same_sentence(manage):
    lines = (BASE_DIR / ".env.example").read_text().splitlines()
    sample = dict(line.partition("=")[::2] for line in lines if line and not line.startswith("#"))

    done = manage("check", **sample)

    assert done.returncode != 0
    assert done.stderr.startswith(SENTENCE)


def test_every_variable_that_settings_read_stands_in_the_sample():
    source = (BASE_DIR / "streamcms/settings.py").read_text()
    read = {part.split('"')[1] for part in source.split("env.")[1:] if '("' in part.split(")")[0]}

    sample = (BASE_DIR / ".env.example").read_text()

    assert sorted(name for name in read if f"{name}=" not in sample) == []


@pytest.mark.skipif(
    not sqlite_engine.sound(sqlite3.sqlite_version_info), reason="the check rightly warns of this SQLite"
)
def test_check_deploy_finds_nothing_under_production_settings(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=secrets.token_urlsafe(50), **PRODUCTION)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (0 silenced).\n"


def test_debugging_is_off_and_http_is_secure_unless_told_otherwise(manage):
    names = ("DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "ALLOWED_HOSTS")

    values = value_of(manage, f"[getattr(settings, name) for name in {names}]")

    assert values == "[False, True, True, True, []]"


def test_sqlite_is_the_default_and_lies_in_the_data_folder(manage, tmp_path):
    database = 'settings.DATABASES["default"]'

    values = value_of(manage, f'[{database}.get(name) for name in ("ENGINE", "NAME", "ATOMIC_REQUESTS")]')

    assert values == str(["django.db.backends.sqlite3", f"{tmp_path}/db.sqlite3", False])


def test_database_url_switches_to_postgresql(manage):
    database = 'settings.DATABASES["default"]'
    url = "postgres://editor:secret@db.example:5433/films"

    values = value_of(manage, f'[{database}[name] for name in ("ENGINE", "HOST", "PORT", "NAME")]', DATABASE_URL=url)

    assert values == str(["django.db.backends.postgresql", "db.example", 5433, "films"])
