import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readLog } from '../audit-log/read-log.ts';
import { verifyLog } from '../audit-log/verify-log.ts';
import { readDeployRecord } from '../facts/deploy-record.ts';
import { observed, unobserved } from '../../model/known.ts';
import { entriesOf, linesOf, STAMPED } from '../../testing/sample-log.ts';
import { nextRecord } from './next-record.ts';
import { recordReport, type SeenRecord } from './record-report.ts';
import { recordReportText } from './record-report-text.ts';

const PATH = 'infrastructure/last-good-deploy.json';
const LOG = linesOf(
  entriesOf([STAMPED, STAMPED, { ...STAMPED, event: 'deploy.healthy', data: { sha: 'b'.repeat(40) } }]),
);
const HEAD = readLog(LOG).head;
const V0 = JSON.stringify({ last_good_sha: 'a'.repeat(40), deployed_at: '2026-11-20T08:00:00Z' });

const V1 = nextRecord({
  path: PATH,
  before: { kind: 'text', text: V0 },
  deploy: {
    last_good_sha: 'b'.repeat(40),
    deployed_at: '2026-11-21T08:00:00Z',
    environment: 'production',
    service: 'api',
  },
  auditHead: HEAD.hash,
});
const V1_TEXT = V1.kind === 'record' ? V1.text : '';

function reportOn(text: string, more: Partial<SeenRecord> = {}) {
  const known = [{ by: 'the deploy record', hash: HEAD.hash }];
  return recordReport({
    path: PATH,
    reading: observed(readDeployRecord(PATH, { kind: 'text', text })),
    commit: observed('ancestor'),
    audit: observed(verifyLog({ text: LOG, isUtf8: true, end: { ...HEAD, bytes: LOG.length }, known })),
    earlier: observed([]),
    now: '2026-11-21T09:00:00Z',
    ...more,
  });
}

const outcomesOf = ({ checks }: ReturnType<typeof reportOn>) =>
  Object.fromEntries(checks.map(({ name, outcome }) => [name, outcome]));
const failureOf = ({ checks }: ReturnType<typeof reportOn>) =>
  checks.find(({ outcome }) => outcome === 'failed')?.message;

