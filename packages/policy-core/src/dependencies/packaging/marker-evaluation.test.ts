import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { anyComparison, anyMarkerText, markerOf } from '../../testing/any-marker.ts';
import { markerEnvironment } from './marker-environment.ts';
import { evaluateMarker } from './marker-evaluation.ts';
import type { MarkerEnvironment } from './marker-evaluation.ts';

const LINUX = markerEnvironment({ python: '3.11', platform: 'linux' });

/** `true`, `false`, the name of an error, or the variables that would have to be known. */
function evaluated(text: string, environment: MarkerEnvironment = LINUX): unknown {
  const evaluation = evaluateMarker(markerOf(text), environment);
  switch (evaluation.kind) {
    case 'value':
      return evaluation.value;
    case 'undefined':
      return evaluation.problem;
    case 'unknown':
      return evaluation.variables;
  }
}

describe('a comparison of versions', () => {
  test.each([
    ['python_version >= "3.8"', true],
    ['python_version < "3.8"', false],
    ['python_version == "3.11"', true],
    ['python_version == "3.*"', true],
    ['python_version ~= "3.6"', true],
    ['python_version === "3.11"', true],
    ['python_version === "3.11.0"', false],
    ['"3.8" <= python_version', true],
    ['python_full_version > "3.11"', false],
    ['python_full_version >= "3.11.0rc1"', true],
    ['python_version in "3.10 3.11"', true],
    ['python_version in "3.110"', true],
    ['python_version not in "3.10, 3.12"', true],
    ['"3.1" in python_version', true],
    ['python_version < "abc"', false],
    ['python_version != "abc"', true],
    ['python_version ~= "3"', 'UndefinedComparison'],
    ['python_version > "=3.11"', true],
  ])('%s: %s', (text, expected) => {
    expect(evaluated(text)).toBe(expected);
  });

  it('reads a Python that was built from what comes after a release', () => {
    const environment = { ...LINUX, python_full_version: '3.11.1+' };
    expect(evaluated('python_full_version < "3.12"', environment)).toBe(true);
    expect(evaluated('python_full_version == "3.11.1+local"', environment)).toBe(true);
  });

  it('takes a value that is no version for none that could satisfy it', () => {
    const environment = { ...LINUX, platform_release: '6.1.0-18-amd64' };
    expect(evaluated('platform_release >= "5"', environment)).toBe(false);
    expect(evaluated('platform_release == "6.1.0-18-amd64"', environment)).toBe(true);
  });
});

describe('a comparison of texts', () => {
  test.each([
    ['sys_platform == "linux"', true],
    ['sys_platform != "linux"', false],
    ['sys_platform <= "linux"', true],
    ['sys_platform < "zzz"', false],
    ['sys_platform > "aaa"', false],
    ['sys_platform in "linux2"', true],
    ['"lin" in sys_platform', true],
    ['"win" not in sys_platform', true],
    ['os_name ~= "posix"', 'UndefinedComparison'],
    ['os_name === "posix"', 'UndefinedComparison'],
    ['extra == "security"', false],
    ['extra == ""', true],
    ['os_name == os_name', false],
    ['"linux" == "sys_platform"', true],
    ['"b" < "a"', 'UndefinedEnvironmentName'],
    ['"x" == "constructor"', 'UndefinedEnvironmentName'],
  ])('%s: %s', (text, expected) => {
    expect(evaluated(text)).toBe(expected);
  });

  it('knows an extra in any spelling', () => {
    expect(evaluated('extra == "Foo_Bar"', { ...LINUX, extra: 'foo.BAR' })).toBe(true);
  });
});

