"""The text that viewers read: found in templates and code, kept in locale/, compiled without a tool of gettext's.

    python scripts/messages.py          updates locale/*/LC_MESSAGES/django.po and compiles every .mo beside it

What editors and operators read stays out: the admin, commands, checks, help texts, the labels of models' fields.
"""

import ast
import io
import os
import sys
from pathlib import Path

import django
from babel.messages import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import template

BASE_DIR = Path(__file__).resolve().parent.parent
LOCALE_DIR = BASE_DIR / "locale"
_APPS = ("streamcms", "people", "catalog", "theming")
_NOT_FOR_VIEWERS = {
    "admin",
    "admin_site",
    "management",
    "migrations",
    "editor_settings.py",
    "health",
    "health.py",
    "history",
    "identity",
    "identity.py",
    "releases",
    "demo",
    "drafts",
    "sources",
    "ingest",
    "checks.py",
    "admin.py",
    "programme_calendar",
}
# function -> how many of its first arguments are a message: singular, or singular and plural; contexts come first
_FUNCTIONS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
_LABELS = {"help_text", "verbose_name", "verbose_name_plural", "violation_error_message"}


def messages():
    """Every message as {singular, or (singular, plural): [places]}, in the order of the places."""
    found = {}
    for path in _files("templates", "*.html", "*.js", "*.xml", "*.txt", "*.webmanifest"):
        for message in _in_template(path.read_text(encoding="utf-8"), path.name):
            found.setdefault(message, []).append(path)
    for app in _APPS:
        for path in _files(app, "*.py"):
            for message in _in_python(path.read_text(encoding="utf-8")):
                found.setdefault(message, []).append(path)
    return {message: sorted({str(path.relative_to(BASE_DIR)) for path in places}) for message, places in found.items()}


def _files(folder, *patterns):
    for path in sorted(path for pattern in patterns for path in (BASE_DIR / folder).rglob(pattern)):
        if not _NOT_FOR_VIEWERS & set(path.relative_to(BASE_DIR).parts):
            yield path


def _in_template(source, name):
    """Django writes the tags as calls among blanked text, whose indentation Babel's tokenizer must not see."""
    code = "\n".join(line.strip() for line in template.templatize(source, origin=name).splitlines())
    for _line, _function, message, _comments in extract_python(io.BytesIO(code.encode()), list(_FUNCTIONS), [], {}):
        yield message if isinstance(message, str) else tuple(message[:2])


def _in_python(source):
    return list(_calls(ast.parse(source)))


def _calls(node):
    if isinstance(node, ast.keyword) and node.arg in _LABELS:
        return
    if isinstance(node, ast.Assign) and {getattr(target, "id", "") for target in node.targets} & _LABELS:
        return
    if isinstance(node, ast.FunctionDef) and node.name in ("clean", "formfield"):
        return
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in _FUNCTIONS and node.args and isinstance(node.args[0], ast.Constant):
            words = tuple(argument.value for argument in node.args[: _FUNCTIONS[name]])
            yield words if len(words) == 2 else words[0]
        if _is_model_field(node):
            children = node.keywords
    for child in children:
        yield from _calls(child)


def _is_model_field(call):
    return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "models"


def read_catalogue(path):
    with open(path, "rb") as file:
        return (read_mo if path.suffix == ".mo" else read_po)(file)


def update(path, found):
    """Bring a .po up to date: new messages empty, those that nobody uses any more gone. Returns how many are empty."""
    catalogue = read_catalogue(path)
    template_ = Catalog()
    for message, places in found.items():
        flags = ["python-format"] if "%" in str(message) else []
        template_.add(message, locations=[(place, None) for place in places], flags=flags)
    catalogue.update(template_, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with open(path, "wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, omit_header=False)
    return sum(1 for message in catalogue if message.id and not is_translated(message))


def is_translated(message):
    return bool(message.string) and all(message.string)  # one text, or one for each plural form


def compile_catalogue(path):
    with open(path.with_suffix(".mo"), "wb") as file:
        write_mo(file, read_catalogue(path))


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "streamcms.settings")
    sys.path.insert(0, str(BASE_DIR))
    django.setup()
    assert LOCALE_DIR in [Path(path) for path in settings.LOCALE_PATHS]
    found = messages()
    for path in sorted(LOCALE_DIR.glob("*/LC_MESSAGES/django.po")):
        untranslated = update(path, found)
        compile_catalogue(path)
        print(f"{path.relative_to(BASE_DIR)}: {len(found)} messages, {untranslated} of them not translated")


if __name__ == "__main__":
    main()
