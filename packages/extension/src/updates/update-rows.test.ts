import { describe, expect, test } from 'vitest';

import { ended } from '../testing/scripted-program.ts';
import { updateOutcome } from './update-outcome.ts';
import { alarmingProfiles, updateRows, type ShownProfile } from './update-rows.ts';

/** What `lockkeeper update status --format json` prints of a profile that runs and was updated. */
const STATUS = {
  schema_version: 1,
  profile: 'live',
  version: { version: 'v1.1.0', commit: 'b'.repeat(40), updated_at: '2026-11-24T03:00:00.000Z' },
  state: { not_before: null, blocked: [], disabled: null },
  banner: {
    level: 'info',
    title: 'Updated from v1.0.0 to v1.1.0.',
    why: null,
    since: '2026-11-24T03:00:00.000Z',
    next_window: '2026-11-25T02:00:00.000Z',
  },
  alarm: null,
};

const FAILED = {
  level: 'critical',
  title: 'v1.2.0 was rolled back. v1.1.0 runs again.',
  why: 'health: it answered 503',
  since: '2026-11-24T03:00:00.000Z',
  next_window: null,
};

function shown(status: object | string): ShownProfile {
  const stdout = typeof status === 'string' ? status : JSON.stringify(status);
  const outcome = updateOutcome(ended(stdout, 0));
  if (outcome.kind === 'cancelled') throw new Error('Nobody cancelled it.');
  return { profile: 'live', outcome };
}

function texts(status: object | string): readonly (readonly string[])[] {
  return updateRows([shown(status)], (iso) => iso.slice(0, 10)).flatMap(
    ({ label, description, children }) => [
      [label, description],
      ...children.map((row) => [row.label, row.description]),
    ],
  );
}

describe('a service that updates itself, in the editor', () => {
  test('shows what runs, what happened last and when the next window opens', () => {
    expect(texts(STATUS)).toEqual([
      ['✓ live', 'v1.1.0 since 2026-11-24'],
      ['✓ Updated from v1.0.0 to v1.1.0.', '2026-11-24'],
      ['… Next window', '2026-11-25'],
    ]);
    expect(alarmingProfiles([shown(STATUS)])).toBe(0);
  });

  test('shows what failed, what waits, what does not come back and why updates are disabled [row 3.33]', () => {
    const state = {
      not_before: '2026-11-26T00:00:00.000Z',
      blocked: [{ version: 'v1.2.0', commit: 'c'.repeat(40), why: 'it answered 503' }],
      disabled: { reason: 'too-many-failures' },
    };
    expect(texts({ ...STATUS, state, banner: FAILED })).toEqual([
      ['✗ live', 'v1.1.0 since 2026-11-24'],
      ['✗ v1.2.0 was rolled back. v1.1.0 runs again.', '2026-11-24'],
      ['✗ Updates are disabled', 'too-many-failures'],
      ['→ Find the cause, then run lockkeeper update enable --ack --profile live.', ''],
      ['… Waits after a failure', '2026-11-26'],
      ['– v1.2.0 does not come back', 'it answered 503'],
    ]);
  });

  test.each([
    ['what alarms', { alarm: 'security' }, 1],
    ['a warning that alarms nobody', { banner: { ...FAILED, level: 'warning' } }, 0],
    ['a host that never updated', { version: null, banner: null }, 0],
    ['a state that nobody can read', { schema_version: 2 }, 1],
  ])('wants to be looked at because of %s: %#', (...[, change, count]) => {
    expect(alarmingProfiles([shown({ ...STATUS, ...change })])).toBe(count);
  });

  test.each([
    ['a banner of no known level', { ...STATUS, banner: { ...FAILED, level: 'loud' } }],
    ['a banner that is a text', { ...STATUS, banner: 'fine' }],
    ['a version without a time', { ...STATUS, version: { version: 'v1.1.0' } }],
    ['a state without its list', { ...STATUS, state: {} }],
    ['no word whether it alarms', { ...STATUS, alarm: undefined }],
    ['nothing', ''],
  ])('that answers with %s is not known', (_, status) => {
    expect(texts(status)).toEqual([['? live', 'The state of updates is unreadable. See the log.']]);
  });
});
