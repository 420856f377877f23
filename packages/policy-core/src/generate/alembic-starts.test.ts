import { describe, expect, test } from 'vitest';

import { alembicStarts } from './alembic-starts.ts';

describe('Alembic is started', () => {
  test.each([
    {
      what: 'at the root, where its configuration lies',
      folders: ['alembic/versions'],
      paths: ['alembic.ini'],
      expected: [''],
    },
    {
      what: 'where the nearest configuration lies',
      folders: ['api/alembic/versions'],
      paths: ['api/alembic.ini', 'alembic.ini'],
      expected: ['api'],
    },
    {
      what: 'beside a pyproject.toml',
      folders: ['api/migrations/versions'],
      paths: ['api/pyproject.toml'],
      expected: ['api'],
    },
    {
      what: 'once for histories of one configuration',
      folders: ['a/versions', 'b/versions'],
      paths: ['alembic.ini'],
      expected: [''],
    },
    {
      what: 'once for each configuration',
      folders: ['a/versions', 'b/versions'],
      paths: ['a/alembic.ini', 'b/alembic.ini'],
      expected: ['a', 'b'],
    },
    {
      what: 'at the root, where no configuration is seen',
      folders: ['a/b/versions'],
      paths: ['c/alembic.ini'],
      expected: [''],
    },
    { what: 'nowhere, where there are no revisions', folders: [], paths: ['alembic.ini'], expected: [] },
  ])('$what', ({ folders, paths, expected }) => {
    expect(alembicStarts(folders, { paths, configurations: [] })).toEqual({
      starts: expected.map((folder) => ({ folder })),
      leftOut: [],
    });
  });
});

describe('where a configuration tells what it loads, Alembic is started with it', () => {
  const FOLDERS = ['alembic/versions', 'billing/versions'];
  const section = (name: string, location: string) => `[${name}]\nscript_location = %(here)s/${location}\n`;
  const started = (texts: Readonly<Record<string, string>>, folders = FOLDERS) =>
    alembicStarts(folders, {
      paths: Object.keys(texts),
      configurations: Object.entries(texts).map(([path, text]) => ({ path, text })),
    });

  test('once for each section that has a history of its own', () => {
    const text = `${section('alembic', 'alembic')}${section('billing', 'billing')}`;
    expect(started({ 'alembic.ini': text })).toEqual({
      starts: [{ folder: '' }, { folder: '', section: 'billing' }],
      leftOut: [],
    });
  });

  test('once for each file that has', () => {
    const texts = {
      'alembic.ini': section('alembic', 'alembic'),
      'alembic-billing.ini': section('alembic', 'billing'),
    };
    expect(started(texts).starts).toEqual([{ folder: '' }, { folder: '', config: 'alembic-billing.ini' }]);
  });

  test('and by the usual one where several load the same, and the others are named', () => {
    const text = `${section('staging', 'alembic')}${section('alembic', 'alembic')}`;
    expect(started({ 'alembic.ini': text }, ['alembic/versions'])).toEqual({
      starts: [{ folder: '' }],
      leftOut: ['alembic.ini [staging]'],
    });
  });

  test('in the folder that what is written there counts from', () => {
    const texts = { 'config/alembic.ini': '[alembic]\nscript_location = alembic\n' };
    expect(started(texts, ['alembic/versions']).starts).toEqual([
      { folder: '', config: 'config/alembic.ini' },
    ]);
  });

  test('and beside the nearest one for what none tells', () => {
    expect(started({ 'alembic.ini': section('alembic', 'alembic') })).toEqual({
      starts: [{ folder: '' }],
      leftOut: [],
    });
    expect(started({ 'alembic.ini': section('billing', 'billing') })).toEqual({
      starts: [{ folder: '', section: 'billing' }, { folder: '' }],
      leftOut: [],
    });
  });

  test('but not for what the policy does not name', () => {
    const text = `${section('alembic', 'alembic')}${section('billing', 'billing')}`;
    expect(started({ 'alembic.ini': text }, ['alembic/versions']).starts).toEqual([{ folder: '' }]);
  });
});
