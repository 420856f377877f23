import { describe, expect, test } from 'vitest';

import { readDeployRecord } from '../facts/deploy-record.ts';
import { timeFaults } from './record-times.ts';

function recordOf(deployedAt: string, previous?: string) {
  const reading = readDeployRecord('last.json', {
    kind: 'text',
    text: JSON.stringify({
      last_good_sha: 'a'.repeat(40),
      deployed_at: deployedAt,
      ...(previous !== undefined && {
        schema_version: 1,
        previous: { last_good_sha: 'b'.repeat(40), deployed_at: previous },
      }),
    }),
  });
  if (reading.kind !== 'read') throw new Error('The record of this test is a record.');
  return reading;
}

const NOON = '2026-11-21T12:00:00Z';

describe('the times of a deploy record', () => {
  test('are in order where the deploy is past, and not before the one before', () => {
    expect(timeFaults(recordOf(NOON), NOON)).toEqual([]);
    expect(timeFaults(recordOf(NOON, NOON), NOON)).toEqual([]);
  });

  test('may lead by the five minutes that clocks of two machines differ, and by no second more', () => {
    expect(timeFaults(recordOf('2026-11-21T12:05:00Z'), NOON)).toEqual([]);
    expect(timeFaults(recordOf('2026-11-21T12:05:01Z'), NOON)).toEqual(['not-yet']);
  });

  test('are not compared with a clock that was not read', () => {
    expect(timeFaults(recordOf('2036-11-21T12:05:01Z'), undefined)).toEqual([]);
  });

  test('are at fault where a deploy is before the previous one', () => {
    const record = recordOf('2026-11-21T11:59:59Z', NOON);
    expect(timeFaults(record, NOON)).toEqual(['before-previous']);
    expect(timeFaults(record, '2026-11-20T00:00:00Z')).toEqual(['not-yet', 'before-previous']);
  });

  test('say nothing where they are no times', () => {
    expect(timeFaults(recordOf('yesterday', NOON), NOON)).toEqual(['no-time']);
  });
});
