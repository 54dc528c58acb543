"""Cast and crew -> credits in billing order: creators, cast as billed, crew by department. PURE.

People are known by their TMDB number alone; a credit without one is left out.
"""

from catalog.sources.records import DEPARTMENTS, CreditRecord, ExternalIdRecord, ImageRecord, PersonRecord
from catalog.sources.tmdb import limits
from catalog.sources.tmdb.codes import DEPARTMENT_OF, GENDER_OF, LEADING_JOBS
from catalog.sources.tmdb.fields import quoted, whole_number
from catalog.sources.tmdb.pictures import IMAGE_PATH

_DEPARTMENT_RANK = {department: rank for rank, department in enumerate(DEPARTMENTS)}
_JOB_RANK = {job: rank for rank, job in enumerate(LEADING_JOBS)}
_LAST = float("inf")


def credits_of_title(reader):
    """The credits of a movie or show, or None where the payload does not hold both cast and crew."""
    part = "aggregate_credits" if reader.data.get("aggregate_credits") else "credits"
    lists = reader.part(part)
    if lists is None:
        return None
    if not isinstance(lists.data.get("cast"), list) or not isinstance(lists.data.get("crew"), list):
        reader.note(part, "no lists of cast and crew; left as they were")
        return None
    creators = (_credit(item, "creator", "Creator", None) for item in reader.objects("created_by"))
    return in_billing_order([*creators, *_cast(lists, "cast", "Actor"), *_crew(lists)], lists)


def credits_of_episode(reader):
    """The crew and the guests of one episode, or None where the payload does not hold both."""
    if not isinstance(reader.data.get("crew"), list) or not isinstance(reader.data.get("guest_stars"), list):
        return None
    return in_billing_order([*_cast(reader, "guest_stars", "Guest Star"), *_crew(reader)], reader)


def in_billing_order(found, reader):
    """Cast as it came, then by department and leading job, else as listed.

    `found` are pairs of a credit (or None) and TMDB's number of it. A role given twice stands once; counts of episodes
    add up where TMDB means two engagements by it.
    """
    kept, numbers = {}, set()
    for credit, number in found:
        if credit is None:
            continue
        first = kept.setdefault((credit.person.external_ids, credit.department, credit.job, credit.character), credit)
        if first is not credit:
            if credit.episode_count is None:
                what = quoted(credit.character or credit.job)
                reader.note(credit.department, f"{credit.person.name} is listed twice as {what}; kept once")
            elif number not in numbers:
                first.episode_count = (first.episode_count or 0) + credit.episode_count
        numbers.add(number)
    return tuple(sorted(kept.values(), key=_rank))


def _rank(credit):
    return _DEPARTMENT_RANK[credit.department], 0 if credit.department == "acting" else _JOB_RANK.get(credit.job, _LAST)


def _cast(reader, key, job):
    """Cast by `order`, then as listed; where it is aggregated over episodes, one credit a role."""
    for item in sorted(reader.objects(key), key=_billing):
        for role in _parts_of(item, "roles"):
            yield _credit(item, "acting", job, role)


def _billing(item):
    order = item.number("order", smallest=0, largest=10**6)
    return _LAST if order is None else order


def _crew(reader):
    for item in reader.objects("crew"):
        named = item.text("department")
        department = DEPARTMENT_OF.get(named)
        if department is None:
            department = "crew"
            item.note("department", f"{quoted(named)} is not a department that we know; kept under crew")
        for role in _parts_of(item, "jobs"):
            job = role.text("job", limits.JOB)
            if job:
                yield _credit(item, department, job, role)
            else:
                role.note("job", "no job; left out")


def _parts_of(item, key):
    return item.objects(key) if isinstance(item.data.get(key), list) else [item]


def _credit(item, department, job, role):
    """A pair of the credit and TMDB's number of it."""
    who = mention(item)
    if who is None or role is None:
        return who and CreditRecord(who, department, job), None
    character = role.text("character", limits.CHARACTER) if department == "acting" else ""
    credit = CreditRecord(who, department, job, character, episode_count=role.number("episode_count"))
    return credit, role.text("credit_id")


def mention(item):
    """The person whom a credit names, knowing no more than it says; None, with a notice, without a number or a name."""
    number, name = item.identifier(), item.text("name", limits.PERSON_NAME)
    if not number or not name:
        item.note("name" if number else "id", f"the person credited ({quoted(name or number)}) has none; left out")
        return None
    fields = {"name": name}
    gender = GENDER_OF.get(whole_number(item.data.get("gender")))
    if gender:
        fields["gender"] = gender
    department = DEPARTMENT_OF.get(item.text("known_for_department"))
    if department:
        fields["known_for_department"] = department
    portrait = item.data.get("profile_path")
    if isinstance(portrait, str) and IMAGE_PATH.fullmatch(portrait):
        fields["portrait"] = ImageRecord("portrait", portrait)
    ids = (ExternalIdRecord("tmdb", "person", number),)
    return PersonRecord(f"person {number}", external_ids=ids, known=frozenset(fields), **fields)
