import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { observed, unobserved, type Known } from '../known.ts';
import type { ConfigOptions } from './config-options.ts';
import { versionLocations } from './version-locations.ts';

function options(
  ini: Readonly<Record<string, string>>,
  list: Known<readonly string[] | undefined> = observed(undefined),
): ConfigOptions {
  const inIni = (name: string) => observed(ini[name]);
  return { inIni, text: inIni, list: () => list, isOn: () => false };
}

function located(ini: Readonly<Record<string, string>>): unknown {
  const found = versionLocations(options(ini));
  return found.known ? found.value : found.reason;
}

describe('version locations', () => {
  it.each([
    [{}, undefined],
    [{ version_locations: '' }, undefined],
    [{ version_locations: 'a' }, ['a']],
    [{ version_locations: 'a b' }, ['a', 'b']],
    [{ version_locations: 'a,b, c,  d' }, ['a', 'b', 'c', 'd']],
    [{ version_locations: 'a   b' }, ['a', 'b']],
    [{ version_locations: 'a\nb' }, ['a\nb']],
    [{ version_locations: 'a b', path_separator: ':' }, ['a b']],
    [{ version_locations: ':a::b:', path_separator: ':' }, ['a', 'b']],
    [{ version_locations: ' a : b ', path_separator: ':' }, ['a', 'b']],
    [{ version_locations: '\na\nb c\n', path_separator: 'newline' }, ['a', 'b c']],
    [{ version_locations: 'a:b', path_separator: 'os' }, ['a', 'b']],
    [{ version_locations: 'C:\\a;C:\\b', path_separator: 'os' }, ['C:\\a', 'C:\\b']],
    [{ version_locations: 'a;b', version_path_separator: ';' }, ['a', 'b']],
    [{ version_locations: 'a;b', path_separator: ';', version_path_separator: 'nonsense' }, ['a', 'b']],
  ])('of %j are %j', (ini, expected) => {
    expect(located(ini)).toEqual(expected);
  });

  it.each([
    ['path_separator', 'comma'],
    ['version_path_separator', ''],
    ['path_separator', 'OS'],
  ])('are unknown with %s = %j, at which Alembic stops', (name, separator) => {
    expect(located({ version_locations: 'a', [name]: separator })).toBe(
      `${name} is ${separator}, which Alembic does not know,`,
    );
  });

  it('come from pyproject.toml where the ini file names none', () => {
    const list = observed(['a', 'b']);
    expect(versionLocations(options({}, list))).toBe(list);
    expect(versionLocations(options({ version_locations: '' }, list))).toBe(list);
    expect(versionLocations(options({ version_locations: 'c' }, list))).toEqual(observed(['c']));
    const unknown = unobserved('version_locations is no list');
    expect(versionLocations(options({}, unknown))).toBe(unknown);
  });

  it('that are joined by a separator come apart by it', () => {
    const place = fc.stringMatching(/^[a-z][a-z0-9/_.-]{0,8}$/);
    const separator = fc.constantFrom(['space', ' '], ['newline', '\n'], ['os', ':'], [':', ':'], [';', ';']);
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 5 }),
        separator,
        (places, [name = '', by = '']) => {
          expect(located({ version_locations: places.join(by), path_separator: name })).toEqual(places);
        },
      ),
    );
  });
});
