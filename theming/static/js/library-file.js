// The library's file, opened: its header and its sections. The format stands in catalog/library_index/__init__.py.
const MAGIC = 0x494c4353 // "SCLI", little-endian
const VERSION = 1
const NEWLINE = 10
const ESCAPE = 255
const ROOM = 60_000 // titles, that have as many sets at most: sixteen bits hold these and a delta's

export class LibraryFile {
  #buffer

  constructor(buffer) {
    const view = new DataView(buffer)
    if (buffer.byteLength < 12 || view.getUint32(0, true) !== MAGIC || view.getUint16(4, true) !== VERSION) {
      throw new TypeError("not a library, or of another version")
    }
    this.#buffer = buffer
    this.header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 12, view.getUint32(8, true))))
    this.titles = this.header.titles
  }

  // The bytes of a section; nothing of one that was left out.
  bytes(name) {
    const [start, length] = this.header.sections[name] ?? [0, 0]
    return new Uint8Array(this.#buffer, start, length)
  }

  // A section of numbers below 65,536: first all the low bytes, then all the high ones.
  planes(name) {
    const bytes = this.bytes(name)
    const numbers = new Uint16Array(bytes.length / 2)
    const many = numbers.length
    for (let row = 0; row < many; row += 1) numbers[row] = bytes[row] | (bytes[row + many] << 8)
    return numbers
  }

  // A number for each title: a byte, or 255 and more, which stands behind the bytes in three planes.
  ranked(name) {
    const bytes = this.bytes(name)
    const many = (bytes.length - this.titles) / 3
    const behind = bytes.subarray(this.titles)
    const numbers = many && this.titles > ROOM ? new Uint32Array(this.titles) : new Uint16Array(this.titles)
    let next = 0
    for (let row = 0; row < this.titles; row += 1) {
      numbers[row] = bytes[row] < ESCAPE ? bytes[row] : ESCAPE + (behind[next] | (behind[many + next] << 8) | (behind[2 * many + next++] << 16))
    }
    return numbers
  }

  // Of each title the language that its origin has, as the file numbers them; 0 for none.
  languages() {
    const ofOrigin = Uint16Array.from(this.header.origins, ([language]) => language)
    return new Uint16Array(this.ranked("origin")).map((origin) => ofOrigin[origin])
  }

  lines(name, many) {
    return new Lines(this.bytes(name), many)
  }
}

function afterLine(bytes, place) {
  while (place < bytes.length && bytes[place] !== NEWLINE) place += 1
  return place + 1
}

// Many short texts in one run of bytes, read by number.
export class Lines {
  static #decoder = new TextDecoder()

  constructor(bytes, many) {
    this.bytes = bytes
    this.starts = new Uint32Array(many + 1)
    for (let line = 1; line < many; line += 1) this.starts[line] = afterLine(bytes, this.starts[line - 1])
    this.starts[many] = bytes.length + 1
  }

  // With bytes of its own, so that the file is not kept for them.
  kept() {
    this.bytes = this.bytes.slice()
    return this
  }

  end(line) {
    return this.starts[line + 1] - 1
  }

  text(line) {
    return Lines.#decoder.decode(this.bytes.subarray(this.starts[line], this.end(line)))
  }
}
