"""What tests of several folders share."""

import shutil

import pytest


@pytest.fixture(autouse=True)
def no_library_of_another_test(settings):
    """The library's base lies in files, which no rollback takes away."""
    yield
    shutil.rmtree(settings.DATA_ROOT / "library", ignore_errors=True)


@pytest.fixture
def own_files(settings, tmp_path):
    """Pictures are written to a folder of this test's."""
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": backend, "OPTIONS": {"location": str(tmp_path / "media"), "base_url": "/media/"}},
        "originals": {"BACKEND": backend, "OPTIONS": {"location": str(tmp_path / "originals"), "base_url": None}},
    }
    return tmp_path
