import { pipCoding, pythonCoding, type NamedEncoding } from './coding-comment.ts';
import { decodeUtf32, encodeUtf32 } from './utf-32.ts';
import { isWellFormed } from './well-formed.ts';

type UnicodeForm = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** How the bytes of a file become a text, and back when a fix is written. */
export interface TextEncoding {
  readonly name: UnicodeForm | NamedEncoding;
  /** The byte order mark. */
  readonly mark: Buffer;
}

/** `problem` is a clause about the file: "it is a binary file". */
export type EncodingOrProblem = { readonly encoding: TextEncoding } | { readonly problem: string };
export type TextOrProblem = { readonly text: string } | { readonly problem: string };

const NO_MARK = Buffer.alloc(0);
const UTF8_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/** The mark of UTF-16 is how that of UTF-32 begins, so the order counts. */
const WIDE_MARKS: readonly TextEncoding[] = [
  { name: 'utf-32le', mark: Buffer.of(0xff, 0xfe, 0, 0) },
  { name: 'utf-32be', mark: Buffer.of(0, 0, 0xfe, 0xff) },
  { name: 'utf-16le', mark: Buffer.of(0xff, 0xfe) },
  { name: 'utf-16be', mark: Buffer.of(0xfe, 0xff) },
];

/** What git looks at before it calls a file binary. */
const LOOKED_AT_FOR_NUL = 8192;

/** Files that are read as pip reads requirements. The rule `dependencies/encoding` counts on these names. */
const REQUIREMENTS = /\.(txt|in|lock|pip)$/;

/** A byte order mark decides; then, in Python and requirements files, the coding comment; else it is UTF-8. */
export function encodingOf(path: string, bytes: Buffer): EncodingOrProblem {
  const isRequirements = REQUIREMENTS.test(path);
  const wide = WIDE_MARKS.find(({ mark }) => startsWith(bytes, mark));
  if (wide !== undefined) return { encoding: isRequirements ? withSecondMark(wide, bytes) : wide };
  if (bytes.subarray(0, LOOKED_AT_FOR_NUL).includes(0)) return { problem: 'it is a binary file' };
  const mark = startsWith(bytes, UTF8_MARK) ? UTF8_MARK : NO_MARK;
  if (/\.pyw?$/.test(path)) return pythonEncoding(bytes, mark);
  return isRequirements && mark === NO_MARK
    ? requirementsEncoding(bytes)
    : { encoding: { name: 'utf-8', mark } };
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
    case 'latin-1':
      return isBelow(text, 0x100) ? Buffer.from(text, 'latin1') : undefined;
    case 'ascii':
      return isBelow(text, 0x80) ? Buffer.from(text, 'latin1') : undefined;
    default:
      return isWellFormed(text) ? Buffer.concat([mark, encodeUnicode(text, name)]) : undefined;
  }
}

function decodeUnicode(body: Buffer, name: UnicodeForm): TextOrProblem {
  const text = name.startsWith('utf-32')
    ? decodeUtf32(body, name === 'utf-32le' ? 'le' : 'be')
    : decodeNarrower(body, name);
  return text === undefined
    ? { problem: `it is not valid ${name.toUpperCase().replace(/[LB]E$/, '')}` }
    : { text };
}

function decodeNarrower(body: Buffer, name: UnicodeForm): string | undefined {
  try {
    return new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

function encodeUnicode(text: string, name: UnicodeForm): Buffer {
  switch (name) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'utf-32le':
      return encodeUtf32(text, 'le');
    case 'utf-32be':
      return encodeUtf32(text, 'be');
  }
}

/** After a mark with the little end first pip's decoder looks for another one, which then decides. */
function withSecondMark({ name, mark }: TextEncoding, bytes: Buffer): TextEncoding {
  const form = name.slice(0, 'utf-16'.length);
  if (!name.endsWith('le')) return { name, mark };
  const second = WIDE_MARKS.find(
    (other) => other.name.startsWith(form) && startsWith(bytes.subarray(mark.length), other.mark),
  );
  return second === undefined
    ? { name, mark }
    : { name: second.name, mark: Buffer.concat([mark, second.mark]) };
}

function pythonEncoding(bytes: Buffer, mark: Buffer): EncodingOrProblem {
  const comment = pythonCoding(bytes.subarray(mark.length));
  if (comment === undefined) return { encoding: { name: 'utf-8', mark } };
  const { named, encoding } = comment;
  if (encoding === undefined) return notRead(named);
  if (mark.length > 0 && encoding !== 'utf-8') {
    return { problem: `its byte order mark says UTF-8 and its coding comment "${named}"` };
  }
  return { encoding: { name: encoding, mark } };
}

function requirementsEncoding(bytes: Buffer): EncodingOrProblem {
  const { named, encoding } = pipCoding(bytes) ?? { named: '', encoding: 'utf-8' };
  return encoding === undefined ? notRead(named) : { encoding: { name: encoding, mark: NO_MARK } };
}

function notRead(named: string): EncodingOrProblem {
  return { problem: `its coding comment names "${named}", which is not read` };
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
