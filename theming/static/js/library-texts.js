// What is known in words of the rows of one file: names, folded forms, slugs, pictures. Read only for the rows asked for.
import { crc32, extendCrc } from "./library-crc.js";
import { isPlain, readNames, writeForms } from "./library-spelling.js";

const HAS_POSTER = 8
const FOLDED_IS_WRITTEN = 16
const SLUG = 96
const SLUG_WITH_YEAR = 32
const SLUG_IS_WRITTEN = 64
const SPACE = 32
const TAB = 9
const HYPHEN = 45
const BLOCK = 256 // rows
const decoder = new TextDecoder()

// How many rows before one have certain flags, from a count for each block of rows.
class Places {
  #flags
  #mask
  #value
  #before

  constructor(flags, mask, value) {
    this.many = 0
    this.#flags = flags
    this.#mask = mask
    this.#value = value
    this.#before = new Uint32Array(Math.ceil(flags.length / BLOCK) + 1)
    for (let row = 0; row < flags.length; row += 1) {
      if (row % BLOCK === 0) this.#before[row / BLOCK] = this.many
      if ((flags[row] & mask) === value) this.many += 1
    }
  }

  has(row) {
    return (this.#flags[row] & this.#mask) === this.#value
  }

  of(row) {
    let place = this.#before[Math.floor(row / BLOCK)]
    for (let each = row - (row % BLOCK); each < row; each += 1) if (this.has(each)) place += 1
    return place
  }
}

export class LibraryTexts {
  #ladder
  #year
  #names
  #folded
  #lines
  #slugs
  #written
  #ownSlugs
  #pictured
  #forms = new Uint8Array(4096)

  constructor(file, { flags, year }) {
    this.#ladder = file.header.poster_ladder
    this.#year = year
    this.flags = flags
    this.#written = new Places(flags, FOLDED_IS_WRITTEN, FOLDED_IS_WRITTEN)
    this.#ownSlugs = new Places(flags, SLUG, SLUG_IS_WRITTEN)
    this.#pictured = new Places(flags, HAS_POSTER, HAS_POSTER)
    this.#names = readNames(file, flags)
    this.#folded = file.lines("folded", this.#written.many).kept()
    this.#lines = this.#linesByRow(file.languages())
    this.#slugs = file.lines("slugs", this.#ownSlugs.many).kept()
    this.posterKeys = file.bytes("poster").slice()
    this.posterWidths = file.planes("poster_width")
  }

  name(row) {
    return this.#names.text(row)
  }

  slug(row) {
    if (this.#ownSlugs.has(row)) return this.#slugs.text(this.#ownSlugs.of(row))
    const stem = this.#firstForm(row).replaceAll(" ", "-")
    return (this.flags[row] & SLUG) === SLUG_WITH_YEAR ? `${stem}-${this.#year[row]}` : stem
  }

  #firstForm(row) {
    if (!this.#written.has(row)) return this.name(row).toLowerCase()
    const line = this.#folded.text(this.#lines[this.#written.of(row)])
    if (line.startsWith("\t")) return line.split("\t", 2)[1]
    const length = this.#writeForms(this.#names.starts[row], this.#names.end(row))
    return (length ? decoder.decode(this.#forms.subarray(0, length)) : line).split("\t", 1)[0]
  }

  // The lines of folded forms stand by language: which is whose, of the rows that have one.
  #linesByRow(language) {
    const next = new Uint32Array(language.reduce((most, each) => Math.max(most, each), 0) + 2)
    const eachWritten = (callback) => {
      let place = 0
      for (let row = 0; row < this.flags.length; row += 1) if (this.#written.has(row)) callback(language[row], place++)
    }
    eachWritten((each) => { next[each + 1] += 1 })
    for (let each = 1; each < next.length; each += 1) next[each] += next[each - 1]
    const lines = new Uint32Array(this.#written.many)
    eachWritten((each, place) => { lines[place] = next[each]++ })
    return lines
  }

  // The image's key and the widths of its renditions; null without one.
  poster(row) {
    if (!this.#pictured.has(row)) return null
    const place = this.#pictured.of(row)
    const bytes = this.posterKeys.subarray(place * 6, place * 6 + 6)
    const key = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
    const own = this.posterWidths[place]
    return { key, widths: own ? [...this.#ladder.filter((width) => width < own), own] : this.#ladder }
  }

  // Calls back for every row, once or twice, with the bytes, start and end of folded forms, between which there are tabs;
  // the first form first. The bytes may have upper case where `isName`.
  eachFolded(callback, from = 0, to = this.flags.length) {
    const [names, folded, lines] = [this.#names, this.#folded, this.#lines]
    const [starts, bytes] = [names.starts, names.bytes]
    let written = this.#written.of(from)
    for (let row = from; row < to; row += 1) {
      const start = starts[row]
      const end = starts[row + 1] - 1
      if (!(this.flags[row] & FOLDED_IS_WRITTEN)) { callback(row, bytes, start, end, true); continue }
      const line = lines[written++]
      const rest = folded.starts[line]
      const restEnd = folded.end(line)
      const hasAll = rest < restEnd && folded.bytes[rest] === TAB
      if (!hasAll && isPlain(bytes, start, end)) callback(row, bytes, start, end, true)
      else if (!hasAll) {
        const length = this.#writeForms(start, end)
        if (length) callback(row, this.#forms, 0, length, false)
      }
      if (rest < restEnd) callback(row, folded.bytes, hasAll ? rest + 1 : rest, restEnd, false)
    }
  }

  // The forms that follow from a name, in #forms: their length.
  #writeForms(start, end) {
    if (16 * (end - start) > this.#forms.length) this.#forms = new Uint8Array(32 * (end - start))
    return writeForms(this.#names.bytes, start, end, this.#forms)
  }

  // Writes the checksum of each row's slug into `hashes`, from `offset` on.
  hashSlugs(hashes, offset) {
    let own = 0
    let last = -1
    this.eachFolded((row, bytes, start, end, isName) => {
      if (row === last) return
      last = row
      if (this.#ownSlugs.has(row)) {
        hashes[offset + row] = crc32(this.#slugs.bytes, this.#slugs.starts[own], this.#slugs.end(own))
        own += 1
      } else hashes[offset + row] = this.#crcOfSlug(row, bytes, start, end, isName)
    })
  }

  #crcOfSlug(row, bytes, start, end, isName) {
    let crc = 0xffffffff
    for (let place = start; place < end && bytes[place] !== TAB; place += 1) {
      const byte = bytes[place]
      crc = extendCrc(crc, byte === SPACE ? HYPHEN : isName && byte < 91 && byte > 64 ? byte | SPACE : byte)
    }
    if ((this.flags[row] & SLUG) === SLUG_WITH_YEAR) {
      for (const character of `-${this.#year[row]}`) crc = extendCrc(crc, character.charCodeAt(0))
    }
    return ~crc
  }
}
