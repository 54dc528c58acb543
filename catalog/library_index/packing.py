"""PURE. The library's file: written from an index and read into one. The format stands in the package's docstring."""

import json

import numpy as np

from catalog.library_index import MAGIC, VERSION
from catalog.library_index.columns import LibraryIndex, Vocabulary
from catalog.library_index.lines import Lines
from catalog.library_index.spelling import decoded, front_coded, read_forms, written_forms

_BYTES = ("ends", "rating", "metascore", "tone")
_PLANES = ("year", "runtime")
_ESCAPE = 255  # in a ranked column: the number stands behind the bytes
_HAS_LINE = 16
_CENTRE = 40
_STEM, _STEM_AND_YEAR, _WRITTEN_OUT = range(3)
_ALIGNED = 8


class UnknownFormat(ValueError):
    """The bytes are no library, or one of a version that this code does not read."""


def pack(index, **further):
    """The bytes of an index whose rows all count and stand in its order. `further`: more for the header."""
    number = index.numbers
    words, genre_ranks, origin_ranks = _ranked_words(index)
    folded, slugs, bits = _exceptions(index)
    articles, shared, rests = front_coded(_encoded(index.texts["names"]))
    flags = number["is_show"] | number["precision"] << 1 | number["has_poster"] << 3 | bits
    flags = flags | np.array(articles, np.uint8) << 7
    pictured = number["has_poster"].astype(bool)
    month, day_of_month = _months(number["year"], number["day"])
    sections = {"flags": flags.astype(np.uint8).tobytes()}
    sections |= {name: number[name].tobytes() for name in _BYTES}
    sections |= {name: _planes(number[name]) for name in _PLANES}
    sections |= {"month": month.tobytes(), "day_of_month": day_of_month.tobytes()}
    sections |= {"genre_set": _ranked(genre_ranks), "origin": _ranked(origin_ranks)}
    if (number["focus"] != _CENTRE).any():
        sections["focus"] = number["focus"].tobytes()
    sections |= {
        "poster": number["poster"][pictured].tobytes(),
        "poster_width": _planes(number["poster_width"][pictured]),
        "shared": shared,
        "names": b"\n".join(rests),
        "folded": "\n".join(folded).encode(),
        "slugs": "\n".join(slugs).encode(),
    }
    return _file({"titles": len(index)} | words | {"poster_ladder": index.poster_ladder} | further, sections)


def _ranked_words(index):
    """What of the header names genres, languages and countries, and each title's ranks in it: commonest sets first."""
    words, number = index.vocabulary, index.numbers
    origins = number["country_set"].astype(np.int64) * (len(words.languages) + 1) + number["language"]
    genre_sets, genre_ranks = _by_rank(number["genre_set"])
    origins, origin_ranks = _by_rank(origins)
    said = {
        "genres": words.genres,
        "languages": words.languages,
        "countries": words.countries,
        "genre_sets": [words.genre_sets[one] for one in genre_sets],
        "origins": [
            (language, words.country_sets[one])
            for one, language in (divmod(origin, len(words.languages) + 1) for origin in origins)
        ],
    }
    return said, genre_ranks, origin_ranks


def _by_rank(column):
    """(its values, how the rows number them): the commonest, which a byte can say, by how common they are; then the
    rest in their own order, which takes less room to list."""
    values, rows, many = np.unique(column, return_inverse=True, return_counts=True)
    common = np.argsort(-many, kind="stable")[:_ESCAPE]
    order = np.concatenate((common, np.setdiff1d(np.arange(len(values)), common)))
    ranks = np.empty(len(values), np.int64)
    ranks[order] = np.arange(len(values))
    return values[order].tolist(), ranks[rows]


def _ranked(ranks):
    rest = ranks[ranks >= _ESCAPE] - _ESCAPE
    planes = [rest >> shift & 255 for shift in (0, 8, 16)]
    behind = b"".join(plane.astype(np.uint8).tobytes() for plane in planes)
    return np.minimum(ranks, _ESCAPE).astype(np.uint8).tobytes() + behind


def _months(years, days):
    """(month, day of the month) of days of years; 0 for none."""
    first = (years.astype(np.int64) - 1970).astype("M8[Y]").astype("M8[D]")
    dates = first + np.maximum(days.astype(np.int64) - 1, 0)
    months = dates.astype("M8[M]")
    month = months.astype(np.int64) % 12 + 1
    day_of_month = (dates - months.astype("M8[D]")).astype(np.int64) + 1
    return tuple(np.where(days > 0, column, 0).astype(np.uint8) for column in (month, day_of_month))


def _file(header, sections):
    """Offsets stand in the header, whose length they depend on: they are written in a fixed width."""
    blank = {name: [0, len(data)] for name, data in sections.items()}
    room = len(_as_json(header | {"sections": blank})) + 12 * len(sections)
    start = _aligned(12 + room)
    places, end = {}, start
    for name, data in sections.items():
        places[name] = [end, len(data)]
        end = _aligned(end + len(data))
    text = _as_json(header | {"sections": places})
    out = bytearray(end)
    out[:12] = MAGIC + VERSION.to_bytes(2, "little") + b"\0\0" + len(text).to_bytes(4, "little")
    out[12 : 12 + len(text)] = text
    for name, data in sections.items():
        out[places[name][0] : places[name][0] + len(data)] = data
    return bytes(out)


