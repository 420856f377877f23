import { describe, expect, test } from 'vitest';

import { evidenceOf, guarded, NOT_RUN } from '../../testing/sample-qualities.ts';

describe('waivers', () => {
  const waiver = (expires: string) => ({
    rule: 'migrations/drop-column',
    path: 'alembic/versions/1a00.py',
    reason: 'The column was empty.',
    approver: 'alice',
    expires,
  });

  test('are told with who approved them and until when, as long as they are in force', () => {
    const keys = { waivers: [waiver('2026-12-01'), waiver('2026-11-20'), waiver('2026-11-21')] };
    expect(evidenceOf('waivers-told', { guard: guarded({ keys }) })).toEqual({
      id: 'waivers-told',
      title: 'Every waiver is recorded, with its approver and its end.',
      state: 'shown',
      seen: [
        'migrations/drop-column for alembic/versions/1a00.py until 2026-12-01, by alice: The column was empty.',
        'migrations/drop-column for alembic/versions/1a00.py until 2026-11-21, by alice: The column was empty.',
      ],
      source: 'lockkeeper.json',
    });
  });

  test('are none, or nobody knows', () => {
    expect(evidenceOf('waivers-told', {})).toMatchObject({
      state: 'shown',
      seen: ['No waiver is in force.'],
    });
    expect(evidenceOf('waivers-told', { guard: NOT_RUN }).state).toBe('unknown');
  });
});
