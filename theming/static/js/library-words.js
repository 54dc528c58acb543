// What is typed, folded as the server folds names (streamcms/publishing/search_texts.py), and how words compare.
const LONGEST_QUERY = 200 // characters
const MOST_WORDS = 8
const LONGEST_SIGNS = 60
const SHORTEST_INSIDE = 3
const SHORTEST_MISSPELLED = 5
export const SHORTEST_MEANT = 4
const UNSPACED = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\u{20000}-\u{3ffff}]/u
const LETTERS = { ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ة: "ه", ى: "ي", ـ: "" }
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu")
const WHITE = /(?:(?!\ufeff)[\s\x1c-\x1f\x85])+/gu

const length = (word) => (/[\ud800-\udbff]/.test(word) ? [...word].length : word.length)
export const isUnspaced = (word) => UNSPACED.test(word)
export const isMisspellable = (word) => length(word) >= SHORTEST_MISSPELLED && !isUnspaced(word)
export const isFoundInside = (word) => length(word) >= SHORTEST_INSIDE || isUnspaced(word)

// Python's str.casefold: letters that differ in case alone become the same. By way of upper case, for ß, ſ and ligatures;
// not the dotless ı, which has no upper case of its own, and of Cherokee the upper case is kept.
function caseFolded(text) {
  return text
    .replace(/[^\u0131\u13a0-\u13fd\uab70-\uabbf]/gu, (letter) => letter.toUpperCase().toLowerCase())
    .replace(/[\u13f8-\u13fd\uab70-\uabbf]/g, (letter) => letter.toUpperCase())
    .replaceAll("ß", "ss")
    .replaceAll("ς", "σ")
}

// A mark with a combining class, which moves behind one of class 240; one without stays in front of it.
const isCombining = (mark) => mark === "\u0345" || `\u0345${mark}`.normalize("NFD")[0] !== "\u0345"

export function fold(text) {
  const folded = caseFolded(text)
  const words = folded
    .normalize("NFKD")
    .replace(/\p{M}/gu, (mark) => (isCombining(mark) ? "" : mark))
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(LETTER, (letter) => LETTERS[letter])
  return words || [...folded.replace(WHITE, "")].slice(0, LONGEST_SIGNS).join("")
}

// The words of a query; none of one that says nothing.
export function wordsOf(text) {
  const read = text.length > LONGEST_QUERY ? [...text].slice(0, LONGEST_QUERY).join("") : text
  return fold(read).split(" ").filter(Boolean).slice(0, MOST_WORDS)
}

// Whether at most one letter inserted, deleted, changed or swapped with its neighbour makes one sequence the other
// (optimal string alignment). Each is an indexable of letters, read from `start` to `end`.
export function isWithinOneEdit(one, start, end, other, otherStart, otherEnd) {
  const longer = end - start - (otherEnd - otherStart)
  if (longer > 1 || longer < -1) return false
  while (start < end && otherStart < otherEnd && one[start] === other[otherStart]) { start += 1; otherStart += 1 }
  while (end > start && otherEnd > otherStart && one[end - 1] === other[otherEnd - 1]) { end -= 1; otherEnd -= 1 }
  const left = end - start
  const otherLeft = otherEnd - otherStart
  if (left <= 1 && otherLeft <= 1) return true
  return left === 2 && otherLeft === 2 && one[start] === other[otherStart + 1] && one[start + 1] === other[otherStart]
}
