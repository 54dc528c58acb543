"""PURE. The library's file: written from an index and read into one. The format stands in the package's docstring."""

import json

import numpy as np

from catalog.library_index import MAGIC, VERSION
from catalog.library_index.columns import LibraryIndex, Vocabulary
from catalog.library_index.lines import Lines
from catalog.library_index.spelling import decoded, front_coded, read_forms, written_forms

_BYTES = ("ends", "rating", "metascore", "tone")
_PLANES = ("year", "day", "genre_set", "country_set", "language", "runtime")
_CENTRE = 40
_STEM, _STEM_AND_YEAR, _WRITTEN_OUT = range(3)
_ALIGNED = 8


class UnknownFormat(ValueError):
    """The bytes are no library, or one of a version that this code does not read."""


def pack(index, **further):
    """The bytes of an index whose rows all count and stand in its order. `further`: more for the header."""
    number = index.numbers
    folded, slugs, bits = _exceptions(index)
    articles, shared, rests = front_coded(_encoded(index.texts["names"]))
    flags = number["is_show"] | number["precision"] << 1 | number["has_poster"] << 3 | bits
    flags = flags | np.array(articles, np.uint8) << 7
    pictured = number["has_poster"].astype(bool)
    sections = {"flags": flags.astype(np.uint8).tobytes()}
    sections |= {name: number[name].tobytes() for name in _BYTES}
    sections |= {name: _planes(number[name]) for name in _PLANES}
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
    return _file(_header(index) | further, sections)


def _header(index):
    words = index.vocabulary
    return {
        "titles": len(index),
        "genres": words.genres,
        "languages": words.languages,
        "countries": words.countries,
        "genre_sets": words.genre_sets,
        "country_sets": words.country_sets,
        "poster_ladder": index.poster_ladder,
    }


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
            bits[row] |= 16
        stem = forms[0].replace(" ", "-")
        if slug == stem:
            continue
        if slug == f"{stem}-{years[row]}":
            bits[row] |= _STEM_AND_YEAR << 5
        else:
            bits[row] |= _WRITTEN_OUT << 5
            slugs.append(slug)
    return folded, slugs, bits


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
    columns["focus"] = numbers("focus") if "focus" in header["sections"] else np.full(n, _CENTRE, np.uint8)
    columns["poster"], columns["poster_width"] = np.zeros(n, "V6"), np.zeros(n, np.uint16)
    columns["poster"][pictured] = np.frombuffer(section("poster"), "V6", m)
    columns["poster_width"][pictured] = planes("poster_width", m)
    words = {name: header[name] for name in ("genres", "languages", "countries")}
    sets = {name: [tuple(one) for one in header[name]] for name in ("genre_sets", "country_sets")}
    names = section("names").split(b"\n") if n else []
    names = [name.decode() for name in decoded((flags >> 7).tolist(), section("shared"), names)]
    texts = _texts(names, flags, columns["year"], *(section(name).decode() for name in ("folded", "slugs")))
    order = np.arange(n, dtype=np.int32)
    return LibraryIndex(Vocabulary(**words, **sets), columns, texts, order, tuple(header["poster_ladder"]))


def _texts(names, flags, years, folded, slugs):
    written, own_slugs = iter(folded.split("\n")), iter(slugs.split("\n"))
    texts, addresses = [], []
    for name, flag, year in zip(names, flags.tolist(), years.tolist(), strict=True):
        forms = read_forms(name, next(written) if flag & 16 else None)
        texts.append(" " + " \n ".join(forms) + " " if any(forms) else "")
        stem, code = forms[0].replace(" ", "-") if forms else "", flag >> 5 & 3
        addresses.append(stem if code == _STEM else f"{stem}-{year}" if code == _STEM_AND_YEAR else next(own_slugs))
    return {"names": Lines.of(names), "folded": Lines.of(texts), "slugs": Lines.of(addresses)}
