"""PURE. What a viewer asked for, once it is understood: the library's parameters as plain values."""

from dataclasses import dataclass, field

BOUNDS = ("released", "year", "rating", "metascore", "runtime")
SORTS = ("newest", "rating", "name", "runtime", "shuffle")


@dataclass(frozen=True)
class LibraryState:
    """`words` are folded. `bounds`: (name of BOUNDS, "min" or "max") -> number: released in ordinals of dates, rating
    in tenths, the others as they are. `members`: rows that a person, a tag, a collection leave, a mask of each.
    `scope_kind` and `scope_genre` are the address's own. `today` is an ordinal: what is later is upcoming."""

    today: int
    words: tuple = ()
    kind: str = ""
    genres: tuple = ()
    every_genre: bool = False
    language: str = ""
    country: str = ""
    status: str = ""
    bounds: dict = field(default_factory=dict)
    members: tuple = ()
    sort: str = SORTS[0]
    seed: int = 0
    scope_kind: str = ""
    scope_genre: str = ""
