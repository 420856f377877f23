import { generatedAddress, generatedPath, generatedWheel } from './generated-addresses.ts';
import { generatedMarker } from './generated-markers.ts';
import {
  generatedEditable,
  generatedHashes,
  generatedInclude,
  generatedOptions,
} from './generated-options.ts';
import { generatedSpecifier } from './generated-versions.ts';
import { type Random, oneOf, several } from './random.ts';
import { mutated } from './text-mutations.ts';

/** A requirements file that mixes everything pip knows, and much that is nearly that. */
export function generatedFile(random: Random): string {
  const separator = random.chance(0.85) ? '\n' : random.pick(SEPARATORS);
  const lines = several(random, mutatedLine, [1, random.chance(0.3) ? 7 : 2]);
  const mark = random.chance(0.02) ? '\uFEFF' : '';
  // A cut may fall within a character; no file that can be decoded holds half of one.
  return `${mark}${lines.join(separator)}${random.chance(0.7) ? separator : ''}`.replaceAll(
    /\p{Surrogate}/gu,
    '?',
  );
}

/** A requirement by name, as PEP 508 has it. */
function generatedRequirement(random: Random): string {
  const name = random.chance(0.9) ? random.pick(NAMES) : random.pick(ODD_NAMES);
  const extras = random.chance(0.2) ? `${blank(random)}${extrasOf(random)}` : '';
  if (random.chance(0.12)) {
    const end = random.chance(0.3)
      ? `${random.pick([' ; ', '; ', ' ;', ';'])}${generatedMarker(random)}`
      : '';
    return `${name}${extras}${random.pick([' @ ', ' @ ', '@', ' @', '@ '])}${generatedAddress(random)}${end}`;
  }
  const specifier = random.chance(0.85) ? `${blank(random)}${generatedSpecifier(random)}` : '';
  const marker = random.chance(0.3)
    ? `${random.pick(['; ', ' ; ', ';', ';;', ' ;'])}${generatedMarker(random)}`
    : '';
  return `${name}${extras}${specifier}${marker}`;
}

const SEPARATORS = [
  ...(['\r\n', '\r\n', '\r', '\n\n', '\v', '\f', '\u001C', '\u001D', '\u001E', '\u001F'] as const),
  ...(['\u0085', '\u2028', '\u2029', '\n\r', '\\\n', ' \\\n', '\\\r\n', '\\ \n', '\\\\\n'] as const),
] as const satisfies readonly [string, ...string[]];

const NAMES = [
  'a',
  'foo',
  'Foo.Bar',
  'foo_bar',
  'foo-bar',
  'zope.interface',
  'X1',
  '3to2',
  'requests',
] as const;
const ODD_NAMES = [
  ...([
    'foo-',
    '_foo',
    '.foo',
    'fo o',
    'f\u00F6',
    '\u017Foo',
    '\u212A',
    'foo..bar',
    '${NAME}',
    'a/b',
    'foo!',
  ] as const),
  ...(['', 'foo\u00A0', '\u3000foo', 'foo\u200B', 'a--b', 'foo.', '"foo"', 'foo:bar', 'foo\\'] as const),
] as const satisfies readonly [string, ...string[]];

function mutatedLine(random: Random): string {
  const line = generatedLine(random);
  return random.chance(0.3) ? mutated(random, line) : line;
}

function generatedLine(random: Random): string {
  const body = bodyOf(random);
  const indent = random.chance(0.06) ? random.pick([' ', '\t', '  ', '\u00A0', '\u3000', '\u001F']) : '';
  const comment = random.chance(0.15) ? random.pick(COMMENTS) : '';
  const line = `${indent}${body}${comment}`;
  return random.chance(0.08) ? continued(random, line) : line;
}

