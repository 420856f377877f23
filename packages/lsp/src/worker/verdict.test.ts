import { loadPolicy, startOf, type Report } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { unpinned, waitsForApproval } from '../testing/sample-verdict.ts';
import { verdictOf } from './verdict.ts';

const TEXT = 'version: 1\ndependencies: [{ id: a, source: backend/requirements.txt, lock: l }]\n';

function related(report: Partial<Report>) {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: TEXT });
  if (policy.kind !== 'policy') throw new Error('The policy is not valid.');
  const whole = { findings: [], undetermined: [], crashed: [], policy: { path: policy.path }, ...report };
  // Sound: a verdict is made of these alone.
  const verdict = verdictOf(
    whole as unknown as Report,
    { files: [], file: { kind: 'policy', policy, text: TEXT } },
    {
      root: undefined,
      branch: undefined,
    },
  );
  return [...verdict.findings, ...verdict.undetermined].map((one) =>
    one.related.map(({ message, at }) => [message, at.path, at.start.line]),
  );
}

describe('what an editor shows of a finding', () => {
  test('tells the line of the policy that decided, behind what the finding tells itself', () => {
    const other = { message: 'The lock says so.', at: startOf('backend/requirements.lock') };
    expect(related({ findings: [unpinned(1), unpinned(2, { related: [other] })] })).toEqual([
      [['lockkeeper.yaml names it here.', 'lockkeeper.yaml', 1]],
      [
        ['The lock says so.', 'backend/requirements.lock', 0],
        ['lockkeeper.yaml names it here.', 'lockkeeper.yaml', 1],
      ],
    ]);
  });

  test('does not tell it twice', () => {
    expect(related({ undetermined: [waitsForApproval()] })).toEqual([
      [['Section core protects backend/**.', 'lockkeeper.yaml', 4]],
    ]);
  });
});
