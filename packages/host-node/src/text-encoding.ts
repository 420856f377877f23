import { isWellFormed } from './well-formed.ts';

/** How the bytes of a file become a text, and back when a fix is written. */
export type TextEncoding =
  | { readonly name: 'utf-8' | 'utf-16le' | 'utf-16be'; readonly mark: Buffer }
  | { readonly name: 'latin-1' | 'ascii'; readonly mark: Buffer };

/** `problem` is a clause about the file: "it is a binary file". */
export type EncodingOrProblem = { readonly encoding: TextEncoding } | { readonly problem: string };
export type TextOrProblem = { readonly text: string } | { readonly problem: string };

const NO_MARK = Buffer.alloc(0);
const UTF8_MARK = Buffer.of(0xef, 0xbb, 0xbf);
const UTF16LE_MARK = Buffer.of(0xff, 0xfe);
const UTF16BE_MARK = Buffer.of(0xfe, 0xff);
const UTF32LE_MARK = Buffer.of(0xff, 0xfe, 0, 0);

/** What git looks at before it calls a file binary. */
const LOOKED_AT_FOR_NUL = 8192;

/** A byte order mark decides; then, in Python files, the coding comment; else it is UTF-8. */
export function encodingOf(path: string, bytes: Buffer): EncodingOrProblem {
  if (startsWith(bytes, UTF32LE_MARK)) return { problem: 'it is UTF-32, which is not read' };
  if (startsWith(bytes, UTF16LE_MARK)) return { encoding: { name: 'utf-16le', mark: UTF16LE_MARK } };
  if (startsWith(bytes, UTF16BE_MARK)) return { encoding: { name: 'utf-16be', mark: UTF16BE_MARK } };
  if (bytes.subarray(0, LOOKED_AT_FOR_NUL).includes(0)) return { problem: 'it is a binary file' };
  const mark = startsWith(bytes, UTF8_MARK) ? UTF8_MARK : NO_MARK;
  return /\.pyw?$/.test(path) ? pythonEncoding(bytes, mark) : { encoding: { name: 'utf-8', mark } };
}

/** The text without byte order mark. */
export function decode(bytes: Buffer, { name, mark }: TextEncoding): TextOrProblem {
  const body = bytes.subarray(mark.length);
  switch (name) {
    case 'latin-1':
      return { text: body.toString('latin1') };
    case 'ascii':
      return body.every((byte) => byte < 0x80)
        ? { text: body.toString('latin1') }
        : { problem: 'it is not valid ASCII, which its coding comment names' };
    default:
      return decodeUnicode(body, name);
  }
}

/** `undefined` when the encoding has no such characters. */
export function encode(text: string, { name, mark }: TextEncoding): Buffer | undefined {
  switch (name) {
    case 'utf-8':
      return isWellFormed(text) ? Buffer.concat([mark, Buffer.from(text, 'utf8')]) : undefined;
    case 'utf-16le':
      return Buffer.concat([mark, Buffer.from(text, 'utf16le')]);
    case 'utf-16be':
      return Buffer.concat([mark, Buffer.from(text, 'utf16le').swap16()]);
    case 'latin-1':
      return isBelow(text, 0x100) ? Buffer.from(text, 'latin1') : undefined;
    case 'ascii':
      return isBelow(text, 0x80) ? Buffer.from(text, 'latin1') : undefined;
  }
}

function decodeUnicode(body: Buffer, name: 'utf-8' | 'utf-16le' | 'utf-16be'): TextOrProblem {
  try {
    return { text: new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    return { problem: `it is not valid ${name.startsWith('utf-16') ? 'UTF-16' : 'UTF-8'}` };
  }
}

function pythonEncoding(bytes: Buffer, mark: Buffer): EncodingOrProblem {
  const named = codingComment(bytes.subarray(mark.length));
  if (named === undefined) return { encoding: { name: 'utf-8', mark } };
  const name = pythonCodec(named);
  if (name === undefined) return { problem: `its coding comment names "${named}", which is not read` };
  if (mark.length > 0 && name !== 'utf-8') {
    return { problem: `its byte order mark says UTF-8 and its coding comment "${named}"` };
  }
  return { encoding: { name, mark } };
}

/** PEP 263: in the first line, or in the second when the first is blank or a comment. */
function codingComment(body: Buffer): string | undefined {
  const [first = '', second = ''] = body
    .subarray(0, 4096)
    .toString('latin1')
    .split(/\r\n|\r|\n/, 2);
  const inFirst = CODING.exec(first)?.[1];
  if (inFirst !== undefined) return inFirst;
  return /^[ \t\f]*(#.*)?$/.test(first) ? CODING.exec(second)?.[1] : undefined;
}

const CODING = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/;

/** Python's aliases, compared as Python does: case, `-`, `_` and `.` make no difference. */
const CODECS = new Map<string, 'utf-8' | 'latin-1' | 'ascii'>([
  ...(['utf8', 'u8', 'utf', 'utf8sig', 'cp65001'] as const).map((alias) => [alias, 'utf-8'] as const),
  ...(['latin1', 'latin', 'l1', 'iso88591', 'isolatin1', '88591', 'cp819', 'ibm819'] as const).map(
    (alias) => [alias, 'latin-1'] as const,
  ),
  ...(['ascii', 'usascii', '646', 'ansix341968'] as const).map((alias) => [alias, 'ascii'] as const),
]);

function pythonCodec(named: string): 'utf-8' | 'latin-1' | 'ascii' | undefined {
  return CODECS.get(
    named
      .toLowerCase()
      .replace(/[-_.]/g, '')
      .replace(/(unix|dos|mac)$/, ''),
  );
}

function startsWith(bytes: Buffer, mark: Buffer): boolean {
  return bytes.subarray(0, mark.length).equals(mark);
}

function isBelow(text: string, limit: number): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) >= limit) return false;
  }
  return true;
}
