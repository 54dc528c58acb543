// Names and folded forms as the library's file shortens them, written out again (catalog/library_index/spelling.py).
import { Lines } from "./library-file.js";

const ARTICLE = new TextEncoder().encode("The ")
const BEGINS_WITH_ARTICLE = 128
const HAS_FORMS = 16
const NEWLINE = 10
const PLAIN = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/
const DERIVABLE = /^[ -~]*[A-Za-z0-9][ -~]*$/

// The names of all rows: each with what it has in common with the one before, and its article.
export function readNames(file, flags) {
  const rests = file.lines("names", file.titles)
  const shared = file.bytes("shared")
  const out = new Uint8Array(lengthOfNames(rests, shared, flags))
  let end = 0
  let before = 0 // where the name before begins in `out`, less its article
  for (let row = 0; row < file.titles; row += 1) {
    if (flags[row] & BEGINS_WITH_ARTICLE) {
      out.set(ARTICLE, end)
      end += ARTICLE.length
    }
    const start = end
    for (let place = before; place < before + shared[row]; place += 1) out[end++] = out[place]
    for (let place = rests.starts[row]; place < rests.end(row); place += 1) out[end++] = rests.bytes[place]
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

// The folded forms of the rows that have more or other than their name, `many` of them, tabs between the forms.
export function readForms(file, flags, names, many) {
  const decoder = new TextDecoder()
  const shown = decoder.decode(names.bytes).split("\n")
  const written = decoder.decode(file.bytes("folded")).split("\n")
  const lines = new Array(many)
  let line = 0
  flags.forEach((flag, row) => {
    if (flag & HAS_FORMS) lines[line] = formsOf(shown[row], written[line++])
  })
  return new Lines(new TextEncoder().encode(lines.join("\n")), many)
}

function formsOf(name, line) {
  if (line.startsWith("\t")) return line.slice(1)
  if (PLAIN.test(name)) return `${name.toLowerCase()}\t${line}` // nearly all, and quicker
  return [...derivedForms(name), line].filter(Boolean).join("\t")
}

// What follows from a name of printable ASCII.
export function derivedForms(name) {
  if (!DERIVABLE.test(name)) return []
  const lower = name.toLowerCase()
  const spellings = [lower, lower.replace(/['`]/g, " "), lower.replace(/[&+]/g, " and ")]
  return [...new Set(spellings.map((spelling) => spelling.replaceAll("'", "").replace(/[^a-z0-9]+/g, " ").trim()))]
}
