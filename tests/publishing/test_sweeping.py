"""Files that no row names go; those of drafts, of the history and of the last day stay."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from streamcms.publishing.history.snapshots import keep, snapshot, store
from streamcms.publishing.image_files import store_image
from streamcms.publishing.models import HistoryNote, Image
from streamcms.publishing.sweeping import sweep_files
from tests.factories import make_draft, make_movie
from tests.publishing.test_admin_forms import jpeg

pytestmark = pytest.mark.django_db

LATER = timezone.now() + dt.timedelta(days=2)


def picture():
    return store_image(jpeg(400, 600).read(), "poster")


def files_of(folder):
    return {path.relative_to(folder).parts[-1].partition(".")[0] for path in folder.rglob("*") if path.is_file()}


def test_what_a_rolled_back_save_left_is_removed(own_files):
    with transaction.atomic():
        picture()
        transaction.set_rollback(True)
    there = files_of(own_files)

    removed = sweep_files(LATER)

    assert (len(there) > 0, removed > 0, files_of(own_files)) == (True, True, set())
    assert list((own_files / "media").iterdir()) == []
    assert sweep_files(LATER) == 0


def test_pictures_of_drafts_and_of_the_history_stay(own_files):
    of_a_draft, deleted = picture(), picture()
    make_draft(make_movie(), User.objects.create_user("ada"), poster=of_a_draft.pk)
    keep(Image)
    store(snapshot([deleted]), deleted, HistoryNote.Kind.DELETION)
    deleted.delete()
    before = files_of(own_files)

    assert (sweep_files(LATER), files_of(own_files)) == (0, before)


def test_what_was_written_just_now_stays(own_files):
    with transaction.atomic():
        picture()
        transaction.set_rollback(True)

    assert sweep_files() == 0


def test_other_files_are_left_alone(own_files):
    default_storage.save("backdrops/0123456789ab/800.avif", ContentFile(b"x"))
    default_storage.save("robots.txt", ContentFile(b"x"))

    assert (sweep_files(LATER), default_storage.exists("backdrops/0123456789ab/800.avif")) == (0, True)
