"""PURE. Features in files: one folder a build, each array memory-mapped; what changed since lies beside, in one file.

The arrays are never written to again: a new build is a new folder, and CURRENT names the one that counts.
"""

import fcntl
import json
import os
import shutil
import uuid
from contextlib import contextmanager

import numpy as np

from catalog.similarity.facts import Facts
from catalog.similarity.features import FIELD_NAMES, Features

_FORMAT = 2


def save(folder, features, worst):
    """Write a build, with the score that each title must reach to enter a list, and make it the current one.

    What changed since the last build is forgotten.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"build-{uuid.uuid4().hex}"
    (folder / name).mkdir()
    for field in FIELD_NAMES:
        np.save(folder / name / f"{field}.npy", getattr(features, field), allow_pickle=False)
    np.save(folder / name / "worst.npy", worst, allow_pickle=False)
    _write(folder / name / "changes.json", [])
    _write(folder / "CURRENT", {"format": _FORMAT, "build": name})
    for old in folder.glob("build-*"):
        if old.name != name:
            shutil.rmtree(old, ignore_errors=True)


def load(folder):
    """The current build, memory-mapped, [Facts] of the titles that changed since, and the worst score in each title's
    list, which may be written to; None where there is no build."""
    try:
        current = json.loads((folder / "CURRENT").read_text())
        if current.get("format") != _FORMAT:
            return None
        build = folder / current["build"]
        arrays = {field: np.load(build / f"{field}.npy", mmap_mode="r", allow_pickle=False) for field in FIELD_NAMES}
        worst = np.load(build / "worst.npy", mmap_mode="r+", allow_pickle=False)
        changes = [_facts(change) for change in json.loads((build / "changes.json").read_text())]
    except (OSError, ValueError, KeyError):
        return None
    return Features(**arrays), changes, worst


def save_changes(folder, changes):
    """Note the titles that changed since the build: each with its facts; a deleted one has no features."""
    current = json.loads((folder / "CURRENT").read_text())
    rows = [{**facts._asdict(), "features": [[*key, s] for key, s in facts.features.items()]} for facts in changes]
    _write(folder / current["build"] / "changes.json", rows)


def _facts(change):
    return Facts(**{**change, "features": {(group, own_id): s for group, own_id, s in change["features"]}})


def _write(path, content):
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished.write_text(json.dumps(content))
    unfinished.replace(path)


@contextmanager
def locked(folder):
    """One writer at a time, among processes too."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "LOCK", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
