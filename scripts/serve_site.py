"""Serves the site with granian and says where it is once it answers. Standard library only.

`manage.py tick` runs beside it and ends with it; TICK=off leaves that to cron or to another machine. PORT, BIND_HOST
and WORKERS are read from the environment too, and granian's other settings (GRANIAN_...).
"""

import argparse
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60
SOURCE_FOLDERS = ["streamcms", "people", "catalog", "theming", "templates"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--login", action="store_true", help="print the demo editor's login too")
    parser.add_argument("--reload", action="store_true", help="start again when a source file changes")
    options = parser.parse_args()
    host, port = os.environ.get("BIND_HOST", "127.0.0.1"), port_to_serve()
    refuse_taken_port(host, port)

    # prepare_site, which runs before, has said what sqlite_engine says: not once more from each worker.
    environment = os.environ | {"STREAMCMS_SQLITE_SAID": "1"}
    server = subprocess.Popen(granian_command(host, port, options.reload), cwd=BASE_DIR, env=environment)
    tick = None
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: server.terminate())
    try:
        if wait_until_it_answers(server, host, port):
            print_address(host, port, options.login)
            tick = start_tick(environment)
        return_code = server.wait()
    except KeyboardInterrupt:  # Ctrl-C reaches the server too
        return_code = stop(server)
    finally:
        if tick:
            stop(tick)
    return 0 if return_code in (0, -signal.SIGTERM, -signal.SIGINT) else 1


def port_to_serve():
    text = os.environ.get("PORT", "8000")
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        sys.exit(f"PORT={text} is not a port: give a number from 1 to 65535.")
    return int(text)


def refuse_taken_port(host, port):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            sys.exit(f"Port {port} needs more rights than this account has. Serve elsewhere: PORT=8000 make run")
        except OSError as error:
            sys.exit(
                f"Cannot serve on {host}:{port}: {error.strerror}. Serve elsewhere: PORT={port % 65535 + 1} make run"
            )


def granian_command(host, port, reload):
    cores = os.cpu_count() or 1
    workers = 1 if reload else int(os.environ.get("WORKERS", min(2, cores)))
    threads = min(8, 2 * cores + 1)  # of each worker; granian warns of more
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(threads), "--no-ws", "--workers-kill-timeout", "5"]
    if reload:
        command += ["--reload", "--access-log", "--reload-ignore-worker-failure"]
        command += [part for folder in SOURCE_FOLDERS for part in ("--reload-paths", folder)]
    else:
        command += ["--respawn-failed-workers", "--log-level", "warning"]
    return [*command, "streamcms.wsgi:application"]


def start_tick(environment):
    """Should this process be killed, it notices and ends by itself. None where it is not wanted."""
    if environment.get("TICK", "on") == "off":
        return None
    command = [sys.executable, "manage.py", "tick", "--forever", "--beside", str(os.getpid())]
    return subprocess.Popen(command, cwd=BASE_DIR, env=environment)


def wait_until_it_answers(server, host, port):
    """Whether /healthz answered before the server ended or the time was up (then the server is stopped)."""
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(reachable(host), port, timeout=5)
            connection.request("GET", "/healthz")
            status = connection.getresponse().status
            connection.close()
            if status < 500:  # 400: an ALLOWED_HOSTS without this address, which is the operator's choice
                return True
        if time.monotonic() > deadline:
            print(f"The site did not answer within {SECONDS_TO_START} seconds.", file=sys.stderr)
            stop(server)
            sys.exit(1)
        time.sleep(0.1)
    print("The server ended before it answered: the lines above say why.", file=sys.stderr)
    return False


def reachable(host):
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def print_address(host, port, with_login):
    name = f"[{reachable(host)}]" if ":" in host else reachable(host)
    print(f"\nstreamcms is at http://{name}:{port}/  (Ctrl-C stops it)", flush=True)
    password = demo_password() if with_login else ""
    if password:
        print(f"Admin: http://{name}:{port}/admin/  login: editor  password: {password}", flush=True)


def demo_password():
    if "DEMO_EDITOR_PASSWORD" in os.environ:
        return os.environ["DEMO_EDITOR_PASSWORD"]
    with contextlib.suppress(OSError):
        for line in (BASE_DIR / ".env").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            if name.strip() == "DEMO_EDITOR_PASSWORD":
                return value.strip().strip("'\"")
    return ""


def stop(server):
    server.terminate()
    try:
        return server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.kill()
        return server.wait()


if __name__ == "__main__":
    sys.exit(main())
