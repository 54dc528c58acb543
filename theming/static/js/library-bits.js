// Sets of rows as bits, 32 to a word of a Uint32Array.

export const emptySet = (rows) => new Uint32Array((rows + 31) >>> 5)

export function fullSet(rows) {
  const bits = emptySet(rows).fill(0xffffffff)
  if (rows & 31) bits[bits.length - 1] = 2 ** (rows & 31) - 1
  return bits
}

// Room for so many rows: half of it where their numbers are small.
export const rowsArray = (length, titles) => new (titles > 2 ** 16 ? Uint32Array : Uint16Array)(length)

export const add = (bits, row) => { bits[row >>> 5] |= 1 << (row & 31) }
export const has = (bits, row) => (bits[row >>> 5] >>> (row & 31)) & 1

// The rows that every one of these sets has; a new set.
export function intersection(first, ...others) {
  const left = first.slice()
  for (const other of others) for (let word = 0; word < left.length; word += 1) left[word] &= other[word]
  return left
}

export function union(first, ...others) {
  const all = first.slice()
  for (const other of others) for (let word = 0; word < all.length; word += 1) all[word] |= other[word]
  return all
}

export function difference(bits, without) {
  const left = new Uint32Array(bits.length)
  for (let word = 0; word < left.length; word += 1) left[word] = bits[word] & ~without[word]
  return left
}

// Bits of one word, counted in parallel (H. Warren, Hacker's Delight, 5-1).
function ones(word) {
  word -= (word >>> 1) & 0x55555555
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

export function size(bits) {
  let count = 0
  for (let word = 0; word < bits.length; word += 1) count += ones(bits[word])
  return count
}

export function sizeOfBoth(bits, others) {
  let count = 0
  for (let word = 0; word < bits.length; word += 1) count += ones(bits[word] & others[word])
  return count
}

export function meets(bits, others) {
  for (let word = 0; word < bits.length; word += 1) if (bits[word] & others[word]) return true
  return false
}

// Writes the rows of a set, ascending, into `rows`; returns how many.
export function list(bits, rows) {
  let count = 0
  for (let word = 0; word < bits.length; word += 1) {
    for (let left = bits[word]; left; left &= left - 1) rows[count++] = (word << 5) + 31 - Math.clz32(left & -left)
  }
  return count
}

// The rows whose value in a column lies between two bounds; 0 is no value.
export function within(column, low, high) {
  const bits = emptySet(column.length)
  for (let word = 0; word < bits.length; word += 1) bits[word] = wordWithin(column, word << 5, Math.max(low, 1), high)
  return bits
}

function wordWithin(column, first, low, high) {
  const end = Math.min(32, column.length - first)
  let word = 0
  for (let bit = 0; bit < end; bit += 1) {
    const value = column[first + bit]
    if (value >= low && value <= high) word |= 1 << bit
  }
  return word
}
