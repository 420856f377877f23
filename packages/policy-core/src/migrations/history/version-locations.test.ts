import { describe, expect, it } from 'vitest';

import { observed, unobserved, type Known } from '../../model/known.ts';
import type { ConfigOptions } from './config-options.ts';
import { readVersionLocations } from './version-locations.ts';

type Options = Readonly<Record<string, string | undefined>>;

/** What an ini file says, and a list of pyproject.toml beside it. */
function told(
  ini: Options,
  list: Known<readonly string[] | undefined> = observed(undefined),
): readonly string[] | string | undefined {
  const options: ConfigOptions = {
    inIni: (name) => observed(ini[name]),
    text: (name) => observed(ini[name]),
    list: () => list,
    isOn: () => false,
    placeOf: () => undefined,
  };
  const locations = readVersionLocations(options);
  return locations.known ? locations.value : locations.reason;
}

describe('version_locations without a separator, as before Alembic 1.7', () => {
  it.each<[string, readonly string[]]>([
    ['a', ['a']],
    ['a b', ['a', 'b']],
    ['a   b', ['a', 'b']],
    ['a, b', ['a', 'b']],
    ['a,b', ['a', 'b']],
    ['a,   b', ['a', 'b']],
    ['a ,b', ['a', '', 'b']],
    ['a:b', ['a:b']],
    ['C:/a b', ['C:/a', 'b']],
  ])('%j', (text, expected) => {
    expect(told({ version_locations: text })).toEqual(expected);
  });
});

describe('version_locations with a separator', () => {
  it.each<[string, string, readonly string[]]>([
    ['space', 'a  b', ['a', 'b']],
    ['space', 'a:b,c d', ['a:b,c', 'd']],
    ['newline', '\na\n b c \n', ['a', 'b c']],
    ['os', 'a:b', ['a', 'b']],
    ['os', 'C:/a;D:/b', ['C:/a', 'D:/b']],
    ['os', 'a b', ['a b']],
    [':', 'a : b:', ['a', 'b']],
    [';', 'a;b c', ['a', 'b c']],
  ])('%s: %j', (separator, text, expected) => {
    expect(told({ version_locations: text, path_separator: separator })).toEqual(expected);
    expect(told({ version_locations: text, version_path_separator: separator })).toEqual(expected);
  });

  it('take the newer name of the option where both are there', () => {
    expect(
      told({ version_locations: 'a:b c', path_separator: ':', version_path_separator: 'space' }),
    ).toEqual(['a', 'b c']);
  });

  it.each(['path_separator', 'version_path_separator'])('that Alembic does not know is said: %s', (name) => {
    expect(told({ version_locations: 'a', [name]: 'comma' })).toBe(
      `${name} is comma, which Alembic does not know,`,
    );
  });

  it('are no matter where no locations are written', () => {
    expect(told({ path_separator: 'comma' })).toBeUndefined();
  });
});

describe('where version_locations may stand', () => {
  it('is the ini file before pyproject.toml', () => {
    expect(told({ version_locations: 'a' }, observed(['b']))).toEqual(['a']);
    expect(told({}, observed(['b']))).toEqual(['b']);
    expect(told({ version_locations: '' }, observed(['b']))).toEqual(['b']);
  });

  it('is nowhere, and then they lie below the scripts', () => {
    expect(told({})).toBeUndefined();
    expect(told({ version_locations: '' })).toBeUndefined();
  });

  it('tells nothing where it cannot be read', () => {
    expect(told({}, unobserved('version_locations is no list'))).toBe('version_locations is no list');
  });
});
