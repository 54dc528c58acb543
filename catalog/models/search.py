"""The index that search reads: derived, deletable, written by catalog/search/index.py alone.

Texts are bytes, as sort keys are, so that ranges of them are the same on SQLite and PostgreSQL.
"""

from django.db import models


class SearchEntry(models.Model):
    """One thing that can be found, with the folded forms of its names, a line each.

    Keys ascend from the weightiest to the lightest, ties by slug, with room between them (catalog/search/places.py).
    """

    counts_in_revision = False

    class Kind(models.TextChoices):
        TITLE = "title"
        PERSON = "person"
        EPISODE = "episode"
        COLLECTION = "collection"

    kind = models.CharField(max_length=10, choices=Kind)
    object_id = models.BigIntegerField()
    slug = models.BinaryField(max_length=400)
    weight = models.PositiveIntegerField(default=0)
    folded = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_unique_per_object"),
        ]
        indexes = [models.Index(fields=["weight", "slug"], name="search_entry_by_weight")]

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class SearchToken(models.Model):
    """A word of an entry's names, a whole name without its spaces, or the first letters of one.

    Begins with the first letter of the entry's kind, so that each kind has lists of its own, and a mark (words.py).
    """

    counts_in_revision = False

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="tokens")
    text = models.BinaryField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "entry"], name="search_token_unique_per_entry")]

    def __str__(self):
        return f"{self.entry_id}: {bytes(self.text).decode()}"


class SearchSpelling(models.Model):
    """A word of any name under the hash of one of its misspellings (words.spelling_keys)."""

    counts_in_revision = False

    key = models.BigIntegerField()
    word = models.BinaryField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="search_spelling_unique_per_word")]

    def __str__(self):
        return bytes(self.word).decode()


class SearchChange(models.Model):
    """A thing whose names changed since it was indexed, noted by a trigger. Rows are only ever added and deleted."""

    counts_in_revision = False

    kind = models.CharField(max_length=10, choices=SearchEntry.Kind)
    object_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id"], name="search_change_by_object")]

    def __str__(self):
        return f"{self.kind} {self.object_id}"
