/** UTF-32 without byte order mark; `undefined` where it is not valid. */
export function decodeUtf32(body: Buffer, order: 'le' | 'be'): string | undefined {
  if (body.length % 4 !== 0) return undefined;
  const read = order === 'le' ? (at: number) => body.readUInt32LE(at) : (at: number) => body.readUInt32BE(at);
  const pieces: string[] = [];
  for (let start = 0; start < body.length; start += PIECE) {
    const codePoints: number[] = [];
    for (let at = start; at < Math.min(start + PIECE, body.length); at += 4) codePoints.push(read(at));
    if (!codePoints.every(isCharacter)) return undefined;
    pieces.push(String.fromCodePoint(...codePoints));
  }
  return pieces.join('');
}

/** @param text with no half of a surrogate pair that stands alone */
export function encodeUtf32(text: string, order: 'le' | 'be'): Buffer {
  const codePoints = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(codePoints.length * 4);
  for (const [index, codePoint] of codePoints.entries()) {
    if (order === 'le') bytes.writeUInt32LE(codePoint, index * 4);
    else bytes.writeUInt32BE(codePoint, index * 4);
  }
  return bytes;
}

/** Bytes; more characters than these do not fit into the arguments of one call. */
const PIECE = 4 * 4096;

function isCharacter(codePoint: number): boolean {
  return codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
}
