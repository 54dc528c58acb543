"""A sound SQLite under Django: which versions count as sound, and what each kind of engine gets."""

import sqlite3
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from streamcms import sqlite_engine
from streamcms.publishing.checks import check_sqlite_engine

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about the SQLite database")


def engine_of_version(*version):
    return SimpleNamespace(
        sqlite_version_info=version,
        sqlite_version=".".join(map(str, version)),
        Connection=sqlite3.Connection,
        connect=sqlite3.connect,
    )


@pytest.fixture
def set_backend(monkeypatch):
    def set_backend(name):
        monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", f"django.db.backends.{name}")

    return set_backend


@pytest.fixture
def unsound_engine(monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlite3", engine_of_version(3, 40, 1))
    monkeypatch.setenv(sqlite_engine.SAID, "")  # put back afterwards
    monkeypatch.delenv(sqlite_engine.SAID)


@pytest.fixture
def sound_engine(monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlite3", engine_of_version(3, 51, 3))
    monkeypatch.setenv(sqlite_engine.SAID, "")  # put back afterwards
    monkeypatch.delenv(sqlite_engine.SAID)


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 6, 23), True),  # before WAL
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_sound_knows_which_versions_are_mended(version, expected):
    assert sqlite_engine.sound(version) is expected


def test_a_sound_engine_uses_wal_and_says_nothing(sound_engine, capsys):
    options = sqlite_engine.database_settings()["OPTIONS"]

    assert options["init_command"] == "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    assert capsys.readouterr().err == ""


def test_an_unsound_engine_uses_the_rollback_journal_and_says_so_once(unsound_engine, capsys):
    options = [sqlite_engine.database_settings()["OPTIONS"] for _ in range(2)]

    assert [each["init_command"] for each in options] == ["PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;"] * 2
    said = capsys.readouterr().err
    assert said.startswith("streamcms: SQLite 3.40.1 can corrupt a database in WAL mode")
    assert said.count("\n") == 1


def test_warning_and_check_speak_of_an_unsound_engine_only(unsound_engine, set_backend):
    set_backend("sqlite3")

    assert sqlite_engine.warning().startswith("SQLite 3.40.1 can corrupt")
    assert [message.id for message in check_sqlite_engine(None)] == ["streamcms.W001"]


def test_warning_is_empty_on_a_sound_engine(sound_engine, set_backend):
    set_backend("sqlite3")

    assert sqlite_engine.warning() == ""
    assert check_sqlite_engine(None) == []


def test_warning_is_empty_on_postgresql_whatever_sqlite_is_there(unsound_engine, set_backend):
    set_backend("postgresql")

    assert sqlite_engine.warning() == ""


def test_the_check_runs_with_every_manage_py_check(unsound_engine, set_backend, capsys):
    set_backend("sqlite3")

    call_command("check", tags=["compatibility"])

    assert "(streamcms.W001)" in capsys.readouterr().err


def test_connection_class_gives_the_limits_that_django_asks_for():
    factory = sqlite_engine.connection_class(sqlite3)
    connection = sqlite3.connect(":memory:", factory=factory)

    parameters = connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    columns = connection.getlimit(sqlite3.SQLITE_LIMIT_COLUMN)

    # The library itself agrees: it takes as many, and refuses one more.
    connection.execute(f"SELECT ?{parameters}", [None] * parameters)
    with pytest.raises(sqlite3.OperationalError, match="variable number must be between"):
        connection.execute(f"SELECT ?{parameters + 1}", [None] * (parameters + 1))
    connection.execute("SELECT " + ",".join("1" * columns))
    with pytest.raises(sqlite3.OperationalError, match="too many columns"):
        connection.execute("SELECT " + ",".join("1" * (columns + 1)))
    connection.close()


def test_install_comes_too_late_once_the_backend_is_loaded_on_another_engine():
    pytest.importorskip("pysqlite3")
    program = (
        "import django.db.backends.sqlite3.base\n"
        "from streamcms import sqlite_engine\n"
        "try: sqlite_engine.install()\n"
        "except RuntimeError as error: print(error)\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "sqlite_engine.install() came too late: Django's SQLite backend is already loaded.\n"


def test_without_pysqlite3_pythons_own_engine_stays(monkeypatch):
    monkeypatch.setitem(sys.modules, "pysqlite3", None)
    standing = sys.modules["sqlite3"]

    assert sqlite_engine.install() is False
    assert sys.modules["sqlite3"] is standing


def test_a_pysqlite3_built_on_an_unsound_library_is_left_aside(monkeypatch):
    monkeypatch.setitem(sys.modules, "pysqlite3", engine_of_version(3, 46, 1))
    monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", engine_of_version(3, 46, 1))
    standing = sys.modules["sqlite3"]

    assert sqlite_engine.install() is False
    assert sys.modules["sqlite3"] is standing


@on_sqlite
@pytest.mark.django_db
def test_django_runs_on_the_engine_that_was_installed():
    with connection.cursor() as cursor:
        version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        foreign_keys = cursor.execute("PRAGMA foreign_keys").fetchone()[0]

    assert version == sqlite3.sqlite_version
    assert (synchronous, foreign_keys) == (2, 1)  # FULL, on