describe('a deploy record is verified', () => {
  test('point by point', () => {
    expect(recordReportText(reportOn(V1_TEXT), { colors: false })).toMatchInlineSnapshot(`
      "infrastructure/last-good-deploy.json: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb of 2026-11-21T08:00:00Z
        ✔ form       It is a record of version 1.
        ✔ hash       Its hash is the one of what it says.
        ✔ time       deployed_at is past, and not before the previous deploy.
        ✔ commit     last_good_sha is part of the history that is checked out.
        ✔ audit-log  The audit log is whole and holds the entry of this deploy.
        ✔ entry      The entry is of a deploy of this commit.
        ✔ history    It is not behind any version of it that the history holds.
        - signature  Not provable without signers: log and record could both be made anew. Name signers in deployment.records.signers.
      Nothing contradicts the record. It is not provable without signers.
      "
    `);
    expect(reportOn(V1_TEXT)).toMatchObject({
      verdict: 'unproved',
      last_good_sha: 'b'.repeat(40),
      deployed_at: '2026-11-21T08:00:00Z',
    });
  });

  test('of version 0 as far as it says anything', () => {
    const report = reportOn(V0, { audit: observed(undefined) });
    expect(report.verdict).toBe('unproved');
    expect(outcomesOf(report)).toEqual({
      form: 'passed',
      hash: 'not-said',
      time: 'passed',
      commit: 'passed',
      'audit-log': 'not-said',
      history: 'passed',
      signature: 'not-said',
    });
  });

  test('of version 0 without saying that the log holds it', () => {
    const text = linesOf(entriesOf([STAMPED]));
    const end = { ...readLog(text).head, bytes: text.length };
    const { verdict, checks } = reportOn(V0, {
      audit: observed(verifyLog({ text, isUtf8: true, end, known: [] })),
    });
    expect(verdict).toBe('unproved');
    expect(checks.find(({ name }) => name === 'audit-log')).toEqual({
      name: 'audit-log',
      outcome: 'not-said',
      message: 'The audit log is whole, and the record names no entry of it.',
    });
  });

  test('of version 0, or gone, beside a log that knows of a deploy: it does not hold', () => {
    expect(outcomesOf(reportOn(V0))).toMatchObject({ 'audit-log': 'not-said', latest: 'failed' });
    const gone = reportOn(V0, { reading: observed({ kind: 'absent' }) });
    expect([gone.verdict, outcomesOf(gone)]).toMatchObject(['fail', { latest: 'failed' }]);
  });

  test('that a signer vouches for is proved', () => {
    const verdict = verifyLog({ text: LOG, isUtf8: true, end: { ...HEAD, bytes: LOG.length }, known: [] });
    const report = reportOn(V1_TEXT, { audit: observed({ ...verdict, isSigned: true }) });
    expect([report.verdict, outcomesOf(report)]).toMatchObject(['pass', { signature: 'passed' }]);
  });

  test.each<readonly [string, Partial<SeenRecord>, string | RegExp]>([
    [V1_TEXT.replace('"api"', '"web"'), {}, 'It was edited by hand: record_hash does not match.'],
    [V0.replace('a'.repeat(40), 'main'), {}, /^last_good_sha must be a full commit id/],
    ['[]', {}, 'It cannot be read: it does not hold an object.'],
    [V1_TEXT, { now: '2026-11-21T07:00:00Z' }, 'deployed_at has not come yet.'],
    [
      V1_TEXT.replace('\n  "seq"', '\n\t"seq"'),
      {},
      'It was edited by hand: it is not laid out as it was written.',
    ],
    [V1_TEXT.replace('record_hash', 'x_hash'), {}, 'It was edited by hand: its record_hash is gone.'],
    [V1_TEXT.replace('2026-11-20T08', '2026-11-22T08'), {}, /^It was edited by hand/],
    [V0.replace('2026-11-20T08:00:00Z', 'yesterday'), {}, /^deployed_at must be a UTC time/],
    [V1_TEXT, { commit: observed('absent') }, 'last_good_sha is no commit of this repository.'],
    [
      V1_TEXT,
      { commit: observed('not-a-commit') },
      'last_good_sha is an object of this repository, and no commit.',
    ],
    [
      V1_TEXT,
      { commit: observed('not-an-ancestor') },
      'last_good_sha is a commit of this repository, and not part of the history that is checked out.',
    ],
    [
      V1_TEXT,
      {
        audit: observed(
          verifyLog({ text: '', isUtf8: true, end: { ...HEAD, bytes: LOG.length }, known: [] }),
        ),
      },
      'The log ends with entry 0, but the file beside the log knows entry 3: its end was cut off.',
    ],
  ])('and fails where a point does not hold: %#', (text, more, message) => {
    const report = reportOn(text, more);
    expect(report.verdict).toBe('fail');
    expect(failureOf(report)).toMatch(message);
    expect(recordReportText(report, { colors: false })).toContain('do not edit it by hand.');
  });

  test.each<readonly [Partial<SeenRecord>, string]>([
    [
      { commit: unobserved('this is a shallow clone') },
      'The commit cannot be looked up: this is a shallow clone.',
    ],
    [{ audit: unobserved('permission is denied') }, 'The audit log was not read: permission is denied.'],
    [{ reading: unobserved('permission is denied') }, 'It was not read: permission is denied.'],
    [
      { reading: observed({ kind: 'absent' }), audit: observed(undefined) },
      'There is no deploy record. The first deploy that is proved healthy writes it.',
    ],
  ])('and proves nothing where a point was not seen: %#', (more, message) => {
    const report = reportOn(V1_TEXT, more);
    expect(report.verdict).toBe('undetermined');
    expect(report.checks.find(({ outcome }) => outcome === 'undetermined')?.message).toBe(message);
    expect(recordReportText(report, { colors: false })).toMatch(/\nThe record is not proved\.\n$/);
  });

  test('with the entry of the log, which has to be of a deploy of the same commit', () => {
    const other = JSON.parse(V1_TEXT) as Record<string, unknown>;
    const report = reportOn(`${JSON.stringify({ ...other, last_good_sha: 'a'.repeat(40) }, undefined, 2)}\n`);
    expect(report.checks.find(({ name }) => name === 'entry')).toMatchObject({
      outcome: 'failed',
      message: `Entry 3 of the log, which the record names, is of the commit ${'b'.repeat(40)}.`,
    });
  });

  test('at its place, where the policy names services', () => {
    const at = (environment: string, service: string) =>
      reportOn(V1_TEXT, { place: { environment, service } });
    expect(at('production', 'api').checks).toContainEqual({
      name: 'place',
      outcome: 'passed',
      message: 'It is the record of api in production.',
    });
    expect(at('Production', 'api').verdict).toBe('unproved');
    for (const [environment, service] of [
      ['production', 'worker'],
      ['staging', 'api'],
      ['production', 'API'],
    ] as const) {
      const report = at(environment, service);
      expect(report.verdict).toBe('fail');
      expect(failureOf(report)).toBe(
        `It is the record of api in production, at the place of that of ${service} in ${environment}.`,
      );
    }
  });

  test('at any place, where it is of version 0 or the policy names no services', () => {
    const place = { environment: 'staging', service: 'worker' };
    expect(outcomesOf(reportOn(V0, { place }))).toMatchObject({ place: 'not-said' });
    const none = { environment: 'production', service: undefined };
    expect(outcomesOf(reportOn(V1_TEXT, { place: none }))).not.toHaveProperty('place');
  });

  test('in time order with the one before', () => {
    const early = reportOn(
      JSON.stringify({
        ...(JSON.parse(V0) as object),
        previous: { last_good_sha: 'c'.repeat(40), deployed_at: '2026-11-20T09:00:00Z' },
      }),
    );
    expect(failureOf(early)).toBe('deployed_at is before the previous deploy.');
  });
});

