import { generatedAddress, generatedPath } from './generated-addresses.ts';
import { type Random, several } from './random.ts';

/** Options as pip takes them: in full, cut short, joined to their value or not. */
export function generatedOptions(random: Random): string {
  const blank = random.chance(0.9) ? ' ' : random.pick(['  ', '\t', ' \u00A0']);
  return several(random, generatedOption, [1, random.chance(0.25) ? 3 : 1]).join(blank);
}

/** One or more hashes with their option. */
export function generatedHashes(random: Random): string {
  const blank = random.chance(0.8) ? ' ' : random.pick(['  ', ' \\\n    ', '\\\n', ' \\\n', '\t']);
  return several(random, generatedHash, [1, 3]).join(blank);
}

/** `-e` and what stays editable. */
export function generatedEditable(random: Random): string {
  const option = random.pick([
    '-e ',
    '-e ',
    '-e ',
    '--editable ',
    '--editable=',
    '-e',
    '-e=',
    '--edit ',
    '-e  ',
    '--e=',
  ]);
  return `${option}${quotedNowAndThen(random, editableOf(random))}`;
}

/** `-r` and `-c`. */
export function generatedInclude(random: Random): string {
  const option = random.pick(INCLUDES);
  return `${option}${quotedNowAndThen(random, random.pick(INCLUDED))}`;
}

const INCLUDES = [
  ...(['-r ', '-r ', '-r', '-r=', '--requirement ', '--requirement=', '--requirem=', '--req '] as const),
  ...(['-c ', '-c ', '-c', '--constraint ', '--constraint=', '--const ', '--cons=', '--con '] as const),
] as const satisfies readonly [string, ...string[]];

const INCLUDED = [
  ...([
    'a.txt',
    'a.txt',
    'sub/b.txt',
    '../c.txt',
    '/abs.txt',
    'a b.txt',
    '"',
    '\\ x',
    'a.txt b.txt',
  ] as const),
  ...(['https://example.com/r.txt', 'file:///r.txt', '${DIR}/r.txt', '', 'a.txt -c b.txt', '-r'] as const),
] as const satisfies readonly [string, ...string[]];

function editableOf(random: Random): string {
  if (random.chance(0.15)) return `${random.pick(['foo', 'Foo[a]', 'f o'])} @ ${generatedAddress(random)}`;
  if (random.chance(0.1)) return random.pick(['.', '..', '.[dev]', 'foo', 'foo==1', '', 'foo[', '.[!]']);
  return random.chance(0.6) ? generatedAddress(random) : generatedPath(random);
}

function generatedHash(random: Random): string {
  const option = random.chance(0.85)
    ? '--hash='
    : random.pick(['--hash ', '--hash ', '--has=', '--h=', '--ha ', '--hash', '--Hash=']);
  const algorithm = random.chance(0.96)
    ? random.pick(['sha256', 'sha256', 'sha384', 'sha512'])
    : random.pick(['md5', 'sha1', 'SHA256', 'sha224', '', ' sha256', 'blake2b']);
  const digest = random.pick([
    'abc',
    '0123456789abcdef',
    'ABC',
    '',
    'x:y',
    'g$',
    '"a b"',
    "'a'",
    'a#b',
    'a\\b',
  ]);
  return `${option}${algorithm}${random.chance(0.98) ? ':' : random.pick(['', '=', ' :'])}${digest}`;
}

function generatedOption(random: Random): string {
  const [name, takesValue] = random.chance(0.93)
    ? random.pick(OPTIONS)
    : ([random.pick(ODD_OPTIONS), true] as const);
  const written = random.chance(0.25) ? name.slice(0, 5 + random.below(name.length)) : name;
  if (random.chance(takesValue ? 0.05 : 0.93)) return written;
  const joint = written.startsWith('--')
    ? random.pick(['=', '=', ' ', ' ', '  '])
    : random.pick([' ', '', '=']);
  return `${written}${joint}${quotedNowAndThen(random, valueOf(random, name))}`;
}

const OPTIONS: readonly [Option, ...Option[]] = [
  ['-i', true],
  ['--index-url', true],
  ['--pypi-url', true],
  ['--extra-index-url', true],
  ['--no-index', false],
  ['-f', true],
  ['--find-links', true],
  ['--no-binary', true],
  ['--only-binary', true],
  ['--prefer-binary', false],
  ['--require-hashes', false],
  ['--no-require-hashes', false],
  ['--pre', false],
  ['--all-releases', true],
  ['--only-final', true],
  ['--trusted-host', true],
  ['--use-feature', true],
  ['-C', true],
  ['--config-settings', true],
  ['--requirement', true],
  ['--constraint', true],
  ['--editable', true],
  ['--hash', true],
];
const ODD_OPTIONS = [
  ...([
    '--process-dependency-links',
    '--help',
    '-h',
    '-q',
    '--',
    '-',
    '---',
    '-\u00E9',
    '--Pre',
    '-I',
  ] as const),
  ...([
    '--global-option',
    '--install-option',
    '--build-option',
    '--user',
    '--target',
    '-U',
    '-v',
    '--e',
  ] as const),
] as const satisfies readonly [string, ...string[]];
type Option = readonly [name: string, takesValue: boolean];

function valueOf(random: Random, name: string): string {
  const usual = USUAL_VALUES[name];
  if (usual !== undefined && random.chance(0.75)) return random.pick(usual);
  if (random.chance(0.25)) return generatedAddress(random);
  return random.pick(VALUES);
}

/** For options that take no other value. */
const USUAL_VALUES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  '-C': ['k=v', 'k=', '--build-option=x', 'a=b=c', 'k="v w"'],
  '--config-settings': ['k=v', 'k=', '--build-option=x'],
  '--use-feature': ['fast-deps', 'fast-deps', 'build-constraint', 'truststore', 'inprocess-build-deps'],
  '--hash': ['sha256:abc', 'sha512:x', 'sha384:y:z'],
};

const VALUES = [
  ...([
    ':all:',
    ':none:',
    'foo',
    'Foo_Bar,baz',
    ':all:,x',
    'k=v',
    'k=',
    '=v',
    'k',
    'example.com:8080',
  ] as const),
  ...([
    'fast-deps',
    'build-constraint',
    'no-such-feature',
    '-x',
    '--pre',
    '',
    'a==1',
    '${URL}',
    './wheels',
  ] as const),
  ...(['a,,b', 'truststore', '\u00E9', '-', '--'] as const),
] as const satisfies readonly [string, ...string[]];

function quotedNowAndThen(random: Random, text: string): string {
  if (random.chance(0.88)) return text;
  const [open, close] = random.pick([
    ['"', '"'],
    ["'", "'"],
    ['"', ''],
    ['', "'"],
    ['\\', ''],
    ['""', ''],
    ['"', '" x'],
  ]);
  return `${open}${text}${close}`;
}
