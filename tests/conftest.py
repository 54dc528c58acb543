"""What tests of several folders share."""

import shutil

import pytest
from django.conf import settings as django_settings


@pytest.fixture(scope="session")
def django_db_modify_db_settings(_sqlite_tests_in_a_file, django_db_modify_db_settings_parallel_suffix):
    """As pytest-django has it, after ours."""


@pytest.fixture(scope="session")
def _sqlite_tests_in_a_file():
    """SQLite's test database is a file, as it is in production. In memory, the test server's threads would share the
    test's one connection, whose cache of statements is not made for that."""
    database = django_settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(django_settings.DATA_ROOT / "test.sqlite3")


@pytest.fixture(autouse=True)
def no_files_of_another_test(settings):
    """The library's base and the features of similar titles lie in files, which no rollback takes away."""
    yield
    for folder in ("library", "similar"):
        shutil.rmtree(settings.DATA_ROOT / folder, ignore_errors=True)


@pytest.fixture
def own_files(settings, tmp_path):
    """Pictures are written to a folder of this test's."""
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": backend, "OPTIONS": {"location": str(tmp_path / "media"), "base_url": "/media/"}},
        "originals": {"BACKEND": backend, "OPTIONS": {"location": str(tmp_path / "originals"), "base_url": None}},
    }
    return tmp_path
