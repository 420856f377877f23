import { describe, expect, test } from 'vitest';

import { AUDIT_LOG_PATH } from '../../policy/audit-log-path.ts';
import { observed, unobserved } from '../../model/known.ts';
import { evidenceOf, logOf } from '../../testing/sample-qualities.ts';

describe('the log', () => {
  test('is whole, and has so many deploys and corrections in it [row 0.45]', () => {
    expect(evidenceOf('log-whole', {})).toMatchObject({
      state: 'shown',
      seen: [
        '3 entries, each with the hash of the one before: 1 deploy, 1 correction.',
        `Read from ${AUDIT_LOG_PATH} on disk, and held against the deploy records of 4f6d2a9c3b1e.`,
      ],
      source: 'lockkeeper audit verify',
    });
  });

  test('says on which branch it lies', () => {
    const known = logOf();
    if (!known.known) throw new Error('It is known.');
    const { report } = known.value;
    const branch = 'origin/lockkeeper/records';
    const onBranch = observed({
      ...known.value,
      report: { ...report, branch },
      heldAgainst: 'the deploy records there',
    });
    expect(evidenceOf('log-whole', { log: onBranch }).seen.at(-1)).toBe(
      `Read from ${branch}:${AUDIT_LOG_PATH}, and held against the deploy records there.`,
    );
  });

  test('is no log any more where somebody changed it', () => {
    const known = logOf();
    const text = known.known ? known.value.entries.map((entry) => JSON.stringify(entry)).join('\n') : '';
    const changed = evidenceOf('log-whole', { log: logOf(text.replace('alice', 'mallory')) });
    expect(changed.state).toBe('against');
    expect(changed.seen.length).toBeGreaterThan(1);
    expect(changed.seen.at(-1)).toContain('on disk, and held against');
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

  test('is not known where nobody signed it: it could be another one', () => {
    expect(evidenceOf('log-whole', { log: logOf(undefined, false) })).toMatchObject({
      state: 'unknown',
      seen: ['The log is not provable without signers.', expect.any(String), expect.any(String)],
    });
  });
});
