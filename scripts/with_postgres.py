"""Runs a command with DATABASE_URL pointing to a throw-away PostgreSQL server. Standard library only.

    python scripts/with_postgres.py COMMAND [ARGUMENT...]

The server's programs come from the system (initdb on PATH, or where the packages put them). It listens on a socket in
a temporary folder and nowhere else, does not sync to disk, and is gone afterwards however the command ended.
"""

import contextlib
import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

FOLDERS = ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin"]
SECONDS_TO_START = 60
UNSAFE_BUT_FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


def main(command):
    if not command:
        sys.exit("Usage: python scripts/with_postgres.py COMMAND [ARGUMENT...]")
    programs = find_programs()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    folder = tempfile.mkdtemp(prefix="streamcms-pg-", dir=short_temporary_folder())
    try:
        with running_server(programs, folder):
            url = f"postgres://streamcms@{quote(folder, safe='')}/streamcms"
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs():
    """The folder of the newest server programs."""
    found = [str(Path(path).resolve().parent) for path in [shutil.which("initdb")] if path]
    found += sorted((path for pattern in FOLDERS for path in glob.glob(pattern)), key=version, reverse=True)
    for folder in found:
        if all(os.access(f"{folder}/{name}", os.X_OK) for name in ("initdb", "postgres", "pg_isready", "createdb")):
            return folder
    return sys.exit("No PostgreSQL server programs (initdb) were found. Debian, Ubuntu: apt-get install postgresql")


def version(folder):
    return [int(number) for number in re.findall(r"\d+", folder)]


def short_temporary_folder():
    """A socket's path is limited to about 100 characters, which macOS's own temporary folder nearly fills."""
    folder = tempfile.gettempdir()
    return folder if len(folder) < 60 else "/tmp"


@contextlib.contextmanager
def running_server(programs, folder):
    account = server_account()
    if "user" in account:
        shutil.chown(folder, account["user"], account["group"])
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    data = f"{folder}/data"
    initdb = [f"{programs}/initdb", "-D", data, "-U", "streamcms", "-A", "trust", "-E", "UTF8", f"--locale={locale}"]
    subprocess.run([*initdb, "--no-sync"], check=True, cwd=folder, stdout=subprocess.DEVNULL, **account)

    settings = ["listen_addresses=", f"unix_socket_directories={folder}", *UNSAFE_BUT_FAST]
    postgres = [f"{programs}/postgres", "-D", data, *(part for setting in settings for part in ("-c", setting))]
    with open(f"{folder}/log", "wb") as log:
        # In a session of its own, so that Ctrl-C reaches the command first and the server is stopped after it.
        server = subprocess.Popen(postgres, cwd=folder, stdout=log, stderr=log, start_new_session=True, **account)
    try:
        wait_until_ready(programs, folder, server)
        subprocess.run([f"{programs}/createdb", "-h", folder, "-U", "streamcms", "streamcms"], check=True)
        yield
    finally:
        stop(server)


def server_account():
    """What subprocess needs to run the server as; PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return sys.exit("PostgreSQL does not run as root, and there is no user postgres or nobody here.")


def wait_until_ready(programs, folder, server):
    deadline = time.monotonic() + SECONDS_TO_START
    probe = [f"{programs}/pg_isready", "-q", "-h", folder, "-d", "postgres", "-U", "streamcms"]
    while subprocess.run(probe).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit("PostgreSQL did not start:\n" + Path(folder, "log").read_text(errors="replace"))
        time.sleep(0.1)


def stop(server):
    server.send_signal(signal.SIGINT)  # PostgreSQL's "fast": ends connections, then itself
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
