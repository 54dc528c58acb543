"""The import rules of the house: who may import whom, what PURE modules import, and where imports stand."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parent.parent
FOLDERS = ("streamcms", "people", "catalog", "theming")

# Each app with those that it may import besides itself. What else lies in streamcms/ is wiring, which no app imports;
# but for sqlite_engine, which stands below the ground floor: it imports nothing of ours.
BELOW = {
    "streamcms.sqlite_engine": set(),
    "streamcms.publishing": {"streamcms.sqlite_engine"},
    "people": {"streamcms.sqlite_engine", "streamcms.publishing"},
    "catalog": {"streamcms.sqlite_engine", "streamcms.publishing", "people"},
    "theming": {"streamcms.sqlite_engine", "streamcms.publishing", "people", "catalog"},
    "streamcms": {"streamcms.sqlite_engine", "streamcms.publishing", "people", "catalog", "theming"},
}
NEVER_IMPORTED = {"tests", "benchmarks", "scripts"}

# Modules and whole packages that import the standard library, NumPy, Pillow and their own package only.
PURE = (
    "streamcms.publishing.artwork",
    "catalog.sources",
    "catalog.similarity",
    "catalog.library_index",
    "theming.palette",
    "theming.backdrop_image",
)
PURE_IMPORTS = sys.stdlib_module_names | {"numpy", "PIL"}

# Layers of an app, lowest first. A module that stands in none counts as high as the highest that it imports.
LAYERS = (
    {"models"},
    {"search", "filters", "bulk"},
    {"derived", "ingest"},
    {"management"},
    {"views", "admin", "urls", "feeds", "sitemaps", "context_processors"},
)
RANKS = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

# Functions that import inside: before Django is there, and when Django says that the models are.
LATE_IMPORTS = {
    ("streamcms.sqlite_engine", "install"),
    ("streamcms.publishing.apps", "ready"),
    ("catalog.apps", "ready"),
    ("theming.apps", "ready"),
}


def sources_of_the_house():
    """Module name -> source of every Python file of ours but tests, scripts and migrations, which Django writes."""
    sources = {}
    for path in sorted(path for folder in FOLDERS for path in (BASE_DIR / folder).rglob("*.py")):
        parts = path.relative_to(BASE_DIR).with_suffix("").parts
        if "migrations" not in parts:
            sources[".".join(parts).removesuffix(".__init__")] = path.read_text(encoding="utf-8")
    return sources


def violations(sources):
    """One sentence for each broken rule in {module name: source}."""
    trees = {module: ast.parse(source) for module, source in sources.items()}
    imports = {module: imported_names(tree) for module, tree in trees.items()}
    found = []
    for module in sources:
        found += misplaced_imports(module, trees[module])
        found += forbidden_houses(module, imports[module])
        found += impure_imports(module, imports[module])
    return found + list(upward_imports(imports))


def imported_names(tree):
    """Every absolute import as a dotted name: `from catalog import views` gives "catalog.views"."""
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def misplaced_imports(module, tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"{module} imports relatively on line {node.lineno}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (module, node.name) not in LATE_IMPORTS:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield f"{module} imports inside {node.name}() on line {inner.lineno}"


def forbidden_houses(module, names):
    here = house_of(module)
    for name in names:
        there = house_of(name)
        if name.partition(".")[0] in NEVER_IMPORTED or (there and there != here and there not in BELOW[here]):
            yield f"{module} may not import {name}"


@cache
def house_of(name):
    houses = [house for house in BELOW if f"{name}.".startswith(f"{house}.")]
    return max(houses, key=len, default=None)


def impure_imports(module, names):
    package = next((pure for pure in PURE if f"{module}.".startswith(f"{pure}.")), None)
    if package is None:
        return
    for name in names:
        if name.partition(".")[0] not in PURE_IMPORTS and not name.startswith(f"{package}."):
            yield f"{module} is pure and may not import {name}"


def upward_imports(imports):
    for module, names in imports.items():
        rank = declared_rank(module)
        for name in names:
            if rank is not None and house_of(name) == house_of(module) and effective_rank(name, imports) > rank:
                yield f"{module} may not import {name}, which stands above it"


def declared_rank(name):
    house = house_of(name)
    return RANKS.get(name.removeprefix(f"{house}.").partition(".")[0]) if house else None


def effective_rank(name, imports):
    """The layer of a module or of a name inside one, the highest that it reaches through those that stand in none; -1
    for what imports nothing of any layer."""
    waiting, seen, highest = [name], set(), -1
    while waiting:
        name = waiting.pop()
        if (rank := declared_rank(name)) is not None:
            highest = max(highest, rank)
            continue
        module = name if name in imports else name.rpartition(".")[0]
        if module not in seen:
            seen.add(module)
            waiting += [each for each in imports.get(module, ()) if house_of(each) == house_of(module)]
    return highest


def test_the_house_keeps_its_import_rules():
    sources = sources_of_the_house()

    assert {"streamcms.sqlite_engine", "catalog.models.titles", "people.models", "theming.models"} <= sources.keys()
    assert violations(sources) == []


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ({"people.models": "from catalog.models import Title"}, "people.models may not import catalog.models.Title"),
        ({"catalog.views": "import theming"}, "catalog.views may not import theming"),
        (
            {"streamcms.publishing.slugs": "import people.models"},
            "streamcms.publishing.slugs may not import people.models",
        ),
        ({"catalog.urls": "from streamcms import settings"}, "catalog.urls may not import streamcms.settings"),
        ({"streamcms.urls": "from tests import factories"}, "streamcms.urls may not import tests.factories"),
        ({"catalog.sources.tmdb": "import django"}, "catalog.sources.tmdb is pure and may not import django"),
        (
            {"catalog.similarity": "from catalog.models import Title"},
            "catalog.similarity is pure and may not import catalog.models.Title",
        ),
        (
            {"catalog.models.titles": "from catalog.derived import rebuild"},
            "catalog.models.titles may not import catalog.derived.rebuild, which stands above it",
        ),
        (
            {"catalog.search": "from catalog import ranking", "catalog.ranking": "import catalog.views"},
            "catalog.search may not import catalog.ranking, which stands above it",
        ),
        (
            {"catalog.ingest": "from catalog.management.commands import rebuild"},
            "catalog.ingest may not import catalog.management.commands.rebuild, which stands above it",
        ),
        ({"people.views": "from .models import Person"}, "people.views imports relatively on line 1"),
        ({"people.views": "def show():\n    import json"}, "people.views imports inside show() on line 2"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_rule_is_found(sources, expected):
    assert violations(sources) == [expected]


def test_what_the_rules_allow_is_left_alone():
    sources = {
        "streamcms.publishing.checks": "from streamcms import sqlite_engine",
        "streamcms.urls": "from catalog import views\nimport theming.urls",
        "catalog.models.titles": "from catalog.sort import key\nfrom people.models import Person",
        "catalog.sort": "import unicodedata\nfrom streamcms.publishing.slugs import slug",
        "catalog.sources.tmdb": "import numpy as np\nfrom PIL import Image\nfrom catalog.sources.records import Record",
        "catalog.derived": "from catalog.similarity import nearest\nfrom catalog.models import Title",
        "theming.views": "from catalog.models import Title\nfrom theming.derived import rebuild",
    }

    assert violations(sources) == []
