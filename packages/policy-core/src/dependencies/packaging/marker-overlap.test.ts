import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { anyMarkerText, markerOf } from '../../testing/any-marker.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { evaluateMarker } from './marker-evaluation.ts';
import { markersMayOverlap } from './marker-overlap.ts';

function mayOverlap(a: string, b: string): boolean {
  return markersMayOverlap(markerOf(a), markerOf(b));
}

describe('two markers that can never hold at once', () => {
  test.each([
    ['python_version < "3.8"', 'python_version >= "3.8"'],
    ['python_version <= "3.7"', 'python_version > "3.7"'],
    ['python_version == "3.8"', 'python_version == "3.9"'],
    ['python_version == "3.8"', 'python_version != "3.8"'],
    ['python_version == "3.*"', 'python_version < "3"'],
    ['python_version ~= "3.6"', 'python_version >= "4"'],
    ['python_version > "3.7" and python_version < "3.8"', 'os_name == "nt"'],
    ['"3.8" > python_version', '"3.8" <= python_version'],
    ['python_version in "2.7 3.5"', 'python_version >= "3.6"'],
    ['python_version in "2.7, 3.5"', 'python_version not in "3.5, 2.7"'],
    ['python_version < "3.8"', 'python_full_version >= "3.8.1"'],
    ['python_full_version < "3.8.1"', 'python_full_version >= "3.8.1"'],
    ['python_full_version == "3.8.*"', 'python_version == "3.9"'],
    ['sys_platform == "win32"', 'sys_platform != "win32"'],
    ['sys_platform == "win32"', 'sys_platform == "linux"'],
    ['"win32" == sys_platform', 'sys_platform == "linux"'],
    ['sys_platform in "linux linux2"', 'sys_platform not in "linux linux2"'],
    ['sys_platform in "linux darwin"', 'sys_platform in "win32, cygwin"'],
    ['"linux" in sys_platform', 'sys_platform == "win32"'],
    ['os_name == "nt" and sys_platform == "win32"', 'os_name == "posix" or sys_platform == "linux"'],
    ['platform_machine == "arm64"', 'platform_machine == "x86_64"'],
    ['platform_system == "Linux"', 'platform_system == "Windows"'],
    ['implementation_name == "pypy"', 'implementation_name != "pypy"'],
    ['platform_python_implementation == "PyPy"', 'platform_python_implementation == "CPython"'],
    ['sys_platform < "x"', 'python_version >= "3"'],
    ['python_version >= "3.8" and extra == "a"', 'python_version < "3.8"'],
  ])('%s, %s', (a, b) => {
    expect(mayOverlap(a, b)).toBe(false);
    expect(mayOverlap(b, a)).toBe(false);
  });
});

describe('two markers that may hold at once', () => {
  test.each([
    ['python_version <= "3.8"', 'python_version >= "3.8"'],
    ['python_version < "3.8"', 'sys_platform == "win32"'],
    ['python_version < "3.8"', 'python_full_version >= "3.7.9"'],
    ['python_version != "3.8"', 'python_version != "3.9"'],
    ['python_version in "3.10"', 'python_version == "3.1"'],
    ['python_version > "3.12"', 'python_version > "4.7"'],
    ['python_full_version > "3.8.0"', 'python_full_version < "3.8.2"'],
    ['python_full_version >= "3.8.0a1"', 'python_full_version < "3.8.0b1"'],
    ['sys_platform != "win32"', 'sys_platform != "linux"'],
    ['sys_platform in "linux2"', 'sys_platform == "linux"'],
    ['sys_platform in "linux darwin"', 'sys_platform in "darwin win32"'],
    ['sys_platform not in "linux"', 'sys_platform != "win32"'],
    ['"linux" in sys_platform', '"x" in sys_platform'],
    ['os_name == "posix"', 'sys_platform == "linux" or os_name == "nt"'],
  ])('%s, %s', (a, b) => {
    expect(mayOverlap(a, b)).toBe(true);
    expect(mayOverlap(b, a)).toBe(true);
  });

  test.each([
    ['extra == "a"', 'extra == "b"'],
    ['platform_release > "5"', 'platform_release < "5"'],
    ['"x" in extras', '"x" not in extras'],
    ['"a" == "b"', 'sys_platform == "linux"'],
    ['os_name ~= "a"', 'os_name == "b"'],
    ['sys_platform == "win32"', 'platform_system == "Linux"'],
    ['python_version >= "9999999"', 'python_version < "9999999"'],
  ])('as far as is looked into: %s, %s', (a, b) => {
    expect(mayOverlap(a, b)).toBe(true);
  });
});

