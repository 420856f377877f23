import { observed, unobserved, type Known } from '../../model/known.ts';
import type { RecordedCommit } from '../../model/observations.ts';
import { sha256 } from '../../model/sha256.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { recordLockMismatch } from './record-lock-mismatch.ts';

const PATH = 'infrastructure/last-good-deploy.json';
const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const SHA = 'c0ffee'.repeat(6) + 'cafe';
const V0 = { last_good_sha: SHA, deployed_at: '2026-11-20T08:00:00Z' };
const V1 = { ...V0, schema_version: 1, seq: 42, environment: 'production', service: 'mayassistant-prod' };
const [SOURCE_DIGEST, LOCK_DIGEST, OTHER] = ['fastapi==1\n', 'fastapi==1\nidna==3\n', 'other'].map((text) =>
  sha256(text),
);
const DIGESTS = { requirements_txt_sha256: SOURCE_DIGEST, requirements_lock_sha256: LOCK_DIGEST };
const WORKER = { id: 'worker', source: 'worker/r.txt', lock: 'worker/r.lock' };

type Digests = NonNullable<RecordedCommit['digests']>;

const AT_COMMIT: Digests = {
  [SOURCE]: observed(SOURCE_DIGEST ?? ''),
  [LOCK]: observed(LOCK_DIGEST ?? ''),
  [WORKER.source]: observed(SOURCE_DIGEST ?? ''),
  [WORKER.lock]: observed(LOCK_DIGEST ?? ''),
};

const record = (dependencies: unknown, of: object = V0) => ({
  files: { [PATH]: `${JSON.stringify({ ...of, dependencies }, undefined, 2)}\n` },
});
const at = (digests: Digests, state: RecordedCommit['state'] = 'ancestor') => ({
  seen: { recordedCommit: observed({ sha: SHA, state, digests: { ...AT_COMMIT, ...digests } }) },
});
const differs = (path: string, there = '') => ({
  messageId: 'differs',
  data: { path, commit: SHA, there },
});
const unseen = (path: string) => ({ messageId: 'unseen', data: { path, commit: SHA } });
const pairs = (id: string, source = SOURCE_DIGEST, lock = LOCK_DIGEST) => ({
  pairs: { [id]: { source_sha256: source, lock_sha256: lock } },
});
const because = (reason: string) => [
  { ...unseen(SOURCE), because: reason },
  { ...unseen(LOCK), because: reason },
];
const seen = (recordedCommit: Known<RecordedCommit>) => ({ seen: { recordedCommit } });

describeRule(recordLockMismatch, {
  policy: { dependencies: [{ id: 'backend', source: SOURCE, lock: LOCK }, WORKER] },
  keeps: {
    'the files of the first pair as they were deployed [row 2.06]': { ...record(DIGESTS), ...at({}) },
    'a record of version 1 [row 2.06]': { ...record(DIGESTS, V1), ...at({}) },
    'any pair by its id': {
      ...record({ ...DIGESTS, ...pairs('worker'), later_addition: true }),
      ...at({}),
    },
    'a commit that is no longer part of the history: that is for another rule to say': {
      ...record(DIGESTS),
      ...at({}, 'not-an-ancestor'),
    },
    'a record that names no digests': { ...record(undefined), ...at({ [LOCK]: observed(null) }) },
    'a record that says there are none': { ...record(null), ...at({ [LOCK]: observed(null) }) },
    'digests of a pair that the policy does not name': { ...record(pairs('gone')), ...at({}) },
    'digests in a repository whose policy names no dependencies': {
      ...record(DIGESTS),
      policy: { dependencies: [] },
    },
    'no record at all': { files: {} },
    'digests that are none, which is for another rule to say': {
      ...record({ requirements_txt_sha256: 'x', requirements_lock_sha256: 7, pairs: { worker: 'y' } }),
      ...at({}),
    },
    'a record the change does not touch': {
      ...record({ ...DIGESTS, requirements_lock_sha256: OTHER }),
      ...at({}),
      change: ['docs/a.md'],
    },
  },
  breaks: {
    'a lock that was tampered with [row 2.06]': {
      ...record(DIGESTS),
      ...at({ [LOCK]: observed(OTHER ?? '') }),
      finds: [{ ...differs(LOCK, OTHER), underlines: `"${LOCK_DIGEST}"` }],
    },
    'a record that was tampered with, at the deploy [row 2.06]': {
      ...record({ ...DIGESTS, requirements_txt_sha256: OTHER }),
      ...at({}),
      stage: 'deploy',
      finds: [{ ...differs(SOURCE, SOURCE_DIGEST), underlines: `"${OTHER}"` }],
    },
    'a change that brings such a record': {
      ...record(pairs('worker', SOURCE_DIGEST, OTHER), V1),
      ...at({}),
      change: [PATH],
      finds: [{ ...differs(WORKER.lock, LOCK_DIGEST), underlines: `"${OTHER}"` }],
    },
    'a commit that has no lock': {
      ...record(DIGESTS),
      ...at({ [LOCK]: observed(null) }),
      finds: [
        {
          messageId: 'gone',
          data: { path: LOCK, commit: SHA },
          underlines: `"${LOCK_DIGEST}"`,
        },
      ],
    },
  },
  waits: {
    'a commit that is not at hand': {
      ...record(DIGESTS),
      ...seen(unobserved('this is a shallow clone')),
      waits: because('this is a shallow clone'),
    },
    'a commit that does not exist': {
      ...record(DIGESTS),
      ...seen(observed({ sha: SHA, state: 'absent' })),
      waits: because('there is no such commit here'),
    },
    'what git said of another commit': {
      ...record(DIGESTS),
      ...seen(observed({ sha: '0'.repeat(40), state: 'ancestor', digests: AT_COMMIT })),
      waits: because('git was asked about another commit'),
    },
    'a snapshot from before digests were taken': {
      ...record(DIGESTS),
      ...seen(observed({ sha: SHA, state: 'ancestor' })),
      waits: because('no digest of it was taken'),
    },
    'a lock that is a symbolic link at that commit': {
      ...record(DIGESTS),
      ...at({ [LOCK]: unobserved('it is a symbolic link') }),
      waits: [{ ...unseen(LOCK), because: 'it is a symbolic link' }],
    },
  },
});