def _as_json(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def _aligned(offset):
    return -(-offset // _ALIGNED) * _ALIGNED


def _planes(column):
    return (column & 255).astype(np.uint8).tobytes() + (column >> 8).astype(np.uint8).tobytes()


def _exceptions(index):
    """Folded forms and slugs that do not follow from the name, and the bits of `flags` that say of which titles."""
    folded, slugs, bits = [], [], np.zeros(len(index), np.uint8)
    years = index.numbers["year"].tolist()
    lines = zip(*(index.texts[name].texts() for name in ("names", "folded", "slugs")), strict=True)
    for row, (name, text, slug) in enumerate(lines):
        forms = text.strip(" ").split(" \n ")
        if (line := written_forms(name, forms)) is not None:
            folded.append(line)
            bits[row] |= _HAS_LINE
        stem = forms[0].replace(" ", "-")
        if slug == stem:
            continue
        if slug == f"{stem}-{years[row]}":
            bits[row] |= _STEM_AND_YEAR << 5
        else:
            bits[row] |= _WRITTEN_OUT << 5
            slugs.append(slug)
    by_language = np.argsort(index.numbers["language"][bits & _HAS_LINE > 0], kind="stable")
    return [folded[place] for place in by_language.tolist()], slugs, bits


def _encoded(lines):
    ends = (lines.starts[1:] - 1).tolist()
    return (lines.blob[start:end] for start, end in zip(lines.starts[:-1].tolist(), ends, strict=True))


def read_header(data):
    """The header of a file. Raises UnknownFormat."""
    if data[:4] != MAGIC or int.from_bytes(data[4:6], "little") != VERSION:
        raise UnknownFormat("not a library, or of another version")
    return json.loads(data[12 : 12 + int.from_bytes(data[8:12], "little")])


def unpack(data):
    """The index of a file; all its rows count. Raises UnknownFormat."""
    header = read_header(data)
    n = header["titles"]

    def section(name):
        start, length = header["sections"][name]
        return data[start : start + length]

    def numbers(name, many=n):
        return np.frombuffer(section(name), np.uint8, many)

    def planes(name, many=n):
        low, high = np.frombuffer(section(name), np.uint8, 2 * many).reshape(2, many).astype(np.uint16)
        return low | high << 8

    flags = numbers("flags")
    pictured = flags & 8 > 0
    m = int(pictured.sum())
    columns = {"is_show": flags & 1, "precision": flags >> 1 & 3, "has_poster": flags >> 3 & 1}
    columns |= {name: numbers(name) for name in _BYTES} | {name: planes(name) for name in _PLANES}
    columns["day"] = _days_of_years(columns["year"], numbers("month"), numbers("day_of_month"))
    columns["genre_set"] = _unranked(section("genre_set"), n).astype(np.uint32)
    columns["country_set"] = _unranked(section("origin"), n).astype(np.uint32)
    languages = np.array([language for language, _ in header["origins"]], np.uint16)
    columns["language"] = languages[columns["country_set"]] if n else np.zeros(0, np.uint16)
    columns["focus"] = numbers("focus") if "focus" in header["sections"] else np.full(n, _CENTRE, np.uint8)
    columns["poster"], columns["poster_width"] = np.zeros(n, "V6"), np.zeros(n, np.uint16)
    columns["poster"][pictured] = np.frombuffer(section("poster"), "V6", m)
    columns["poster_width"][pictured] = planes("poster_width", m)
    words = {name: header[name] for name in ("genres", "languages", "countries")}
    sets = {"genre_sets": [tuple(one) for one in header["genre_sets"]]}
    sets["country_sets"] = [tuple(countries) for _, countries in header["origins"]]
    names = section("names").split(b"\n") if n else []
    names = [name.decode() for name in decoded((flags >> 7).tolist(), section("shared"), names)]
    written = _in_row_order(section("folded").decode().split("\n"), flags & _HAS_LINE > 0, columns["language"])
    texts = _texts(names, flags, columns["year"], written, section("slugs").decode())
    order = np.arange(n, dtype=np.int32)
    return LibraryIndex(Vocabulary(**words, **sets), columns, texts, order, tuple(header["poster_ladder"]))


def _unranked(data, n):
    """The ranks of a ranked column."""
    ranks = np.frombuffer(data, np.uint8, n).astype(np.int64)
    behind = np.frombuffer(data, np.uint8, offset=n).reshape(3, -1).astype(np.int64)
    ranks[ranks == _ESCAPE] += behind[0] | behind[1] << 8 | behind[2] << 16
    return ranks


def _days_of_years(years, months, days):
    first = (years.astype(np.int64) - 1970).astype("M8[Y]")
    dates = (first.astype("M8[M]") + np.maximum(months.astype(np.int64) - 1, 0)).astype("M8[D]") + days.astype(np.int64)
    return np.where(days > 0, (dates - first.astype("M8[D]")).astype(np.int64), 0).astype(np.uint16)


def _in_row_order(lines, has_line, languages):
    """Lines that stand by language, in the order of their rows."""
    order = np.argsort(languages[has_line], kind="stable")
    return [lines[place] for place in np.argsort(order, kind="stable").tolist()]


def _texts(names, flags, years, written, slugs):
    written, own_slugs = iter(written), iter(slugs.split("\n"))
    texts, addresses = [], []
    for name, flag, year in zip(names, flags.tolist(), years.tolist(), strict=True):
        forms = read_forms(name, next(written) if flag & _HAS_LINE else None)
        texts.append(" " + " \n ".join(forms) + " " if any(forms) else "")
        stem, code = forms[0].replace(" ", "-") if forms else "", flag >> 5 & 3
        addresses.append(stem if code == _STEM else f"{stem}-{year}" if code == _STEM_AND_YEAR else next(own_slugs))
    return {"names": Lines.of(names), "folded": Lines.of(texts), "slugs": Lines.of(addresses)}