const MINORS = Array.from({ length: 14 }, (_, minor) => minor);
const PYTHONS = [2, 3, 4].flatMap((major) => MINORS.map((minor) => `${major}.${minor}`));
const PLATFORMS = ['linux', 'linux2', 'win32', 'darwin', 'cygwin', 'plan9'];

const anyPythonComparison = fc
  .tuple(
    fc.constantFrom('==', '!=', '<', '<=', '>', '>=', '~='),
    fc.constantFrom('2.7', '3.0', '3.5', '3.6', '3.7', '3.10'),
  )
  .map(([operator, version]) => `python_version ${operator} "${version}"`);
const anyPlatformComparison = fc
  .tuple(
    fc.constantFrom('==', '!=', 'in', 'not in'),
    fc.constantFrom('linux', 'linux2', 'win32', 'darwin'),
    fc.constantFrom('linux', 'win32', 'cygwin'),
  )
  .map(
    ([operator, one, other]) =>
      `sys_platform ${operator} "${operator.endsWith('in') ? `${one} ${other}` : one}"`,
  );

describe('any two markers on Pythons and platforms', () => {
  const anyMarker = anyMarkerText(fc.oneof(anyPythonComparison, anyPlatformComparison));

  it('overlap exactly where both hold on some machine', () => {
    fc.assert(
      fc.property(anyMarker, anyMarker, (a, b) => {
        const both = markerOf(`(${a}) and (${b})`);
        const isMet = PYTHONS.some((python) =>
          PLATFORMS.some((platform) => {
            const environment = { python_version: python, sys_platform: platform };
            const evaluation = evaluateMarker(both, environment);
            return evaluation.kind === 'value' && evaluation.value;
          }),
        );
        expect(mayOverlap(a, b)).toBe(isMet);
      }),
    );
  });
});

describe('any two markers on full versions of Python', () => {
  const anyFull = fc
    .tuple(
      fc.constantFrom('==', '!=', '<', '<=', '>', '>=', '~='),
      fc.constantFrom('3.7', '3.7.1', '3.8.0rc1', '3.8.0', '3.8.2', '3.9.0a1', '3.8.0.post1', '3.8.1.dev0'),
    )
    .map(([operator, version]) => `python_full_version ${operator} "${version}"`);
  const anyMarker = anyMarkerText(fc.oneof(anyFull, anyFull, anyPythonComparison));
  const releases = ['3.6', '3.7', '3.8', '3.9'].flatMap((minor) =>
    [0, 1, 2, 3, 17].map((micro) => `${minor}.${micro}`),
  );
  const suffixes = ['', 'a1', 'a2', 'b1', 'rc1', 'rc2', '+'];
  const pythons = releases.flatMap((release) => suffixes.map((suffix) => release + suffix));

  it('overlap wherever both hold on some Python', () => {
    fc.assert(
      fc.property(anyMarker, anyMarker, (a, b) => {
        if (mayOverlap(a, b)) return;
        const both = markerOf(`(${a}) and (${b})`);
        for (const full of pythons) {
          const environment = { python_version: full.slice(0, 3), python_full_version: full };
          expect(evaluateMarker(both, environment)).toEqual({ kind: 'value', value: false });
        }
      }),
    );
  });
});

describe('very many comparisons', () => {
  const many = (text: (index: number) => string) => Array.from({ length: 2000 }, (_, index) => text(index));

  it('are not all looked into: the markers may overlap then', () => {
    const long = many((index) => `python_full_version != "3.${index}.1"`).join(' and ');
    expect(mayOverlap(long, 'python_version < "3" and python_version > "3"')).toBe(true);
  });

  it('are given up on in few steps', () => {
    const keys = ['sys_platform', 'os_name', 'platform_machine', 'implementation_name', 'platform_system'];
    const clauses = Array.from({ length: 60 }, (_, index) =>
      keys.map((key) => `${key} != "${index % 40}"`).join(' or '),
    );
    const start = stepsTaken();
    mayOverlap(
      clauses.map((clause) => `(${clause})`).join(' and '),
      many((i) => `os_name == "${i}"`).join(' or '),
    );
    expect(stepsTaken() - start).toBeLessThan(500_000);
  });
});
