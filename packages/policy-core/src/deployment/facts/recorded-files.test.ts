import { describe, expect, test } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { observed, unobserved } from '../../model/known.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import type { Policy } from '../../policy/policy.ts';
import { readDeployRecord } from './deploy-record.ts';
import { digestsToTake, recordedFiles } from './recorded-files.ts';

const HEX = 'a'.repeat(64);
const SHA = 'c'.repeat(40);
const POLICY = policyOf([
  { id: 'api', source: 'api/r.txt', lock: 'api/r.lock' },
  { id: 'job', source: 'job/r.txt', lock: 'job/r.lock' },
]);
const FIRST = { requirements_txt_sha256: HEX, requirements_lock_sha256: HEX };
const JOB = { pairs: { job: { source_sha256: HEX, lock_sha256: HEX } } };

describe('files whose digests are taken', () => {
  test.each([
    [
      'the first pair of the policy, under the names of the first policies',
      FIRST,
      ['api/r.txt', 'api/r.lock'],
    ],
    ['a pair by its id', JOB, ['job/r.txt', 'job/r.lock']],
    ['both, each once', { ...FIRST, pairs: { api: JOB.pairs.job } }, ['api/r.txt', 'api/r.lock']],
    ['none of a pair that is not in the policy', { pairs: { gone: JOB.pairs.job } }, []],
    ['none where nothing is recorded', undefined, []],
  ])('are those of %s', (_, dependencies, paths) => {
    expect(digestsToTake(POLICY, recordOf({ dependencies }))).toEqual(paths);
  });

  test('are none where the policy has no pair, no commit is recorded, or there is no record', () => {
    expect(digestsToTake(policyOf([]), recordOf({ dependencies: FIRST }))).toEqual([]);
    expect(digestsToTake(POLICY, recordOf({ last_good_sha: undefined, dependencies: FIRST }))).toEqual([]);
    expect(digestsToTake(POLICY, { kind: 'absent' })).toEqual([]);
  });
});

describe('a recorded file', () => {
  const reading = recordOf({ dependencies: FIRST });

  test('is compared with what git has of it at that commit', () => {
    const digests = { 'api/r.txt': observed(HEX), 'api/r.lock': observed(null) };
    const files = recordedFiles(POLICY, reading, observed({ sha: SHA, state: 'ancestor', digests }));
    expect(files.map(({ path, commit, written, there }) => [path, commit, written.value, there])).toEqual([
      ['api/r.txt', SHA, HEX, observed(HEX)],
      ['api/r.lock', SHA, HEX, observed(null)],
    ]);
  });

  test('has a name that every object seems to have, and is not mistaken for it', () => {
    const odd = policyOf([{ id: 'api', source: 'constructor', lock: 'toString' }]);
    const [file] = recordedFiles(odd, reading, observed({ sha: SHA, state: 'ancestor', digests: {} }));
    expect(file?.there).toEqual(unobserved('no digest of it was taken'));
  });
});

function recordOf(more: object) {
  const record = { last_good_sha: SHA, deployed_at: '2026-11-20T08:00:00Z', ...more };
  return readDeployRecord('record.json', textContent(JSON.stringify(record)));
}

function policyOf(dependencies: readonly object[]): Policy {
  const policy = loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify({ version: 1, dependencies }) });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  return policy;
}
