import { canonicalJson } from '../../model/canonical-json.ts';
import { observed, unobserved } from '../../model/known.ts';
import { sha256 } from '../../model/sha256.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { recordIsValid } from './record-is-valid.ts';

const PATH = 'infrastructure/last-good-deploy.json';
const SHA = 'c0ffee'.repeat(6) + 'cafe';
const V0 = { last_good_sha: SHA, deployed_at: '2026-11-20T08:00:00Z' };
const V1 = { ...V0, schema_version: 1, seq: 42, environment: 'production', service: 'mayassistant-prod' };

const released = { recordedCommit: observed({ sha: SHA, state: 'ancestor' as const }) };
const record = (value: unknown) => ({
  files: { [PATH]: `${JSON.stringify(value, undefined, 2)}\n` },
  seen: released,
});
const hashed = (value: object) => ({ ...value, record_hash: `sha256:${sha256(canonicalJson(value))}` });

describeRule(recordIsValid, {
  keeps: {
    'the two keys of the first policies [row 0.39]': record(V0),
    'version 1, with a hash of itself and keys nobody knows yet': record(
      hashed({ ...V1, later_addition: { any: ['thing'] } }),
    ),
    'a full version 1': record({
      ...V1,
      provider: { kind: 'railway', deployment_id: 'd1', url: 'https://x.example', artifact_digest: null },
      promotion: { id: 'prm_1', staging_sha: SHA, staging_tree: SHA, equality: 'sha' },
      approved_by: [
        { login: 'alice', method: 'github-environment', at: '2026-11-20T07:00:00Z', evidence: 'run 123' },
      ],
      previous: { last_good_sha: SHA, deployed_at: '2026-11-19T08:00:00Z' },
      correction: null,
    }),
    'no record at all': { files: {} },
    'a record of the first of several services': {
      policy: { deployment: { record: PATH, services: ['mayassistant-prod', 'worker'] } },
      ...record(V1),
    },
    'a record of version 0 beside several services': {
      policy: { deployment: { record: PATH, services: ['api', 'worker'] } },
      ...record(V0),
    },
    'the record of another service where the policy names none': record({ ...V1, service: 'worker' }),
    'a record at the place the policy names': {
      policy: { deployment: { record: 'ops/last.json' } },
      files: { 'ops/last.json': JSON.stringify(V0), [PATH]: 'not looked at' },
      seen: released,
    },
    'a clock that runs five minutes ahead': record({ ...V0, deployed_at: '2026-11-21T08:04:59Z' }),
    'a byte order mark': { files: { [PATH]: `\uFEFF${JSON.stringify(V0)}` }, seen: released },
    'a record the change does not touch': { files: { [PATH]: '{' }, change: ['docs/a.md'] },
  },
  breaks: {
    'a change that deletes the record': {
      change: [{ path: PATH, status: 'deleted' }],
      finds: [
        {
          messageId: 'deleted',
          data: { path: PATH },
          underlines: undefined,
        },
      ],
    },
    'a record at the place of that of another service': {
      policy: { deployment: { record: PATH, services: ['api', 'worker'] } },
      ...record({ ...V1, service: 'worker', environment: 'staging' }),
      finds: [
        {
          messageId: 'misplaced',
          data: { path: PATH, service: 'api', environment: 'production', other: 'worker in staging' },
          underlines: '"worker"',
        },
      ],
    },
    'text that is not JSON': {
      files: { [PATH]: '{ "last_good_sha": }' },
      finds: [
        {
          messageId: 'unreadable',
          data: { path: PATH, problem: 'a value is missing here' },
          underlines: '}',
        },
      ],
    },
    'a list instead of an object': {
      files: { [PATH]: '[]' },
      finds: [
        {
          messageId: 'unreadable',
          data: { path: PATH, problem: 'it does not hold an object' },
          underlines: '[]',
        },
      ],
    },
    'a key twice, of which JSON readers keep either': {
      files: {
        [PATH]: `{"last_good_sha":"${SHA}","last_good_sha":"${'0'.repeat(40)}","deployed_at":"${V0.deployed_at}"}`,
      },
      finds: [
        {
          messageId: 'unreadable',
          data: { path: PATH, problem: 'the key last_good_sha occurs twice in one object' },
          underlines: '"last_good_sha"',
        },
      ],
    },
    'more than 64 KiB': {
      files: { [PATH]: JSON.stringify({ ...V0, padding: 'x'.repeat(65_536) }) },
      finds: [
        {
          messageId: 'unreadable',
          data: { path: PATH, problem: 'it is larger than 64 KiB' },
          underlines: '',
        },
      ],
    },
    'a symbolic link in its place': {
      files: {},
      seen: { files: { [PATH]: observed({ kind: 'unreadable', problem: 'it is a symbolic link' }) } },
      finds: [
        {
          messageId: 'unreadable',
          data: { path: PATH, problem: 'it is a symbolic link' },
          underlines: undefined,
        },
      ],
    },
    'an abbreviated commit and a local time [row 0.39]': {
      ...record({ last_good_sha: 'c0ffee', deployed_at: '2026-11-20 08:00' }),
      finds: [
        {
          messageId: 'field',
          data: {
            field: 'last_good_sha',
            problem: 'must be a full commit id: 40 or 64 lower-case hex digits',
          },
          underlines: '"c0ffee"',
        },
        {
          messageId: 'field',
          data: { field: 'deployed_at', problem: 'must be a UTC time such as 2026-11-21T08:00:00Z' },
          underlines: '"2026-11-20 08:00"',
        },
      ],
    },
    'a missing key [row 0.39]': {
      files: { [PATH]: `{"last_good_sha":"${SHA}"}` },
      seen: released,
      finds: [
        {
          messageId: 'field',
          data: { field: 'deployed_at', problem: 'is missing' },
          underlines: `{"last_good_sha":"${SHA}"}`,
        },
      ],
    },
    'version 1 without what it must have': {
      files: { [PATH]: JSON.stringify({ ...V1, seq: -1 }) },
      seen: released,
      finds: [
        { messageId: 'field', data: { field: 'seq', problem: 'must not be negative' }, underlines: '-1' },
      ],
    },
    'a version nobody knows': {
      files: { [PATH]: JSON.stringify({ ...V1, schema_version: 2 }) },
      seen: released,
      finds: [
        { messageId: 'field', data: { field: 'schema_version', problem: 'must be 1' }, underlines: '2' },
      ],
    },
    'a deploy that has not happened yet': {
      ...record({ ...V0, deployed_at: '2026-11-22T08:00:00Z' }),
      finds: [
        {
          messageId: 'inFuture',
          data: { value: '2026-11-22T08:00:00Z' },
          underlines: '"2026-11-22T08:00:00Z"',
        },
      ],
    },
    'a deploy before the one it follows': {
      ...record({ ...V1, previous: { last_good_sha: SHA, deployed_at: '2026-11-21T07:00:00Z' } }),
      finds: [
        {
          messageId: 'beforePrevious',
          data: { value: '2026-11-20T08:00:00Z' },
          underlines: '"2026-11-20T08:00:00Z"',
        },
      ],
    },
    'an edit by hand under the old hash': {
      ...record({ ...hashed(V1), seq: 43 }),
      finds: [
        {
          messageId: 'edited',
          data: {},
          underlines: `"${hashed(V1).record_hash}"`,
        },
      ],
    },
    'a commit that does not exist': {
      ...record(V0),
      seen: { recordedCommit: observed({ sha: SHA, state: 'absent' }) },
      finds: [
        {
          messageId: 'noCommit',
          data: { sha: SHA },
          underlines: `"${SHA}"`,
        },
      ],
    },
    'a commit that was never merged': {
      ...record(V0),
      seen: { recordedCommit: observed({ sha: SHA, state: 'not-an-ancestor' }) },
      finds: [
        {
          messageId: 'notReleased',
          data: { sha: SHA },
          underlines: `"${SHA}"`,
        },
      ],
    },
  },
  waits: {
    'a commit nobody could ask git about': {
      files: { [PATH]: JSON.stringify(V0) },
      waits: [
        {
          messageId: 'unverified',
          data: { sha: SHA },
          because: 'git was not asked',
        },
      ],
    },
    'what git said of another commit': {
      ...record(V0),
      seen: { recordedCommit: observed({ sha: '0'.repeat(40), state: 'ancestor' }) },
      waits: [
        {
          messageId: 'unverified',
          data: { sha: SHA },
          because: 'git was asked about another commit',
        },
      ],
    },
    'a record nobody could read': {
      files: {},
      seen: { files: { [PATH]: unobserved('permission was denied') } },
      waits: [{ messageId: 'unseen', data: { path: PATH }, because: 'permission was denied' }],
    },
    'a time without a clock to compare it with': {
      ...record(V0),
      seen: { ...released, now: unobserved('there is no clock') },
      waits: [
        {
          messageId: 'inFuture',
          data: { value: '2026-11-20T08:00:00Z' },
          because: 'there is no clock',
        },
      ],
    },
  },
});