test('any change of any one byte of a record is told', () => {
  fc.assert(
    fc.property(fc.nat({ max: V1_TEXT.length - 1 }), fc.integer({ min: 1, max: 127 }), (index, flip) => {
      const put = String.fromCharCode(V1_TEXT.charCodeAt(index) ^ flip);
      const changed = V1_TEXT.slice(0, index) + put + V1_TEXT.slice(index + 1);
      expect(reportOn(changed).verdict).toBe('fail');
    }),
  );
});

test('line ends of Windows are no change of a record', () => {
  expect(reportOn(V1_TEXT.replaceAll('\n', '\r\n')).verdict).toBe('unproved');
});

describe('a deploy record on a branch', () => {
  test('is held against its copy in the tree, and named as git shows it', () => {
    const copy = observed(readDeployRecord(PATH, { kind: 'text', text: V0 }));
    const report = reportOn(V1_TEXT, {
      mirror: { branch: 'origin/lockkeeper/records', copy, refresh: 'git pull' },
    });
    expect(report).toMatchObject({ verdict: 'unproved', branch: 'origin/lockkeeper/records' });
    expect(outcomesOf(report)).toMatchObject({ mirror: 'passed' });
    expect(recordReportText(report, { colors: false })).toMatch(
      /^origin\/lockkeeper\/records:infrastructure\/last-good-deploy\.json: b{40} of /,
    );
    expect(
      reportOn(V0, {
        mirror: {
          branch: 'origin/records',
          refresh: 'git pull',
          copy: observed(readDeployRecord(PATH, { kind: 'text', text: V1_TEXT })),
        },
      }).verdict,
    ).toBe('fail');
    expect(reportOn(V1_TEXT).branch).toBeNull();
  });

  test('is not there, and the tree has one: the branch was never begun, or somebody deleted it', () => {
    const branch = 'origin/lockkeeper/records';
    const copyOf = (text: string) => observed(readDeployRecord(PATH, { kind: 'text', text }));
    const none = observed({ kind: 'absent' as const });
    const audit = observed(undefined);
    const report = reportOn(V1_TEXT, {
      audit,
      reading: none,
      mirror: { branch, copy: copyOf(V0), refresh: 'git pull' },
    });
    expect(report.verdict).toBe('fail');
    expect(failureOf(report)).toBe(
      `The tree has a record, and ${branch} has none. Where the branch was never there, run \`lockkeeper record begin\`.`,
    );
    for (const copy of [none, unobserved('it may not be opened')])
      expect(
        reportOn(V1_TEXT, { audit, reading: none, mirror: { branch, copy, refresh: 'git pull' } }).verdict,
      ).toBe('undetermined');
  });
});
