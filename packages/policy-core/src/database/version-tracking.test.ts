import { describe, expect, test } from 'vitest';

import { unobserved } from '../model/known.ts';
import { versionTable } from '../testing/sample-database.ts';
import { trackingOf, versionsOf } from './version-tracking.ts';

describe('a database says which revision it is at', () => {
  test.each([
    [
      'with one row',
      ['public'],
      [versionTable(['a1'])],
      { kind: 'tracked', schema: 'public', version: 'a1' },
    ],
    ['not at all', ['public'], [], { kind: 'missing' }],
    ['with no row', ['public'], [versionTable([])], { kind: 'empty', schema: 'public' }],
    [
      'with two rows',
      ['public'],
      [versionTable(['b2', 'a1'])],
      { kind: 'several', schema: 'public', versions: ['a1', 'b2'] },
    ],
    [
      'where Alembic does not look',
      ['public'],
      [versionTable(['a1'], 'ops'), versionTable(['a1'], 'audit')],
      { kind: 'elsewhere', schemas: ['audit', 'ops'] },
    ],
    [
      'in the first schema of its search path that has the table',
      ['app', 'ops', 'public'],
      [versionTable(['b2']), versionTable(['a1'], 'ops')],
      { kind: 'tracked', schema: 'ops', version: 'a1' },
    ],
    [
      'to others',
      ['public'],
      [{ schema: 'public', versions: unobserved('app may not read it') }],
      { kind: 'unreadable', schema: 'public', reason: 'app may not read it' },
    ],
  ])('%s', (...[, visibleSchemas, versionTables, tracking]) => {
    expect(trackingOf({ visibleSchemas, versionTables })).toEqual(tracking);
  });
});

describe('its versions', () => {
  test.each([
    [{ kind: 'tracked', schema: 'public', version: 'a1' } as const, ['a1']],
    [{ kind: 'several', schema: 'public', versions: ['a1', 'b2'] } as const, ['a1', 'b2']],
    [{ kind: 'empty', schema: 'public' } as const, []],
    [{ kind: 'missing' } as const, undefined],
    [{ kind: 'elsewhere', schemas: ['ops'] } as const, undefined],
    [{ kind: 'unreadable', schema: 'public', reason: 'x' } as const, undefined],
  ])('of %j are %j', (tracking, versions) => {
    expect(versionsOf(tracking)).toEqual(versions);
  });
});
