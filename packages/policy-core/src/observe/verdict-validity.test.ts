import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../model/known.ts';
import { validUntil } from './verdict-validity.ts';

const PATH = 'infrastructure/last-good-deploy.json';
const NOON = '2026-03-01T12:00:00.000Z';
const DAY = '2026-03-01';

const record = (deployedAt: string) =>
  observed({ kind: 'text', text: JSON.stringify({ deployed_at: deployedAt }) } as const);

function mattersWith(files: Parameters<typeof validUntil>[1]['files']) {
  return validUntil({ record: { path: PATH } }, { files, now: observed(NOON) });
}

describe('of a moment', () => {
  test('only the day matters where nothing was deployed', () => {
    expect(mattersWith({})).toEqual(observed(DAY));
    expect(mattersWith({ [PATH]: observed({ kind: 'absent' }) })).toEqual(observed(DAY));
    expect(mattersWith({ [PATH]: unobserved('it was not read') })).toEqual(observed(DAY));
  });

  test.each([
    ['2026-02-28T23:59:59Z', DAY],
    ['2026-03-01T11:59:59Z', DAY],
    [NOON, DAY],
    ['2026-03-01T12:00:01Z', NOON],
    ['2030-01-01T00:00:00Z', NOON],
    ['some day', DAY],
  ])('a deployment at %s leaves %s', (deployedAt, matters) => {
    expect(mattersWith({ [PATH]: record(deployedAt) })).toEqual(observed(matters));
  });

  test('nothing is known where the time is not', () => {
    const now = unobserved('the machine has no clock');
    expect(validUntil({ record: { path: PATH } }, { files: {}, now })).toBe(now);
  });
});
