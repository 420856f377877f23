/**
 * Turns offsets that count UTF-8 bytes or code points into UTF-16 offsets. Ask with growing
 * numbers: it walks the text once, and starts again only when asked for an earlier place.
 */
export interface TextOffsets {
  /** Clamped to the text. */
  utf16(offset: number): number;
}

export function offsetsFromBytes(text: string): TextOffsets {
  return isAscii(text) ? asTheyAre(text) : walker(text, utf8Length);
}

export function offsetsFromCodePoints(text: string): TextOffsets {
  return isAscii(text) ? asTheyAre(text) : walker(text, () => 1);
}

/** Most SQL is, and then a character is a byte. */
function isAscii(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- these are meant
  return !/[^\0-\x7f]/.test(text);
}

function asTheyAre({ length }: string): TextOffsets {
  return { utf16: (offset) => Math.min(Math.max(0, offset), length) };
}

function walker(text: string, sizeOf: (codePoint: number) => number): TextOffsets {
  let index = 0;
  let counted = 0;
  return {
    utf16(offset) {
      if (offset < counted) {
        index = 0;
        counted = 0;
      }
      while (index < text.length && counted < offset) {
        const codePoint = text.codePointAt(index) ?? 0;
        counted += sizeOf(codePoint);
        index += codePoint > 0xffff ? 2 : 1;
      }
      return index;
    },
  };
}

/** The same as `offsetsFromBytes` for questions in any order: it keeps a table of the text, made with the first one. */
export function tableOfBytes(text: string): TextOffsets {
  if (isAscii(text)) return asTheyAre(text);
  let table: Uint32Array | undefined;
  return {
    utf16(offset) {
      table ??= byteTable(text);
      return table[Math.max(0, offset)] ?? text.length;
    },
  };
}

/** For every byte the offset at which the walk above stops: behind the character that the byte is within. */
function byteTable(text: string): Uint32Array {
  let bytes = 0;
  for (const character of text) bytes += utf8Length(character.codePointAt(0) ?? 0);
  const table = new Uint32Array(bytes + 1);
  let [index, at] = [0, 0];
  for (const character of text) {
    const size = utf8Length(character.codePointAt(0) ?? 0);
    table[at] = index;
    index += character.length;
    table.fill(index, at + 1, at + size + 1);
    at += size;
  }
  return table;
}

/** A lone surrogate is encoded as U+FFFD, which also takes three bytes. */
function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
