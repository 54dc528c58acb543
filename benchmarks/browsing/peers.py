"""Serves the peers of benchmarks/library_peers/ from a temporary folder, into which npm installs them."""

import contextlib
import json
import shutil
import subprocess
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PEERS = {
    "list-js": "List.js",
    "datatables": "DataTables",
    "minisearch": "MiniSearch",
    "unwindowed": "every card in the page",
}
_HERE = Path(__file__).parent.parent / "library_peers"
_PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="12"/>'


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        if not self.path.startswith("/media/"):
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "image/svg+xml")
        self.send_header("Content-Length", str(len(_PICTURE)))
        self.send_header("Cache-Control", "max-age=31536000, immutable")
        self.end_headers()
        self.wfile.write(_PICTURE)
        return None


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """A browser that is closed leaves pictures half sent."""


class PeerServer:
    def __init__(self, folder, address):
        self.folder, self.address = Path(folder), address

    def give(self, titles):
        (self.folder / "titles.json").write_text(json.dumps(titles), encoding="utf-8")

    def url(self, peer):
        return f"{self.address}/peer.html?{peer}"


@contextlib.contextmanager
def peer_server():
    """A PeerServer; None where npm is missing or cannot install them."""
    npm = shutil.which("npm")
    with tempfile.TemporaryDirectory(prefix="streamcms-peers-") as folder:
        shutil.copytree(_HERE, folder, dirs_exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        if not npm or subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL).returncode:
            yield None
            return
        handler = partial(_Quiet, directory=folder)
        server = _Server(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield PeerServer(folder, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
