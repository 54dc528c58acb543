// Names and folded forms as the library's file shortens them, written out again (catalog/library_index/spelling.py).
import { Lines } from "./library-file.js";
import { copy } from "./library-word-counter.js";

const ARTICLE = new TextEncoder().encode("The ")
const BEGINS_WITH_ARTICLE = 128
const NEWLINE = 10
const SPACE = 32
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => (/[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? 1 : 0))
const READ_IN_TWO_WAYS = Uint8Array.from({ length: 256 }, (_, byte) => ("'`&+".includes(String.fromCharCode(byte)) ? 1 : 0))
const DERIVABLE = /^[ -~]*[A-Za-z0-9][ -~]*$/

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

// What follows from a name of printable ASCII.
export function derivedForms(name) {
  if (!DERIVABLE.test(name)) return []
  const lower = name.toLowerCase()
  const spellings = [lower, lower.replace(/['`]/g, " "), lower.replace(/[&+]/g, " and ")]
  return [...new Set(spellings.map((spelling) => spelling.replaceAll("'", "").replace(/[^a-z0-9]+/g, " ").trim()))]
}

// Writes the form that derivedForms finds where it finds one at most, and returns its length: 0 for none. -1 where a
// character can be read in two ways.
export function writeOnlyForm(bytes, start, end, out) {
  let length = 0
  for (let place = start; place < end; place += 1) {
    const byte = bytes[place]
    if (PLAIN[byte]) out[length++] = byte > 64 && byte < 91 ? byte | SPACE : byte
    else if (READ_IN_TWO_WAYS[byte]) return -1
    else if (byte < SPACE || byte > 126) return 0
    else if (length && out[length - 1] !== SPACE) out[length++] = SPACE
  }
  return length && out[length - 1] === SPACE ? length - 1 : length
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
