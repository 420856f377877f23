import { describe, expect, test } from 'vitest';

import { GUARD_QUESTIONS, guardCheck, notAsked, unproved, type GuardCheck } from '../guard/guard-check.ts';
import { DECISION, evidenceOf, guarded, NOT_RUN } from '../../testing/sample-qualities.ts';

const rowOf = (check: GuardCheck) =>
  evidenceOf(check.id, {
    guard: guarded({ table: DECISION.table.map((row) => (row.id === check.id ? check : row)) }),
  });

describe('what the guard asked besides the policy', () => {
  test('is shown with what was seen', () => {
    expect(evidenceOf('databases', {})).toEqual({
      id: 'databases',
      title: GUARD_QUESTIONS.databases,
      state: 'shown',
      seen: ['Seen for databases.'],
      source: 'lockkeeper guard',
    });
  });

  test('is against it with what stands there, before what was seen', () => {
    const problem = {
      kind: 'failed',
      text: 'It is behind.',
      where: null,
      path: null,
      next_step: 'Go.',
    } as const;
    const evidence = [{ text: 'It is at 1a00.', where: 'DATABASE_URL_PROD' }];
    expect(rowOf(guardCheck('known-revision', { evidence, problems: [problem] }))).toMatchObject({
      state: 'against',
      seen: ['It is behind.', 'It is at 1a00.'],
    });
  });

  test('is not known where it was not proved, not asked, or not even in the table', () => {
    const open = { text: 'Nobody knows.', where: null, path: null, next_step: 'Look.' };
    expect(rowOf(unproved('backup', open))).toMatchObject({ state: 'unknown', seen: ['Nobody knows.'] });
    expect(rowOf(notAsked('proof', 'No scratch database is named.'))).toMatchObject({
      state: 'unknown',
      seen: ['No scratch database is named.'],
    });
    expect(evidenceOf('environment', { guard: guarded({ table: [] }) })).toMatchObject({
      state: 'unknown',
      seen: ['The guard was not asked.'],
    });
    expect(evidenceOf('proof', { guard: NOT_RUN }).state).toBe('unknown');
  });

  test.each(
    Object.keys(GUARD_QUESTIONS).filter((id) => !['policy', 'deploy-record', 'audit-log'].includes(id)),
  )('belongs to a word: %s', (id) => {
    expect(evidenceOf(id, {}).state).toBe('shown');
  });
});
