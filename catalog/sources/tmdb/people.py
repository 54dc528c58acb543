"""/person/ID -> PersonRecord. PURE."""

from catalog.sources.records import BadRecord, PersonRecord
from catalog.sources.tmdb import limits, parts
from catalog.sources.tmdb.codes import DEPARTMENT_OF, GENDER_OF
from catalog.sources.tmdb.fields import clean, read, whole_number
from catalog.sources.tmdb.pictures import picture


def person(payload):
    """The answer to /person/ID, with any parts appended; BadRecord without an id or a name."""
    reader, number = read(payload, "person")
    name = reader.text("name", limits.PERSON_NAME)
    if not name:
        raise BadRecord(reader.place, "name", "it has none")
    fields = {"name": name, "external_ids": parts.external_ids(reader, "person", number, "name")}
    if reader.items("also_known_as") is not None:
        fields["also_known_as"] = _other_names(reader, name)
    if "gender" in reader:
        fields["gender"] = GENDER_OF.get(whole_number(reader.data["gender"]), "")
    if "known_for_department" in reader:
        fields["known_for_department"] = DEPARTMENT_OF.get(reader.text("known_for_department"), "")
    for field, key in (("born", "birthday"), ("died", "deathday")):
        if key in reader:
            fields[field] = reader.date(key)
    if "place_of_birth" in reader:
        fields["birthplace"] = reader.text("place_of_birth", limits.BIRTHPLACE)
    if "biography" in reader:
        fields["biography"] = reader.text("biography", lines=True)
    if "profile_path" in reader:
        fields["portrait"] = picture(reader, "profile_path", "portrait")
    translated = parts.translations(
        reader, fields, name=(("name", "primary_name"), limits.PERSON_NAME), biography=(("biography",), None)
    )
    if translated is not None:
        fields["translations"] = translated
    return PersonRecord(reader.place, **fields, known=frozenset(fields), notices=reader.notices)


def _other_names(reader, name):
    """Each once and not the name itself; too long ones are not names."""
    names = dict.fromkeys(clean(other) for other in reader.data["also_known_as"] if isinstance(other, str))
    return tuple(other for other in names if other and other != name and len(other) <= limits.PERSON_NAME)
