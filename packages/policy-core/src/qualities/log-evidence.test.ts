import { describe, expect, test } from 'vitest';

import { unobserved } from '../known.ts';
import { evidenceOf, logOf } from '../testing/sample-qualities.ts';

describe('the log', () => {
  test('is whole, and has so many deploys and corrections in it [row 0.45]', () => {
    expect(evidenceOf('log-whole', {})).toMatchObject({
      state: 'shown',
      seen: ['3 entries, each with the hash of the one before: 1 deploy, 1 correction.'],
      source: 'lockkeeper audit verify',
    });
  });

  test('is no log any more where somebody changed it', () => {
    const known = logOf();
    const text = known.known ? known.value.entries.map((entry) => JSON.stringify(entry)).join('\n') : '';
    const changed = evidenceOf('log-whole', { log: logOf(text.replace('alice', 'mallory')) });
    expect(changed.state).toBe('against');
    expect(changed.seen.length).toBeGreaterThan(0);
  });

  test('is not known where it is not there, or was not read', () => {
    expect(evidenceOf('log-whole', { log: logOf('') })).toMatchObject({
      state: 'unknown',
      seen: ['There is no audit log yet.'],
    });
    expect(evidenceOf('log-whole', { log: unobserved('reading it is not allowed') })).toMatchObject({
      state: 'unknown',
      seen: ['The log was not read: reading it is not allowed.'],
    });
  });
});
