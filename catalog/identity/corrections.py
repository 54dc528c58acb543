"""What imports must know after people were split: whose credits a source's number does not name rightly."""

from collections import defaultdict

from catalog.models import Credit, CreditCorrection

_EVERY = {"department": "", "job": "", "character": ""}


def correct_imports(alterations, person, other, target, moved, *, has_numbers):
    """Note that what moved is the other's, whatever the source says; with numbers that went too, that what stayed is
    not. A word on a whole title where only one of them has credits, else on each credit.

    `target`: the other's key, or the row to be made; `moved`: keys of the credits that moved.
    """
    stayed = alterations.read(person.credits.all())
    rows = {key: alterations.held[key] for key in [*moved, *stayed]}
    of_moved, of_stayed = defaultdict(list), defaultdict(list)
    for key, row in rows.items():
        (of_moved if key in moved else of_stayed)[row["title_id"]].append(row)
    others = set()
    if other:
        others = {row["title_id"] for key, row in alterations.held.items() if key[0] is Credit} & set(
            other.credits.order_by().values_list("title", flat=True)
        )
    _say(alterations, of_moved, person.pk, target, set(of_stayed))
    if has_numbers:
        _say(alterations, of_stayed, target, person.pk, set(of_moved) | others)


def _say(alterations, credits, whose, instead, titles_of_both):
    """Corrections of credits ({title: rows}) that a source gives to `whose`; one that says the contrary goes."""
    held, contrary = (_held(alterations, credits, person) for person in (whose, instead))
    for title, rows in credits.items():
        for row in rows if title in titles_of_both else [_EVERY]:
            words = {name: row[name] for name in _EVERY}
            against = contrary.get((title, *words.values()))
            if against and alterations.wanted[against] and alterations.wanted[against]["instead_id"] == whose:
                alterations.delete(against)
            same = held.get((title, *words.values()))
            if same:
                alterations.put(same, instead_id=instead)
            else:
                alterations.make(CreditCorrection, title_id=title, person_id=whose, instead_id=instead, **words)


def _held(alterations, titles, person):
    """{(title, department, job, character): key} of what was said before of a person who is there."""
    if not isinstance(person, int):
        return {}
    keys = alterations.read(CreditCorrection.objects.filter(title__in=titles, person=person))
    rows = [(key, alterations.held[key]) for key in keys]
    return {(row["title_id"], *(row[name] for name in _EVERY)): key for key, row in rows}


class Corrections:
    """Of some titles: whose a credit is, that a source gives to somebody. One query."""

    def __init__(self, titles):
        fields = ("title_id", "person_id", "department", "job", "character", "instead_id")
        rows = CreditCorrection.objects.filter(title__in=titles).values_list(*fields)
        self._said = {tuple(key): instead for *key, instead in rows}

    def person_of(self, title, person, department, job, character):
        said = self._said
        if not said:
            return person
        every = said.get((title, person, "", "", ""), person)
        return said.get((title, person, department, job, character), every)
