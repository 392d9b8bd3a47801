/** A whole message of text, in one frame: FIN and the opcode of text (RFC 6455, 5.2). */
const FIN_TEXT = 0x81
/** Lengths that the first byte of length can say itself, and what it says where two or eight bytes follow. */
const SHORT_MAX = 125
const TWO_BYTES = 126
const TWO_BYTES_MAX = 0xffff
const EIGHT_BYTES = 127

/** A message of text as a server sends it over a WebSocket: one frame, unmasked, header and text in one piece. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const header = length <= SHORT_MAX ? 2 : length <= TWO_BYTES_MAX ? 4 : 10
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = FIN_TEXT
  if (header === 2) frame[1] = length
  else if (header === 4) {
    frame[1] = TWO_BYTES
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = EIGHT_BYTES
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, header)
  return frame
}
