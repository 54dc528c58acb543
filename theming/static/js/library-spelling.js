// Names and folded forms as the library's file shortens them, written out again (catalog/library_index/spelling.py).
import { Lines } from "./library-file.js";
import { copy } from "./library-word-counter.js";

const ARTICLE = new TextEncoder().encode("The ")
const BEGINS_WITH_ARTICLE = 128
const NEWLINE = 10
const SPACE = 32
const TAB = 9
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => (/[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? 1 : 0))
const [APOSTROPHE, BACKTICK, AMPERSAND, PLUS] = [39, 96, 38, 43]
const AND = new TextEncoder().encode("and ")
// How a name that has one of these four is read: as it stands, with apostrophes between words, with "and" aloud.
const [AS_IT_STANDS, PARTED, ALOUD] = [0, 1, 2]

// The names of all rows: each with what it has in common with the one before, and its article.
export function readNames(file, flags) {
  const rests = file.lines("names", file.titles)
  const shared = file.bytes("shared")
  const out = new Uint8Array(lengthOfNames(rests, shared, flags))
  let end = 0
  let before = 0 // where the name before begins in `out`, less its article
  for (let row = 0; row < file.titles; row += 1) {
    const start = flags[row] & BEGINS_WITH_ARTICLE ? copy(ARTICLE, 0, ARTICLE.length, out, end) : end
    end = copy(out, before, before + shared[row], out, start)
    end = copy(rests.bytes, rests.starts[row], rests.end(row), out, end)
    out[end++] = NEWLINE
    before = start
  }
  return new Lines(out.subarray(0, Math.max(0, end - 1)), file.titles)
}

function lengthOfNames(rests, shared, flags) {
  let length = rests.bytes.length + flags.length + 1
  for (let row = 0; row < flags.length; row += 1) length += shared[row] + (flags[row] & BEGINS_WITH_ARTICLE ? ARTICLE.length : 0)
  return length
}

// Writes the folded forms that follow from a name of printable ASCII, with tabs between them, and returns where they
// end: 0 where none does. `out` has room for sixteen times the name.
export function writeForms(bytes, start, end, out) {
  let length = writeForm(bytes, start, end, out, 0, AS_IT_STANDS)
  if (!length || !hasReadings(bytes, start, end)) return length
  for (const reading of [PARTED, ALOUD]) {
    const to = writeForm(bytes, start, end, out, length + 1, reading)
    if (isAmong(out, length + 1, to)) continue
    out[length] = TAB
    length = to
  }
  return length
}

function hasReadings(bytes, start, end) {
  for (let place = start; place < end; place += 1) {
    const byte = bytes[place]
    if (byte === APOSTROPHE || byte === BACKTICK || byte === AMPERSAND || byte === PLUS) return true
  }
  return false
}

// One form from `at` on, letters in lower case and one space for all else; 0 where a name is no printable ASCII.
function writeForm(bytes, start, end, out, at, reading) {
  const begin = at
  for (let place = start; place < end; place += 1) {
    const byte = bytes[place]
    if (PLAIN[byte]) out[at++] = byte > 64 && byte < 91 ? byte | SPACE : byte
    else if (byte < SPACE || byte > 126) return 0
    else if (byte === APOSTROPHE && reading !== PARTED) continue
    else {
      const isAnd = reading === ALOUD && (byte === AMPERSAND || byte === PLUS)
      if (at > begin && out[at - 1] !== SPACE) out[at++] = SPACE
      if (isAnd) at = copy(AND, 0, AND.length, out, at)
    }
  }
  return at > begin && out[at - 1] === SPACE ? at - 1 : at
}

// Whether what stands from one place to another is one of the forms before it.
function isAmong(out, from, to) {
  for (let before = 0; before < from; before += 1) {
    let same = 0
    while (from + same < to && out[before + same] === out[from + same]) same += 1
    if (from + same === to && (out[before + same] === TAB || before + same === from - 1)) return true
    while (before < from - 1 && out[before] !== TAB) before += 1
  }
  return false
}

// Whether a name is letters and digits of ASCII with single spaces between them: its one derived form is its lower case.
export function isPlain(bytes, start, end) {
  let before = SPACE
  for (let place = start; place < end; place += 1) {
    const byte = bytes[place]
    if (!PLAIN[byte] && (byte !== SPACE || before === SPACE)) return false
    before = byte
  }
  return before !== SPACE
}
