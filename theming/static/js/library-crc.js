// The checksum that zlib calls crc32, of bytes (polynomial 0xEDB88320, a table of 256).
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit += 1) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1
  return byte
})

// One more byte; begins with 0xffffffff and is inverted at the end.
export const extendCrc = (crc, byte) => (crc >>> 8) ^ TABLE[(crc ^ byte) & 255]

export function crc32(bytes, start = 0, end = bytes.length) {
  let crc = 0xffffffff
  for (let place = start; place < end; place += 1) crc = extendCrc(crc, bytes[place])
  return ~crc >>> 0
}
