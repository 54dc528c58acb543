"""A sound SQLite under Django: which library is used, and how a database is opened with it.

SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode when two connections write and checkpoint at once (WAL-reset
bug, https://sqlite.org/wal.html). Many systems' Python links such a one, so pysqlite3 takes its place where it is
installed: settings call `install()` before anything imports sqlite3.
"""

import importlib
import os
import sys
from contextlib import closing

from django.conf import settings

WAL_SINCE = (3, 7, 0)
MENDED = [((3, 44, 6), (3, 45, 0)), ((3, 50, 7), (3, 51, 0)), ((3, 51, 3), None)]  # from, up to but not including

# sqlite3.h's numbers; what Django 6.1 asks a connection for and pysqlite3 0.6.1 does not know.
LIMIT_CODES = {"SQLITE_LIMIT_COLUMN": 2, "SQLITE_LIMIT_VARIABLE_NUMBER": 9}
# The compile option that sets each limit, and what a library that does not name it allows at least.
LIMIT_OPTIONS = {2: ("MAX_COLUMN", 2000), 9: ("MAX_VARIABLE_NUMBER", 999)}

# Set in the environment once the line at start was printed, so that worker processes do not repeat it.
SAID = "STREAMCMS_SQLITE_SAID"


def install():
    """Put pysqlite3 in the place of sqlite3 where it is installed and sound. Returns whether it stands there."""
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        return False
    if not sound(pysqlite3.sqlite_version_info):
        return False  # built against the system's library: nothing is won
    backend = sys.modules.get("django.db.backends.sqlite3.base")
    if backend and backend.Database is not pysqlite3.dbapi2:
        raise RuntimeError("sqlite_engine.install() came too late: Django's SQLite backend is already loaded.")
    for name, code in LIMIT_CODES.items():
        for module in (pysqlite3, pysqlite3.dbapi2):
            if not hasattr(module, name):
                setattr(module, name, code)
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    return True


def sound(version):
    """Whether SQLite of this version, a tuple of three numbers, is free of the WAL-reset bug."""
    return version < WAL_SINCE or any(version >= first and (end is None or version < end) for first, end in MENDED)


def database_settings():
    """What DATABASES["default"] needs on SQLite. Says on stderr, once, when the engine is not sound."""
    sqlite3 = _engine()
    safe = sound(sqlite3.sqlite_version_info)
    if not safe:
        _say_once(_sentence(sqlite3))
    return {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A transaction takes the write lock at its start: one that reads first could not wait for it later.
            "transaction_mode": "IMMEDIATE",
            # Seconds. Who waits longest is not served first, and an error page would lose what was typed.
            "timeout": 60,
            "init_command": f"PRAGMA journal_mode={'WAL' if safe else 'DELETE'}; PRAGMA synchronous=FULL;",
            "factory": connection_class(sqlite3),
        },
    }


def connection_class(sqlite3):
    """`sqlite3.Connection`, or where that lacks getlimit() a subclass that knows the limits of a new connection."""
    if hasattr(sqlite3.Connection, "getlimit"):
        return sqlite3.Connection
    with closing(sqlite3.connect(":memory:")) as connection:
        options = dict(row[0].partition("=")[::2] for row in connection.execute("PRAGMA compile_options"))
    limits = {code: int(options.get(option, least)) for code, (option, least) in LIMIT_OPTIONS.items()}

    class Connection(sqlite3.Connection):
        def getlimit(self, category):
            return limits[category]

    return Connection


def warning():
    """One sentence for people when the database is on an unsound SQLite; "" when it is sound or not SQLite."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        return ""
    sqlite3 = _engine()
    return "" if sound(sqlite3.sqlite_version_info) else _sentence(sqlite3)


def _engine():
    return importlib.import_module("sqlite3")  # whichever stands in that place by now


def _sentence(sqlite3):
    return (
        f"SQLite {sqlite3.sqlite_version} can corrupt a database in WAL mode, so the slower rollback journal is used. "
        "Editors will wait for each other more often."
    )


def _say_once(sentence):
    if SAID not in os.environ:
        os.environ[SAID] = "1"
        print(f"streamcms: {sentence}", file=sys.stderr)
