"""Rows whose texts have translations: `row.localised.name` is the name in the page's language, where there is one."""

from django.db import models
from django.utils import translation

from streamcms.publishing import languages


class Translated(models.Model):
    """For models with `translations`, rows of language and texts. What was not loaded is not translated."""

    class Meta:
        abstract = True

    @property
    def localised(self):
        """This row, its texts in the page's language as far as load_translations() found them. No query."""
        rows = [] if languages.is_default() else getattr(self, "loaded_translations", [])
        return Localised(self, rows[0]) if rows else self


class Translation(models.Model):
    """The texts of a row in one more language. A model of it adds the foreign key and the texts."""

    language = models.CharField(max_length=10)

    class Meta:
        abstract = True
        ordering = ["language"]


class Localised:
    """A row seen through one translation: texts that are empty there are the row's own."""

    def __init__(self, row, texts):
        self._row, self._texts = row, texts

    def __getattr__(self, name):
        return (name in _TEXTS and getattr(self._texts, name, "")) or getattr(self._row, name)

    def __str__(self):
        return str(self._row)

    @property
    def name_language(self):
        return self._texts.language if self._texts.name else self._row.name_language


_TEXTS = {"name", "tagline", "synopsis", "biography", "heading", "headline", "text"}


def load_translations(queryset, *paths):
    """Load the page's language for the rows ("") or for what they point to ("season__show"), joined already.

    One query a path, none in the default language.
    """
    if languages.is_default():
        return queryset
    language = translation.get_language()
    return queryset.prefetch_related(*(_prefetch(queryset.model, path, language) for path in paths))


def _prefetch(model, path, language):
    steps = [*path.split("__"), "translations"] if path else ["translations"]
    for step in steps:
        model = model._meta.get_field(step).related_model
    rows = model.objects.filter(language=language)
    return models.Prefetch("__".join(steps), rows, to_attr="loaded_translations")
