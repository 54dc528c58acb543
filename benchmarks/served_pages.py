"""Requests a second under the production server: pages from the cache, 304s, the same bytes by WhiteNoise and by nginx.

    python -m benchmarks.served_pages [--seconds 2] [--rounds 5]

Needs wrk; nginx is left out where it is not installed. What is compared is asked in turn in each round, and the median
of the rounds' ratios counts, since a machine is rarely the same for a minute. Exits with 1 below the bar.
"""

import argparse
import contextlib
import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time

from benchmarks.scratch import PROJECT, scratch_site

BAR = 0.75  # of what WhiteNoise serves
PAGES = {"library": "/library/", "title page": "/movies/title-7/", "homepage": "/"}
CONNECTIONS = 16
BROTLI = {"Accept-Encoding": "br"}
TITLES = 300
CATALOGUE = f"""
from tests.factories import make_credit, make_genre, make_movie, make_person
genres = [make_genre(f"Genre {{n}}") for n in range(12)]
people = [make_person(f"Person {{n}}") for n in range(40)]
for n in range({TITLES}):
    movie = make_movie(f"Title {{n}}", genres=[genres[n % 12], genres[n % 7]], imdb_rating=7)
    for role in range(8):
        make_credit(movie, people[(n + role) % 40], character=f"Character {{role}}", billing_order=role)
"""
NGINX = """
daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/nginx.log; {user}
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; keepalive_requests 1000000000;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {folder}/static; }}
}}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        print("Skipped: wrk is not installed (Debian, Ubuntu: apt-get install wrk).")
        return 0
    with scratch_site() as site:
        site.python(CATALOGUE)
        (site.folder / "static").mkdir()  # WhiteNoise warns where there is none
        port = free_port()  # the same for both, since pages name their address
        with served(site, port):
            bodies = {page: ask(port, path)[1] for page, path in PAGES.items()}
        for page, body in bodies.items():
            write_static(site.folder / "static", page, body)
        with served(site, port), nginx(site.folder) as nginx_port:
            measured = [measure(port, nginx_port, options.seconds) for _ in range(options.rounds)]
    return report(measured, bodies)


@contextlib.contextmanager
def served(site, port):
    environment = site.environment | {"PORT": str(port), "TICK": "off"}  # which would take of the processor
    command = [sys.executable, "scripts/serve_site.py"]
    server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def nginx(folder):
    """Its port, or None where it is not installed."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not program:
        print("Without nginx, which is not installed (Debian, Ubuntu: apt-get install nginx-light).")
        yield None
        return
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, user=user))
    server = subprocess.Popen([program, "-p", str(folder), "-c", "nginx.conf", "-e", str(folder / "nginx.log")])
    try:
        wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, server):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.1)
    sys.exit("A server did not start.")


def ask(port, path, **headers):
    """(headers, body) of a page as it travels."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=BROTLI | headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200 or response.headers.get("Content-Encoding", "br") != "br":
        sys.exit(f"{path} answered {response.status} {response.headers.get('Content-Encoding')}.")
    return response.headers, body


def write_static(folder, page, body):
    """The bytes that travel, as WhiteNoise finds them compressed, and as nginx serves any file."""
    name = static_name(page)
    (folder / name).write_bytes(body * 2)  # larger, or WhiteNoise would leave the compressed one alone
    (folder / f"{name}.br").write_bytes(body)


def static_name(page):
    return page.replace(" ", "-") + ".html"


def measure(port, nginx_port, seconds):
    """{(page, what): requests a second} of one round."""
    found = {}
    for page, path in PAGES.items():
        static = f"/static/{static_name(page)}"
        etag = ask(port, path)[0]["ETag"]
        assert ask(port, path)[1] == ask(port, static)[1]
        found[page, "whitenoise"] = rate(port, static, seconds, **BROTLI)
        found[page, "cached"] = rate(port, path, seconds, **BROTLI)
        found[page, "304"] = rate(port, path, seconds, **BROTLI, **{"If-None-Match": etag})
        if nginx_port:
            found[page, "nginx"] = rate(nginx_port, f"/{static_name(page)}.br", seconds)
    return found


def rate(port, path, seconds, **headers):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    command += [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    output = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], check=True, capture_output=True, text=True
    ).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(f"{path} failed:\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def report(measured, bodies):
    kinds = [kind for kind in ("whitenoise", "cached", "304", "nginx") if ("library", kind) in measured[0]]
    print(f"{'requests a second':<28}" + "".join(f"{kind:>12}" for kind in kinds))
    short = []
    for page, body in bodies.items():
        medians = [statistics.median(found[page, kind] for found in measured) for kind in kinds]
        print(f"{f'{page}, {len(body):,} bytes':<28}" + "".join(f"{median:>12,.0f}" for median in medians))
        ratios = [
            statistics.median(found[page, kind] / found[page, "whitenoise"] for found in measured) for kind in kinds
        ]
        print(f"{'  of WhiteNoise':<28}" + "".join(f"{ratio:>12.2f}" for ratio in ratios))
        short += [
            f"{page}, {kind}"
            for kind, ratio in zip(kinds, ratios, strict=True)
            if kind in ("cached", "304") and ratio < BAR
        ]
    print(f"Below {BAR} of WhiteNoise: {'; '.join(short) or 'nothing'}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
