// The rows that count in each order that the library knows; sorted once each, by counting, ties by name.
const DIGIT = 12 // bits
const LAST = 2 ** DIGIT - 1
const MOST_RATING = 255
const MOST_DATE = 2 ** 23 - 1

export class LibraryOrders {
  #index
  #sorted = new Map()
  #scratch

  constructor(index) {
    this.#index = index
    this.#sorted.set("name", index.order)
  }

  // Every order is made in its turn; true when all are there.
  prepare() {
    const next = ["newest", "rating", "runtime", "shuffle"].find((sort) => !this.#sorted.has(sort))
    if (next) this.of(next)
    return !next
  }

  of(sort, seed = 0) {
    if (!this.#sorted.has(sort)) this.#sorted.set(sort, this.#make(sort))
    return sort === "shuffle" ? this.#from(seed, this.#sorted.get(sort)) : this.#sorted.get(sort)
  }

  #make(sort) {
    const { order, dates, rating, runtime } = this.#index
    if (sort === "newest") return byKey(order, complement(dates, MOST_DATE), 23)
    if (sort === "rating") return byKey(order, complement(rating, MOST_RATING), 8)
    if (sort === "runtime") return byKey(order, complement(runtime, -1, -1), 16) // less one: none becomes the longest
    return byKey(order, this.#index.hashes, 32)
  }

  // The ring of all rows, walked from the first whose number is not below the seed.
  #from(seed, rows) {
    const hashes = this.#index.hashes
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (hashes[rows[middle]] < seed) low = middle + 1
      else high = middle
    }
    this.#scratch ??= new rows.constructor(rows.length)
    this.#scratch.set(rows.subarray(low))
    this.#scratch.set(rows.subarray(0, low), rows.length - low)
    return this.#scratch
  }
}

// For each number of a column what is left of `most`, or (sign -1) the number and `most`.
function complement(column, most, sign = 1) {
  const keys = new column.constructor(column.length)
  for (let row = 0; row < keys.length; row += 1) keys[row] = most - sign * column[row]
  return keys
}

// Rows sorted by a number of so many bits: least significant digit first, each digit by counting.
function byKey(rows, keys, bits) {
  let sorted = rows
  for (let shift = 0; shift < bits; shift += DIGIT) sorted = byDigit(sorted, keys, shift)
  return sorted
}

function byDigit(rows, keys, shift) {
  const places = new Uint32Array(2 ** DIGIT + 1)
  for (let place = 0; place < rows.length; place += 1) places[((keys[rows[place]] >>> shift) & LAST) + 1] += 1
  for (let value = 0; value < LAST; value += 1) places[value + 1] += places[value]
  const sorted = new rows.constructor(rows.length)
  for (let place = 0; place < rows.length; place += 1) sorted[places[(keys[rows[place]] >>> shift) & LAST]++] = rows[place]
  return sorted
}
