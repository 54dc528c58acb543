"""What speaks for two being one, and against it, in points. Arithmetic alone: suspects.py reads the facts.

Evidence is [[code, value, points]]. A name alone never reaches LEAST.
"""

from dataclasses import dataclass, field

LEAST = 45
MOST = 100
_ADJACENT = 5  # years between two careers that may be one
_FAR = 30


@dataclass(slots=True)
class TitleFacts:
    kind: str
    year: int | None = None
    runtime: int | None = None
    language: int | None = None
    people: dict = field(default_factory=dict)  # key of a person -> folded name
    directors: frozenset = frozenset()  # folded names
    imdb: str = ""


@dataclass(slots=True)
class PersonFacts:
    born: tuple = (None, "")  # date, precision
    died: tuple = (None, "")
    department: str = ""
    first: int | None = None  # years of the first and the last title
    last: int | None = None
    titles: frozenset = frozenset()
    coworkers: frozenset = frozenset()
    imdb: str = ""


def of_titles(one, other, *, same_name, disputed=""):
    found = _common(same_name, disputed)
    if one.year and other.year:
        apart = abs(one.year - other.year)
        found.append(["year", one.year, 20] if not apart else ["years_apart", apart, 10 if apart == 1 else -30])
    shared = one.people.keys() & other.people.keys()
    if shared:
        found.append(["people", len(shared), min(30, 8 * len(shared))])
    left = [{name for key, name in each.people.items() if key not in shared} for each in (one, other)]
    if named_alike := left[0] & left[1]:
        found.append(["named_alike", len(named_alike), min(25, 6 * len(named_alike))])
    if one.directors and other.directors and not one.directors & other.directors:
        found.append(["directors", "", -20])
    if one.runtime and other.runtime:
        if abs(one.runtime - other.runtime) <= 2:
            found.append(["runtime", one.runtime, 5])
        elif abs(one.runtime - other.runtime) > 0.25 * max(one.runtime, other.runtime):
            found.append(["runtimes", f"{one.runtime} / {other.runtime}", -10])
    if one.language and other.language:
        found.append(["language", "", 5] if one.language == other.language else ["languages", "", -10])
    return _scored(found, one, other)


def of_people(one, other, *, same_name, namesakes=0, disputed=""):
    """`namesakes`: how many people have that name besides these two."""
    found = _common(same_name, disputed)
    if same_name and namesakes:
        found.append(["namesakes", namesakes, -min(20, 5 * namesakes)])
    for code, a, b in (("born", one.born, other.born), ("died", one.died, other.died)):
        if a[0] and b[0]:
            found += _dates(code, a, b)
    both = one.titles & other.titles
    if both:
        found.append(["titles", len(both), min(20, 10 * len(both))])
    coworkers = one.coworkers & other.coworkers
    if coworkers:
        found.append(["coworkers", len(coworkers), min(30, 6 * len(coworkers))])
    if one.first and other.first:
        gap = max(one.first, other.first) - min(one.last, other.last)
        if gap <= _ADJACENT:
            found.append(["careers", f"{min(one.first, other.first)}–{max(one.last, other.last)}", 15])
        elif gap > _FAR:
            found.append(["gap", gap, -25])
    if one.department and one.department == other.department:
        found.append(["department", one.department, 5])
    return _scored(found, one, other)


def _common(same_name, disputed):
    found = [["name", "", 35] if same_name == "name" else ["other_name", "", 25]] if same_name else []
    if disputed:
        found.append(["id", disputed, 60])
    return found


def _dates(code, one, other):
    if one == other and one[1] == "day":
        return [[code, str(one[0]), 45]]
    if one[0].year != other[0].year or one[1] == other[1] == "day":
        return [[f"{code}_apart", f"{one[0]} / {other[0]}", -60]]
    return [[f"{code}_year", one[0].year, 15]]


def _scored(found, one, other):
    if one.imdb and other.imdb and one.imdb != other.imdb:
        found.append(["numbers", f"{one.imdb} / {other.imdb}", -15])
    return max(0, min(MOST, sum(points for _code, _value, points in found))), found