describe('a comparison with a set', () => {
  const lock = { ...LINUX, extras: new Set(['Foo_Bar', 'x']), dependency_groups: new Set<string>() };

  test.each([
    ['"foo.bar" in extras', true],
    ['"y" in extras', false],
    ['"y" not in extras', true],
    ['"y" in dependency_groups', false],
    ['"x" == extras', false],
    ['"x" != extras', true],
    ['"x" < extras', false],
    ['"x" ~= extras', 'UndefinedComparison'],
    ['extras == "x"', 'UndefinedComparison'],
    ['extras in "x"', 'UndefinedComparison'],
  ])('%s: %s', (text, expected) => {
    expect(evaluated(text, lock)).toBe(expected);
  });

  test.each(['"x" in extras', '"x" in dependency_groups'])('is undefined outside a lock file: %s', (text) => {
    expect(evaluated(text)).toBe('UndefinedEnvironmentName');
  });

  it('takes a text for a single name', () => {
    expect(evaluated('"Foo_Bar" == extras', { ...LINUX, extras: 'foo.bar' })).toBe(true);
  });
});

describe('what is not known', () => {
  test.each<[string, unknown]>([
    ['platform_machine == "arm64"', ['platform_machine']],
    ['platform_machine == "arm64" and sys_platform == "linux"', ['platform_machine']],
    ['platform_machine == "arm64" and sys_platform == "win32"', false],
    ['platform_machine == "arm64" or sys_platform == "linux"', true],
    ['platform_machine == "arm64" or sys_platform == "win32"', ['platform_machine']],
    [
      'platform_machine == "a" and (platform_release > "1" or platform_machine == "b")',
      ['platform_machine', 'platform_release'],
    ],
    ['platform_machine == "a" or platform_release > "1" and sys_platform == "win32"', ['platform_machine']],
  ])('%s: %j', (text, expected) => {
    expect(evaluated(text)).toEqual(expected);
  });

  it('does not hide a comparison that is undefined anyway', () => {
    expect(evaluated('platform_machine == "arm64" or os_name ~= "posix"')).toBe('UndefinedComparison');
    expect(evaluated('sys_platform == "linux" or os_name ~= "posix"')).toBe('UndefinedComparison');
  });

  it('is decided by the rest only where it cannot matter', () => {
    const machines = ['x86_64', 'arm64', 'linux', '3.8', ''];
    fc.assert(
      fc.property(anyMarkerText(anyComparison), (text) => {
        const open = evaluateMarker(markerOf(text), LINUX);
        if (open.kind !== 'value') return;
        for (const machine of machines) {
          const environment = { ...LINUX, platform_machine: machine, platform_version: machine };
          const settled = evaluateMarker(markerOf(text), { ...environment, platform_release: machine });
          expect([open, { kind: 'undefined' }]).toContainEqual(
            settled.kind === 'undefined' ? { kind: 'undefined' } : settled,
          );
        }
      }),
    );
  });

  it('is named: once those are known, the marker has a value', () => {
    fc.assert(
      fc.property(anyMarkerText(anyComparison), (text) => {
        const open = evaluateMarker(markerOf(text), LINUX);
        if (open.kind !== 'unknown') return;
        const known = Object.fromEntries(open.variables.map((name) => [name, 'x']));
        expect(evaluateMarker(markerOf(text), { ...LINUX, ...known }).kind).not.toBe('unknown');
      }),
    );
  });
});

describe('an undefined comparison', () => {
  test.each([
    ['os_name ~= "posix"', 'os_name cannot be compared by ~= with "posix"'],
    ['"x" in extras', 'there is no variable "extras" to compare with'],
    ['"b" < "a"', 'there is no variable "a" to compare with'],
  ])('%s says why', (text, detail) => {
    expect(evaluateMarker(markerOf(text), LINUX)).toMatchObject({ kind: 'undefined', detail });
  });

  it('is the first of several', () => {
    expect(evaluated('"x" == "y" and os_name ~= "a"')).toBe('UndefinedEnvironmentName');
    expect(evaluated('(os_name ~= "a" or os_name == "b") and "x" == "y"')).toBe('UndefinedComparison');
  });
});
