"""What the library answers to a request: from its index where there is one, else from the database by TitleFilter."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from catalog.filters import TitleFilter
from catalog.library import current_library, is_sent_whole
from catalog.library_index.answers import answer
from catalog.library_index.packing import pack
from catalog.library_rows import read_in_order
from catalog.models import Title
from streamcms.publishing.languages import default_language


class LibraryAnswer:
    """A sequence of titles, with card data, in the order that was asked for. `scope`: what the address narrows by."""

    def __init__(self, request, scope):
        self.viewpoint, self.scope = request.viewpoint, {name: value for name, value in scope.items() if value}
        titles = Title.objects.visible(self.viewpoint)
        if kind := self.scope.get("kind"):
            titles = titles.filter(kind=kind)
        if genre := self.scope.get("genre"):
            titles = titles.filter(genres__slug=genre)
        self.filter = TitleFilter(request.GET, titles, request, self.scope)
        self.library = current_library(self.viewpoint)

    @cached_property
    def _indexed(self):
        """The answer of the index, or None."""
        if self.library is None:
            return None
        members = [self.library.mask_of(keys) for keys in self.filter.members()]
        return answer(self.library.index, self.filter.state(members))

    def __len__(self):
        return self.count()

    def count(self):
        return len(self._indexed.rows) if self._indexed else self._counted

    @cached_property
    def _counted(self):
        return self.filter.qs.count()

    def __getitem__(self, place):
        """A slice of the answer: three queries."""
        if not self._indexed:
            return self.filter.qs.with_card_data()[place]
        keys = self.library.keys_of(self._indexed.rows[place])
        found = Title.objects.visible(self.viewpoint).filter(pk__in=keys).with_card_data().in_bulk()
        return [found[key] for key in keys if key in found]

    @property
    def is_sent_whole(self):
        return is_sent_whole(self.library)

    def options(self):
        """{facet: [filters.Option]}: with counts where the index knows them."""
        counts = self._indexed and self._indexed.counts
        return self.filter.options(counts, self._used, is_capped=not self.is_sent_whole)

    @property
    def _used(self):
        """Values that visible titles have; None where the database is asked for them (TitleFilter.options)."""
        if not self.library:
            return None
        words = self.library.index.vocabulary
        genres = {words.genres[place] for one in words.genre_sets for place in one}
        return {"genre": genres, "language": set(words.languages), "country": set(words.countries)}

    def for_the_script(self):
        """Where the script finds the index, or whom it asks instead."""
        whole = self.is_sent_whole
        delta = self.library.delta_file[0] if whole else ""
        scope = {f"scope_{name}": value for name, value in self.scope.items()}
        return {
            "index_url": reverse("library_index", args=[self.library.base_name]) if whole else "",
            "delta_url": reverse("library_delta", args=[delta]) if delta else "",
            "answer_url": f"{reverse('library_answer')}?{urlencode(scope)}",
            "members_url": reverse("library") + "members/",
            "today": self.viewpoint.today.isoformat(),
            "kind": self.scope.get("kind", ""),
            "genre": self.scope.get("genre", ""),
            "total": len(self.library) if self.library else None,
        }

    def packed(self, after, many):
        """Some titles of the answer as a file of the library; after a slug, or from the start (with counts). None when
        that slug is not in it."""
        said = {"total": self.count()}
        if not after:
            counts = self._indexed.counts if self._indexed else {}
            said |= {"counts": counts, "misunderstood": self.filter.misunderstood}
        index = self._some_indexed(after, many) if self._indexed else self._some_read(after, many)
        return None if index is None else pack(index, answer=said)

    def _some_indexed(self, after, many):
        rows, place = self._indexed.rows, 0
        if after:
            row = self.library.index.row_of(after)
            found = (rows == row).nonzero()[0] if row is not None else ()
            if not len(found):
                return None
            place = int(found[0]) + 1
        return self.library.index.take(rows[place : place + many])

    def _some_read(self, after, many):
        titles = self.filter.after(after) if after else self.filter.qs
        if titles is None:
            return None
        return read_in_order(titles[:many]).by_language[get_language() or default_language()]
