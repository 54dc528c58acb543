"""What changed since the library's index was made (catalog/library_files.py)."""

from django.db import models


class LibraryChange(models.Model):
    """A title, or all that have an image as poster, that the library's index no longer has right, noted by a trigger;
    neither: nothing there is right.

    Rows are only ever added, and deleted by a rebuild of the index.
    """

    counts_in_revision = False

    title_id = models.BigIntegerField(null=True)
    image_id = models.BigIntegerField(null=True)

    def __str__(self):
        return f"title {self.title_id}, image {self.image_id}"
