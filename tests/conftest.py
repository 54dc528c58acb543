"""What tests of several folders share."""

import pytest


@pytest.fixture
def own_files(settings, tmp_path):
    """Pictures are written to a folder of this test's."""
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": backend, "OPTIONS": {"location": str(tmp_path / "media"), "base_url": "/media/"}},
        "originals": {"BACKEND": backend, "OPTIONS": {"location": str(tmp_path / "originals"), "base_url": None}},
    }
    return tmp_path
