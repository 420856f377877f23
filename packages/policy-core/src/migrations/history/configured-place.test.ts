import { describe, expect, it } from 'vitest';

import { below, configuredPlace, HERE, withinRepository } from './configured-place.ts';

describe('a place in a configuration', () => {
  it.each([
    [`${HERE}/migrations`, 'root backend/migrations'],
    [`${HERE}`, 'root backend'],
    [`${HERE}/../db/versions/`, 'root db/versions'],
    [`${HERE}/./a//b`, 'root backend/a/b'],
    ['migrations', 'start migrations'],
    ['../db', 'start ../db'],
    ['./db', 'start ./db'],
    ['my app/db', 'start my app/db'],
    ['app:migrations', 'package app/migrations'],
    ['my.app:db:migrations', 'package my/app/db/migrations'],
    ['app:db/migrations', 'package app/db/migrations'],
    ['app:../migrations', 'package migrations'],
  ])('%j is %s', (written, expected) => {
    const place = configuredPlace(written, 'backend');
    expect(place && `${place.from} ${place.path}`).toBe(expected);
  });

  it.each([
    '',
    '/srv/migrations',
    '{alembic_dir}',
    `${HERE}/{{ place }}`,
    'C:/migrations',
    'C:\\migrations',
    `${HERE}/../../elsewhere`,
    `${HERE}/a${HERE}`,
    `a/${HERE}/b`,
    'a\nb',
    'app:../../x',
  ])('%j lies where nobody can tell', (written) => {
    expect(configuredPlace(written, 'backend')).toBeUndefined();
  });

  it('may lie beside a configuration in the root', () => {
    expect(configuredPlace(`${HERE}/a`, '')).toEqual({ from: 'root', path: 'a' });
    expect(configuredPlace(`${HERE}/../a`, '')).toBeUndefined();
  });

  it('has folders below it', () => {
    expect(below({ from: 'root', path: '' }, 'versions')).toEqual({ from: 'root', path: 'versions' });
    expect(below({ from: 'start', path: 'a' }, 'versions')).toEqual({ from: 'start', path: 'a/versions' });
  });
});

describe('a path within the repository', () => {
  it.each([
    ['', ''],
    ['.', ''],
    ['a/../b', 'b'],
    ['a//b/', 'a/b'],
    ['/a', 'a'],
    ['..', undefined],
    ['a/../../b', undefined],
  ])('%j is %j', (path, expected) => {
    expect(withinRepository(path)).toBe(expected);
  });
});
