import { generatedVersion } from './generated-versions.ts';
import { type Random, several } from './random.ts';

/** An address as a requirements file may name one: archives, wheels, checkouts. */
export function generatedAddress(random: Random): string {
  const scheme = random.pick(SCHEMES);
  const slashes = scheme.startsWith('file')
    ? random.pick(['///', '///', '//', '/', ''])
    : random.pick(SLASHES);
  const host = scheme.startsWith('file') ? random.pick(['', '', 'localhost/', 'h/']) : `${hostOf(random)}/`;
  const revision = random.chance(0.25) ? random.pick(REVISIONS) : '';
  const query = random.chance(0.1) ? random.pick(['?a=b', '?a=b;c=d', '?x&egg=q', '?']) : '';
  return `${scheme}:${slashes}${host}${pathOf(random)}${revision}${query}${fragmentOf(random)}`;
}

/** A file or folder beside the requirements file. */
export function generatedPath(random: Random): string {
  const start = random.pick(['./', './', '../', '/', 'sub/', '', '~/', '.', 'a/../', './/', 'C:\\']);
  const extras = random.chance(0.2)
    ? random.pick(['[dev]', '[a,B_c]', ' [dev]', '[]', '[,]', '[a', '[a]x'])
    : '';
  return `${start}${pathOf(random)}${extras}`;
}

/** A file name of a wheel, sometimes one that is none. */
export function generatedWheel(random: Random): string {
  const name = random.pick([
    'foo',
    'Foo_Bar',
    'foo.bar',
    'zope.interface',
    'foo__bar',
    'a',
    'foo bar',
    '_x',
    'f\u00F6',
  ]);
  const version = random.chance(0.7)
    ? random.pick(['1.0', '1.0.1', '0.1', '1', '1.0+local', '1.0_1', '1_0', '2013b'])
    : generatedVersion(random);
  const build = random.chance(0.15) ? random.pick(['-1', '-1a', '-a1', '-', '-\u0663']) : '';
  const tags = random.chance(0.9)
    ? random.pick([
        'py3-none-any',
        'py2.py3-none-any',
        'cp311-cp311-manylinux_2_17_x86_64',
        'cp34-none-win32',
      ])
    : random.pick(['py3-none', 'py3', 'py3-none-any-x', '--', 'py3--any', 'py3.-none-any', '1-py3-none-any']);
  return `${name}-${version}${build}-${tags}${random.pick(['.whl', '.whl', '.whl', '.whl', '.WHL', '.whl.zip'])}`;
}

const SCHEMES = [
  ...(['https', 'https', 'https', 'http', 'git+https', 'git+https', 'git+ssh', 'git', 'file'] as const),
  ...(['git+git', 'git+file', 'hg+http', 'hg+https', 'svn+ssh', 'svn+svn', 'bzr+lp', 'ftp', 'ssh'] as const),
  ...(['HTTPS', 'Git+Https', 'novcs+http', 's3', 'svn', 'hg', 'file', '${SCHEME}', 'htt ps'] as const),
] as const satisfies readonly [string, ...string[]];

const SLASHES = ['//', '//', '//', '//', '//', '//', '/', '', '///'] as const;
const REVISIONS = [
  '@main',
  '@v1.0',
  '@0123456789abcdef0123456789abcdef01234567',
  '@',
  '@a@b',
  '@{2008}',
] as const;

function hostOf(random: Random): string {
  const user = random.chance(0.15) ? random.pick(['git@', 'u:p@', '${TOKEN}@', '${USER}:${PASS}@', '@']) : '';
  const host = random.chance(0.93)
    ? random.pick(['example.com', 'h', 'github.com', 'EXAMPLE.com'])
    : random.pick(ODD_HOSTS);
  return `${user}${host}${random.chance(0.08) ? random.pick([':8080', ':', ':x', ':user']) : ''}`;
}

const ODD_HOSTS = ['[::1]', '[x', 'a]', '', '[v1.x]', 'a\u2100b', '${HOST}', 'h\u00E9', '[::1]x'] as const;

function pathOf(random: Random): string {
  if (random.chance(0.25)) return generatedWheel(random);
  const folders = several(random, piece, [0, 2]).map((name) => `${name}/`);
  return `${folders.join('')}${random.pick(FILES)}`;
}

function piece(random: Random): string {
  return random.pick(['a', 'simple', 'p%20q', '..', '.', '', 'a b', 'a@b', 'x+y', '%2F']);
}

const FILES = [
  ...(['foo', 'foo.git', 'foo-1.0.tar.gz', 'foo-1.0.zip', 'x.tgz', 'x.TAR.BZ2', 'x.tar', ''] as const),
  ...(['foo.txt', 'foo[dev]', 'a;b', 'x.zip/', 'caf\u00E9', 'foo.whl', 'x.tar.xz', 'x.tlz'] as const),
] as const satisfies readonly [string, ...string[]];

function fragmentOf(random: Random): string {
  if (random.chance(0.55)) return '';
  return `#${several(random, fragmentPart, [1, 2]).join(random.pick(['&', '&', '&', '#', ';']))}`;
}

function fragmentPart(random: Random): string {
  if (random.chance(0.55)) return `egg=${random.pick(EGGS)}`;
  return random.pick([
    'subdirectory=sub',
    'subdirectory=a/b',
    'sha256=abc',
    'md5=x',
    'x',
    '',
    'egg',
    'Egg=x',
  ]);
}

const EGGS = [
  ...(['foo', 'foo', 'Foo.Bar', 'foo_bar', 'foo[dev]', 'foo-1.0', 'foo==1.0', '', '-foo', 'foo.'] as const),
  ...(['f o', 'foo\u017F', '\u212Aelvin', 'f\u00F6', '_', 'a'] as const),
] as const satisfies readonly [string, ...string[]];
