import { describe, expect, test } from 'vitest';

import { FACTS, SHA } from '../../testing/sample-qualities.ts';
import { recordedFacts } from './recorded-facts.ts';

const RECORD = {
  ...FACTS,
  deployed_at: '2026-11-21T08:00:00Z',
  schema_version: 1,
  seq: 1,
  environment: 'production',
  service: 'api',
};

describe('what a record says', () => {
  test('is read of a sound record of version 1, keys of later versions included', () => {
    const text = JSON.stringify({ ...RECORD, later: true });
    expect(recordedFacts(text)).toMatchObject(FACTS);
    expect(recordedFacts(`\uFEFF${text}`)).toMatchObject(FACTS);
  });

  test.each([
    ['version 0', JSON.stringify({ last_good_sha: SHA, deployed_at: '2026-11-21T08:00:00Z' })],
    ['a field of another form', JSON.stringify({ ...RECORD, health: [{ probe: '/health', status: 'ok' }] })],
    ['no object', '[]'],
    ['no JSON', '{'],
    ['nothing', ''],
  ])('is nothing of %s', (_, text) => {
    expect(recordedFacts(text)).toBeUndefined();
  });
});
