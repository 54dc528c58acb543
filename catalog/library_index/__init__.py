"""PURE. The library as one compact columnar file, which the browser filters, and the server too.

columns.py holds it in memory, building.py makes it of titles, packing.py writes and reads the file, spelling.py
shortens names and folded forms, names.py searches them, answers.py filters, sorts and counts.

The file, version 1 (numbers are little-endian). n is the number of titles, m of those with a poster; rows are in order
of (sort key, slug).

    bytes 0-3   "SCLI"
    bytes 4-5   u16, the version: a reader refuses one that it does not know
    bytes 8-11  u32, the length of the header
    bytes 12-   the header, JSON in UTF-8; then the sections, each at a multiple of eight bytes

The header: `titles`, n; `genres`, slugs in the order that cards name them; `languages` and `countries`, codes;
`genre_sets`, lists of places among the genres, to one of which each title points; `origins`, pairs of a language (0
none, else its place + 1) and a list of places among the countries, likewise; `poster_ladder`, widths of renditions in
pixels; `sections`, name -> [offset from the start of the file, length], both in bytes.
A delta's header adds `base`, the name of the file that it changes, `replaced`, rows of the base that do not count any
more, ascending, and `places`, for each of its own rows the row of the base before which it sorts (n of the base: the
end). An answer's header adds `answer` (answers.py); its rows are in the answer's order.

Sections. "u16" is two planes, n low bytes and then n high bytes, which compresses better than pairs. "ranked" is n
bytes, of which 255 stands for 255 and a further number; those follow, in three planes, the lowest first.

    flags         u8   bit 0: a show; bits 1-2: precision of the date, 0 none, 1 year, 2 month, 3 day; bit 3: has a
                       poster; bit 4: has a line in `folded`; bits 5-6: its slug is 0 the stem, 1 the stem and the year,
                       2 written out; bit 7: its name begins with "The ", which is left out
    year          u16  of the first day that the release date can mean; 0: no date
    month, day_of_month  u8  of that day; 0: no date
    ends          u8   a show's last year: 0 none, 1-254 so many years after the first, 255 still running
    genre_set, origin    ranked
    rating        u8   IMDb rating in tenths, 0 none
    metascore     u8   + 1, 0 none
    runtime       u16  minutes, 0 none
    tone          u8   one of 64, of the poster or of the card that stands for it
    focus         u8   cell of a 9 x 9 grid; left out when all are 40, the centre
    poster        m times six bytes: the key of the image
    poster_width  u16 for m titles: 0 when every width of the ladder exists, else the original's width, which is then
                  the widest rendition
    shared        u8   how many bytes a name begins with that the one before begins with too, and which are left out
    names         UTF-8, n lines: the rest of each name that is shown
    folded        UTF-8, a line for each title with bit 4, those of one language together in the order of its number,
                  then by row. Tabs part the folded forms of a title: those that do not follow from the name
                  (spelling.py, derived_forms), or all of them after a tab. Without bit 4 the one form is the name, of
                  ASCII letters, digits and spaces only, in lower case
    slugs         UTF-8, a line for each slug that is written out. The stem is the first form with hyphens for spaces

Columnar files with planes of bytes and sets by number are an old idea of column stores (Abadi, Madden and Ferreira,
"Integrating Compression and Execution in Column-Oriented Database Systems", SIGMOD 2006), front coding one of
dictionaries (Witten, Moffat and Bell, "Managing Gigabytes", 1999); general compression (brotli) does the rest.
"""

VERSION = 1
MAGIC = b"SCLI"
