"""A small TMDB on loopback for tests of the client: it answers what a test tells it to, in turn."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Answer:
    """`body` is bytes, or an object to be sent as JSON; `delay` is in seconds."""

    def __init__(self, status=200, body=None, headers=(), delay=0):
        self.status, self.headers, self.delay = status, dict(headers), delay
        self.body = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()


class Asked:
    def __init__(self, path, query, headers, at):
        self.path, self.query, self.headers, self.at = path, query, headers, at


class TmdbServer:
    """`answers`: path -> list of Answers, given in turn and the last one for ever; `asked`: every request so far."""

    def __init__(self, url):
        self.url, self.answers, self.asked = url, {}, []
        self._lock = threading.Lock()

    @property
    def api_url(self):
        return f"{self.url}/3"

    def tell(self, path, *answers):
        self.answers[path] = list(answers)

    def paths(self):
        return [asked.path for asked in self.asked]

    def answer_to(self, path, query, headers):
        with self._lock:
            self.asked.append(Asked(path, query, headers, time.monotonic()))
            left = self.answers.get(path) or [Answer(404, {"status_code": 34})]
            return left.pop(0) if len(left) > 1 else left[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments):
        pass

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        url = urlsplit(self.path)
        query = {key: values[-1] for key, values in parse_qs(url.query).items()}
        answer = self.server.tmdb.answer_to(url.path, query, dict(self.headers))
        if self.server.over.wait(answer.delay):
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_arguments):
        """A client that went away is no news."""


@contextmanager
def running():
    server = _HttpServer(("127.0.0.1", 0), _Handler)
    server.over = threading.Event()
    server.tmdb = TmdbServer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.tmdb
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
