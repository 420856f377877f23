export type QuotedText =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'invalid'; readonly problem: string };

/** What a marker means by a text between quotation marks, which are left out: the same as Python. */
export function quotedText(inside: string): QuotedText {
  let isPlain = true;
  for (let index = 0; index < inside.length; index += 1) {
    const code = inside.charCodeAt(index);
    if (code === BACKSLASH) isPlain = false;
    if (code === 0) return invalid('a text of its marker holds a null character');
    if (isSurrogate(code)) {
      if (!isPairAt(inside, index)) return invalid('a text of its marker holds half a character');
      index += 1;
    }
  }
  return isPlain ? wholeLine(inside) : unescaped(inside);
}

function wholeLine(inside: string): QuotedText {
  if (inside.includes('\n') || inside.includes('\r')) return invalid('a text of its marker goes over a line');
  return { kind: 'text', value: inside };
}

function unescaped(inside: string): QuotedText {
  let value = '';
  let at = 0;
  for (let next = inside.indexOf('\\'); next >= 0; next = inside.indexOf('\\', at)) {
    const plain = wholeLine(inside.slice(at, next));
    if (plain.kind === 'invalid') return plain;
    const escape = escapeAt(inside, next + 1);
    if (escape === undefined)
      return invalid('a text of its marker holds a backslash that Python cannot read');
    value += plain.value + escape.value;
    at = next + 1 + escape.length;
  }
  const rest = wholeLine(inside.slice(at));
  return rest.kind === 'invalid' ? rest : { kind: 'text', value: value + rest.value };
}

interface Escape {
  readonly value: string;
  /** Without the backslash. */
  readonly length: number;
}

/** Characters by their Unicode name (`\N{...}`) are not read: no marker needs one. */
function escapeAt(text: string, at: number): Escape | undefined {
  const letter = text.charAt(at);
  if (letter === '' || letter === 'N') return undefined;
  const single = SINGLE.get(letter);
  if (single !== undefined) return { value: single, length: 1 };
  if (letter === '\r') return { value: '', length: text.charAt(at + 1) === '\n' ? 2 : 1 };
  const digits = HEXADECIMAL.get(letter);
  if (digits !== undefined) return hexadecimal(text.slice(at + 1, at + 1 + digits), digits);
  const octal = /^[0-7]{1,3}/.exec(text.slice(at, at + 3))?.[0];
  if (octal !== undefined)
    return { value: String.fromCharCode(Number.parseInt(octal, 8)), length: octal.length };
  return { value: '\\', length: 0 };
}

function hexadecimal(text: string, digits: number): Escape | undefined {
  if (text.length !== digits || !/^[0-9A-Fa-f]+$/.test(text)) return undefined;
  const code = Number.parseInt(text, 16);
  return code > 0x10_ffff ? undefined : { value: String.fromCodePoint(code), length: 1 + digits };
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function isPairAt(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff;
}

function invalid(problem: string): QuotedText {
  return { kind: 'invalid', problem };
}

const BACKSLASH = 0x5c;
const HEXADECIMAL: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);
/** A line break behind a backslash counts for nothing. */
const SINGLE: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);