function bodyOf(random: Random): string {
  const kind = random.below(100);
  if (kind < 48) return withTail(random, generatedRequirement(random));
  if (kind < 60) return withTail(random, withMarker(random, generatedAddress(random)));
  if (kind < 68) return withTail(random, withMarker(random, generatedPath(random)));
  if (kind < 71) return withTail(random, withMarker(random, generatedWheel(random)));
  if (kind < 78) return withTail(random, generatedEditable(random));
  if (kind < 84) return withTail(random, generatedInclude(random));
  if (kind < 93) return generatedOptions(random);
  return oneOf(random, [
    () => random.pick(COMMENTS).trimStart(),
    () => random.pick(NOT_REQUIREMENTS),
    () => '',
    generatedHashes,
  ]);
}

function withMarker(random: Random, text: string): string {
  if (random.chance(0.8)) return text;
  return `${text}${random.pick(['; ', ' ; ', ';', ' ;', ';  '])}${generatedMarker(random)}`;
}

/** What may follow a requirement on its line: hashes, options, words. */
function withTail(random: Random, text: string): string {
  if (random.chance(0.78)) return text;
  const joint = random.chance(0.9) ? ' ' : random.pick(['\t', '  ', ' \\\n  ', '\\\n', ' # x\n', '\u00A0']);
  const tail = oneOf(random, [
    generatedHashes,
    generatedHashes,
    generatedHashes,
    generatedOptions,
    generatedEditable,
    generatedInclude,
    () =>
      random.pick(['evil==1', '; os_name == "nt"', '-', '--', "'", '--pre evil==1', '--hash=sha256:a ; x']),
  ]);
  return `${text}${joint}${tail}`;
}

/** Cuts the line in two, most often at a blank. */
function continued(random: Random, line: string): string {
  const blanks = [...line.matchAll(/ /g)].map(({ index }) => index);
  const [first, ...others] = blanks;
  const at = first === undefined ? random.below(line.length + 1) : random.pick([first, ...others]);
  return `${line.slice(0, at)}${random.pick(CONTINUATIONS)}${line.slice(at)}`;
}

const CONTINUATIONS = [
  ...([' \\\n', ' \\\n', '\\\n', ' \\\n    ', ' \\\r\n', '\\\\\n', ' \\ \n', '\\\n\\\n', '\\\n\n'] as const),
  ...([
    ' \\\n# comment\n',
    ' \\\n  # comment \\\n',
    '\\\n#\n',
    '\\\u2028',
    ' # x \\\n',
    '\\\n #x\\\n',
  ] as const),
] as const satisfies readonly [string, ...string[]];

const COMMENTS = [
  ...([
    ' # comment',
    ' # comment',
    '  # via foo',
    '\t# x',
    '#c',
    ' #',
    '\u00A0# x',
    ' # a \\',
    ' #a # b',
  ] as const),
  ...([' # -*- coding: utf-8 -*-', ' # ${HOME}', '\u3000#x', '\u001F# x', ' # caf\u00E9'] as const),
] as const satisfies readonly [string, ...string[]];

const NOT_REQUIREMENTS = [
  ...([
    '<<<<<<< HEAD',
    '=======',
    '>>>>>>> x',
    'version https://git-lfs.github.com/spec/v1',
    '[tool.x]',
  ] as const),
  ...([
    '"foo==1.0"',
    'foo = "1"',
    '\\',
    '\\\\',
    ';',
    '@',
    '#',
    '\u0000',
    '{}',
    '-e',
    '-r',
    '-c',
    '--hash',
  ] as const),
  ...(['${A}', '${a}', '$A', '${A_1}==1', '${}', '.', '..', '/', '[a]', 'foo bar', 'import x'] as const),
] as const satisfies readonly [string, ...string[]];

function extrasOf(random: Random): string {
  return random.chance(0.85)
    ? random.pick(['[a]', '[a,b]', '[A_b , c.d]', '[ a ]', '[]', '[ ]'])
    : random.pick([
        '[a,]',
        '[,a]',
        '[a b]',
        '[a',
        'a]',
        '[[a]]',
        '[a][b]',
        '[\u00E9]',
        '[a;b]',
        '[a-]',
        '[_]',
      ]);
}

function blank(random: Random): string {
  return random.chance(0.75) ? '' : random.pick([' ', ' ', '  ', '\t', '\u00A0', '\u2003']);
}
