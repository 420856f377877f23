import { isUtf8 } from 'node:buffer';

import { isWellFormed } from './well-formed.ts';

/** Bytes that are not UTF-8 become U+DC80 to U+DCFF, as in Python (PEP 383), so that none is lost. */
const ESCAPE = 0xdc00;
const SLASH = 0x2f;

/** A path as git or the disk writes it. Every sequence of bytes has its own path. */
export function pathFromBytes(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let path = '';
  let index = 0;
  while (index < bytes.length) {
    const length = characterLength(bytes, index);
    path +=
      length === 0
        ? String.fromCharCode(ESCAPE + bytes.readUInt8(index))
        : bytes.toString('utf8', index, index + length);
    index += Math.max(length, 1);
  }
  return path;
}

/** The bytes `pathFromBytes` came from. */
export function bytesFromPath(path: string): Buffer {
  if (isWellFormed(path)) return Buffer.from(path, 'utf8');
  return Buffer.concat(Array.from(path, bytesOfCharacter));
}

/** Paths that end in NUL, one after the other, as `-z` makes git write them. */
export function pathsFromList(bytes: Buffer): readonly string[] {
  // One look at the whole list is much cheaper than one at each of 100,000 paths.
  if (isUtf8(bytes)) return bytes.toString('utf8').split('\0').slice(0, -1);
  return splitAtNul(bytes).map(pathFromBytes);
}

export function splitAtNul(bytes: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
    parts.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return parts;
}

/** The path as a child of a folder, in bytes: the only form in which every name can be opened. */
export function joinBytes(folder: Buffer, path: string): Buffer {
  return Buffer.concat([folder, Buffer.of(SLASH), bytesFromPath(path)]);
}

/** How many bytes the character at `index` has, or 0 when none starts there. */
function characterLength(bytes: Buffer, index: number): number {
  const first = bytes.readUInt8(index);
  const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const character = bytes.subarray(index, index + length);
  return character.length === length && isUtf8(character) ? length : 0;
}

function bytesOfCharacter(character: string): Buffer {
  const unit = character.charCodeAt(0);
  const isEscape = character.length === 1 && unit >= ESCAPE + 0x80 && unit <= ESCAPE + 0xff;
  return isEscape ? Buffer.of(unit - ESCAPE) : Buffer.from(character, 'utf8');
}
