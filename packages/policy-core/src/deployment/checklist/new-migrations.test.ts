import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { auditOf, unseen } from '../../testing/sample-audit.ts';
import { itemOf, REVISION, WORK } from '../../testing/sample-checklist.ts';
import { versionTable } from '../../testing/sample-database.ts';
import type { MigrationWork } from './checklist-sight.ts';

const NOTHING: MigrationWork = { ...WORK, models: [], revisions: [] };
const item = (id: string, work: Partial<MigrationWork>) =>
  itemOf(id, { work: observed({ ...WORK, ...work }) });

describe('a new migration', () => {
  test.each([
    ['models-modified', 'done', 'New since 1f2e3d4c5b6a: app/models.py.'],
    ['migration-generated', 'done', `New since 1f2e3d4c5b6a: ${REVISION}.`],
    [
      'migration-reviewed',
      'unknown',
      'The rules find nothing in it; whether somebody read it cannot be seen.',
    ],
    ['tested-locally', 'done', 'The development database is at 5a9d6371e18c, the head.'],
    ['committed', 'done', 'Every new migration and model is committed as it lies here.'],
  ])('is seen step by step: %s [rows 4.80-4.84]', (id, state, seen) => {
    expect(item(id, {})).toMatchObject({ state, seen });
  });

  test.each([
    ['models-modified', 'No model differs from 1f2e3d4c5b6a.'],
    ['migration-generated', 'No migration is new since 1f2e3d4c5b6a.'],
    ['migration-reviewed', 'No migration is new since 1f2e3d4c5b6a.'],
    ['committed', 'No migration is new since 1f2e3d4c5b6a.'],
  ])('is not begun: %s', (id, seen) => {
    expect(item(id, NOTHING)).toMatchObject({ state: 'not-done', seen });
  });

  test.each(['models-modified', 'migration-generated', 'migration-reviewed', 'committed'])(
    'is not known without git: %s',
    (id) => {
      expect(itemOf(id, { work: unobserved('there is no git repository to ask') })).toMatchObject({
        state: 'unknown',
        seen: 'The new migrations are unknown: there is no git repository to ask.',
      });
    },
  );

  test('may have models that the policy does not name', () => {
    expect(item('models-modified', { models: undefined })).toMatchObject({
      state: 'unknown',
      seen: 'The policy does not say which files are models (migrations.models).',
    });
  });

  test('is not reviewed while rules find errors in it', () => {
    expect(item('migration-reviewed', { judged: observed({ errors: 2, others: 1 }) })).toMatchObject({
      state: 'not-done',
      seen: '2 errors in it: see `lockkeeper check`.',
    });
  });

  test('has findings that a person looks at', () => {
    const reviewed = item('migration-reviewed', { judged: observed({ errors: 0, others: 1 }) });
    expect(reviewed).toMatchObject({ state: 'unknown' });
    expect(reviewed.seen).toContain('1 finding to look at in it;');
    expect(item('migration-reviewed', { judged: unobserved('a rule crashed') })).toMatchObject({
      state: 'unknown',
      seen: 'Nobody can see who read it, and no rule judged it: a rule crashed.',
    });
  });

  test('is committed only when its models are', () => {
    const uncommitted = ['app/models.py', REVISION];
    expect(item('committed', { uncommitted })).toMatchObject({
      state: 'not-done',
      seen: `Not committed: app/models.py, ${REVISION}.`,
    });
    const many = Array.from({ length: 7 }, (_, index) => `m${index}.py`);
    expect(item('committed', { uncommitted: many }).seen).toBe(
      'Not committed: m0.py, m1.py, m2.py, m3.py, m4.py and 2 more.',
    );
  });

  test('shows names that are made to mislead as they are', () => {
    expect(item('migration-generated', { revisions: ['a\u202eb.py'] }).seen).not.toContain('\u202e');
  });
});

describe('the development database [row 4.83]', () => {
  const tested = (
    development: NonNullable<Parameters<typeof auditOf>[0]>['development'],
    heads = observed<readonly string[]>(['5a9d6371e18c']),
  ) => itemOf('tested-locally', { databases: auditOf({ ...(development && { development }) }), heads });

  test('is behind', () => {
    expect(tested({}, observed(['8f0c']))).toMatchObject({
      state: 'not-done',
      seen: 'The development database is at 5a9d6371e18c, and not at 8f0c.',
    });
    expect(tested({ versionTables: [versionTable([])] })).toMatchObject({
      state: 'not-done',
      seen: 'The development database is at no revision, and not at 5a9d6371e18c.',
    });
  });

  test('is at every head of a history that has two', () => {
    const development = { versionTables: [versionTable(['a', 'b'])] };
    expect(tested(development, observed(['b', 'a'])).state).toBe('done');
    expect(tested(development, observed(['b', 'c'])).state).toBe('not-done');
  });

  test('is not known where nobody saw it, or where it should be', () => {
    expect(tested(unseen('unreachable', 'nobody listens there'))).toMatchObject({
      state: 'unknown',
      seen: 'Development was not seen because nobody listens there.',
    });
    expect(tested({ identity: 'two' })).toMatchObject({
      state: 'unknown',
      seen: 'Both variables lead to the same database, shop_dev at localhost:5432, so nothing was compared.',
    });
    expect(itemOf('tested-locally', { heads: unobserved('there are 2 histories here') })).toMatchObject({
      state: 'unknown',
      seen: 'Which revision it should be at is not known: there are 2 histories here.',
    });
  });
});
