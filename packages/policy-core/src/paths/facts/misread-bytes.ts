/** Bytes 0x80 to 0x9F as Windows-1252 shows them; the gaps are control characters, as in Latin-1. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The encodings UTF-8 is most often taken for. */
export type WrongEncoding = 'windows-1252' | 'latin-1';

/** The byte that a program read when it showed this UTF-16 unit; `undefined` for one it never shows. */
export function misreadByte(unit: string): number | undefined {
  const index = WINDOWS_1252.indexOf(unit);
  if (index !== -1) return 0x80 + index;
  const code = unit.charCodeAt(0);
  return code < 0x100 ? code : undefined;
}

/** A text as it looks when its UTF-8 is taken for something else. Throws for a lone surrogate. */
export function misread(text: string, as: WrongEncoding): string {
  // An escape such as %E2 is a byte of UTF-8.
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_escape, digits: string) => {
    const byte = Number.parseInt(digits, 16);
    const isControl = byte >= 0x80 && byte < 0xa0;
    return as === 'windows-1252' && isControl ? (WINDOWS_1252[byte - 0x80] ?? '') : String.fromCharCode(byte);
  });
}
