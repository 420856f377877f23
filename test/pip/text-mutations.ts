import { type Random, oneOf } from './random.ts';

/** The text with one to three small changes: a character more, less, another, twice, or moved. */
export function mutated(random: Random, text: string): string {
  let changed = text;
  for (let left = random.chance(0.75) ? 1 : 3; left > 0; left -= 1)
    changed = oneOf(random, [
      () => inserted(random, changed),
      () => inserted(random, changed),
      () => removed(random, changed),
      () => replaced(random, changed),
      () => repeated(random, changed),
      () => changedCase(random, changed),
    ]);
  return changed;
}

function inserted(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  return `${text.slice(0, at)}${character(random)}${text.slice(at)}`;
}

function removed(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  return `${text.slice(0, at)}${text.slice(at + 1 + random.below(3))}`;
}

function replaced(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  return `${text.slice(0, at)}${character(random)}${text.slice(at + 1)}`;
}

function repeated(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const end = at + 1 + random.below(6);
  return `${text.slice(0, end)}${text.slice(at)}`;
}

function changedCase(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  return `${text.slice(0, at)}${text.slice(at).toUpperCase()}`;
}

function character(random: Random): string {
  return random.chance(0.75) ? random.pick(SIGNS) : random.pick(RARE);
}

const SIGNS = [
  ...([
    ' ',
    ' ',
    '#',
    ' #',
    '\\',
    '\\\n',
    '\n',
    ';',
    '; ',
    ',',
    '.',
    '*',
    '=',
    '==',
    '!',
    '~',
    '<',
    '>',
  ] as const),
  ...([
    '(',
    ')',
    '[',
    ']',
    '"',
    "'",
    '@',
    ' @ ',
    '/',
    ':',
    '+',
    '-',
    ' -',
    ' --',
    '_',
    '$',
    '${',
    '}',
    '${X}',
  ] as const),
  ...([
    '{',
    '%',
    '&',
    '?',
    '|',
    '^',
    '`',
    '0',
    '1',
    'a',
    'Z',
    '\t',
    '--hash=sha256:a',
    ' -e ',
    ' -r ',
  ] as const),
] as const satisfies readonly [string, ...string[]];

/** Blanks and line ends of other scripts, letters that change when their case does, digits that are no ASCII. */
const RARE = [
  ...(['\r', '\r\n', '\v', '\f', '\u001C', '\u001D', '\u001E', '\u001F', '\u0085', '\u00A0'] as const),
  ...([
    '\u1680',
    '\u2003',
    '\u2028',
    '\u2029',
    '\u202F',
    '\u205F',
    '\u3000',
    '\u200B',
    '\uFEFF',
    '\u180E',
  ] as const),
  ...([
    '\u0000',
    '\u0001',
    '\u007F',
    '\u00E9',
    '\u017F',
    '\u0130',
    '\u0131',
    '\u212A',
    '\u0663',
    '\uFF11',
  ] as const),
  ...(['\u00DF', '\u1E9E', '\uD83D\uDE00', '\uFB01', '\u2024', '\u0301'] as const),
] as const satisfies readonly [string, ...string[]];
