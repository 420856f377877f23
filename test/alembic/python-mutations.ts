import type { Random } from '../pip/random.ts';

/** The text with one to three changes, most of which no longer make a program. */
export function mutatedPython(random: Random, text: string): string {
  let changed = text;
  for (let left = random.chance(0.7) ? 1 : 1 + random.below(4); left > 0; left -= 1)
    changed = random.pick(MUTATIONS)(random, changed);
  // A cut may fall within a character; no file that can be decoded holds half of one.
  return changed.replaceAll(/\p{Surrogate}/gu, '?');
}

type Mutation = (random: Random, text: string) => string;

const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  tokenDeleted,
  tokenDeleted,
  tokenRepeated,
  tokensSwapped,
  tokenReplaced,
  tokenReplaced,
  lineDeleted,
  lineMoved,
  lineIndented,
  inserted,
  inserted,
  cut,
  nestedDeeply,
  repeatedOften,
];

const TOKEN = /\w+|\s+|"""|'''|[^\w\s]/gu;

/** Somewhere in the text: the tokens before, one, and those behind. */
function tokensAround(random: Random, text: string): { before: string; token: string; after: string } {
  const tokens = text.match(TOKEN) ?? [''];
  const at = random.below(tokens.length);
  return {
    before: tokens.slice(0, at).join(''),
    token: tokens[at] ?? '',
    after: tokens.slice(at + 1).join(''),
  };
}

function tokenDeleted(random: Random, text: string): string {
  const { before, after } = tokensAround(random, text);
  return `${before}${after}`;
}

function tokenRepeated(random: Random, text: string): string {
  const { before, token, after } = tokensAround(random, text);
  return `${before}${token}${random.pick(['', ' ', ', '])}${token}${after}`;
}

function tokensSwapped(random: Random, text: string): string {
  const { before, token, after } = tokensAround(random, text);
  const next = after.match(TOKEN)?.slice(0, 2).join('') ?? '';
  return `${before}${next}${token}${after.slice(next.length)}`;
}

function tokenReplaced(random: Random, text: string): string {
  const { before, token, after } = tokensAround(random, text);
  const other = random.chance(0.5) ? tokensAround(random, text).token : random.pick(SIGNS);
  return `${before}${/^\s+$/.test(token) ? `${token}${other}` : other}${after}`;
}

function lineDeleted(random: Random, text: string): string {
  const lines = text.split('\n');
  return lines.toSpliced(random.below(lines.length), 1 + random.below(3)).join('\n');
}

function lineMoved(random: Random, text: string): string {
  const lines = text.split('\n');
  const [line = ''] = lines.splice(random.below(lines.length), 1);
  return lines.toSpliced(random.below(lines.length + 1), 0, line).join('\n');
}

function lineIndented(random: Random, text: string): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at] ?? '';
  const other = random.chance(0.5) ? line.trimStart() : `${random.pick([' ', '    ', '\t', '\f'])}${line}`;
  return lines.with(at, other).join('\n');
}

function inserted(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const what = random.chance(0.6) ? random.pick(SIGNS) : random.pick(RARE);
  return `${text.slice(0, at)}${what}${text.slice(at)}`;
}

function cut(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  return random.chance(0.7) ? text.slice(0, at) : text.slice(at);
}

/** Brackets, blocks and operators, up to and over what Python holds; a name of the file is within. */
function nestedDeeply(random: Random, text: string): string {
  const { before, token, after } = tokensAround(random, text);
  const times = random.chance(0.9) ? 1 + random.below(30) : 90 + random.below(160);
  const [open, close] = random.pick(NESTS);
  if (random.chance(0.8)) return `${before}${open.repeat(times)}${token}${close.repeat(times)}${after}`;
  const blocks = Array.from({ length: times }, (_, depth) => `${' '.repeat(depth)}if x:\n`);
  return `${text}\n${blocks.join('')}${' '.repeat(times)}op.drop_table("deep")\n`;
}

function repeatedOften(random: Random, text: string): string {
  const { before, token, after } = tokensAround(random, text);
  const times = random.chance(0.95) ? 2 + random.below(20) : 200 + random.below(400);
  if (random.chance(0.5))
    return `${before}${`${token}${random.pick(['', ' + ', ', ', '.', '\n'])}`.repeat(times)}${token}${after}`;
  const lines = text.split('\n');
  const at = random.below(lines.length);
  return lines.toSpliced(at, 0, ...Array.from({ length: times }, () => lines[at] ?? '')).join('\n');
}

type Nest = readonly [open: string, close: string];

const NESTS: readonly [Nest, ...Nest[]] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['f(', ')'],
  ['not ', ''],
  ['-', ''],
  ['lambda: ', ''],
  ['x if ', ' else y'],
  ['', '.x'],
  ['', '[0]'],
  ['', '()'],
  ['', ' + 1'],
  ['f"{', '}"'],
  ['"a" ', ''],
];

const SIGNS = [
  ...([
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '"""',
    "'''",
    '\\',
    '\\\n',
    '\n',
    '\n\n',
    ' ',
    '\t',
    ';',
  ] as const),
  ...([
    ':',
    ',',
    '.',
    '=',
    ':=',
    '==',
    '*',
    '**',
    '->',
    '@',
    '%',
    '+',
    '-',
    '~',
    '|',
    '!',
    '?',
    '$',
    '`',
  ] as const),
  ...([
    '#',
    '# x\n',
    '...',
    '0',
    '1_0',
    '0x',
    '1e5',
    '07',
    '1j',
    '{{',
    '}}',
    '%s',
    'f"',
    'r"',
    'b"',
    "u'",
  ] as const),
  ...([
    'if',
    'else',
    'for',
    'in',
    'def',
    'class',
    'return',
    'yield',
    'await',
    'async',
    'lambda',
    'not',
  ] as const),
  ...([
    'with',
    'as',
    'try',
    'except',
    'finally',
    'raise',
    'pass',
    'del',
    'global',
    'import',
    'from',
  ] as const),
  ...([
    'match',
    'case',
    'type',
    'print',
    'exec',
    'None',
    'True',
    'op',
    'op.',
    'execute',
    'upgrade',
    'and',
  ] as const),
] as const;

/** What other editors, other scripts and broken disks leave behind. */
const RARE = [
  ...([
    '\r',
    '\r\n',
    '\v',
    '\f',
    '\u0000',
    '\u0001',
    '\u001A',
    '\u001C',
    '\u007F',
    '\u0085',
    '\u00A0',
  ] as const),
  ...([
    '\u2028',
    '\u2029',
    '\u200B',
    '\u3000',
    '\uFEFF',
    '\u202E',
    'é',
    'ﬁ',
    'ſ',
    '𝐨𝐩',
    '訂',
    '😀',
    '·',
    '٣',
  ] as const),
  ...([
    '\\N{DIGIT ONE}',
    '\\x',
    '\\u12',
    '\\777',
    '<<<<<<< HEAD\n',
    '=======\n',
    '{{ x }}',
    '\\d',
    '\uFFFD',
  ] as const),
] as const;
