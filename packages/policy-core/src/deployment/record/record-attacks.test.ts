import { describe, expect, test } from 'vitest';

import { readLog } from '../audit-log/read-log.ts';
import { verifyLog } from '../audit-log/verify-log.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { readDeployRecord } from '../facts/deploy-record.ts';
import { observed } from '../../model/known.ts';
import { sha256 } from '../../model/sha256.ts';
import { entriesOf, linesOf, STAMPED } from '../../testing/sample-log.ts';
import { nextRecord, type HealthyDeploy } from './next-record.ts';
import { recordReport, type RecordCheck } from './record-report.ts';

// What somebody who may write in the repository could try, so that production returns to a commit of their
// choice, or that a deploy seems to have been approved, tested or healthy.

const PATH = 'infrastructure/last-good-deploy.json';
const GOOD = 'b'.repeat(40);
const EVIL = 'e'.repeat(40);
const LOG = linesOf(
  entriesOf([
    { ...STAMPED, event: 'deploy.healthy', data: { sha: 'a'.repeat(40) } },
    { ...STAMPED, event: 'deploy.healthy', data: { sha: GOOD } },
  ]),
);
const [FIRST, SECOND] = readLog(LOG).entries;

const DEPLOY: HealthyDeploy = {
  last_good_sha: GOOD,
  deployed_at: '2026-11-21T08:00:00Z',
  environment: 'production',
  service: 'api',
  approved_by: [{ login: 'alice', method: 'github-environment', at: '2026-11-21T07:50:00Z' }],
};

function written(deploy: HealthyDeploy, before?: string): string {
  const next = nextRecord({
    path: PATH,
    before: before === undefined ? { kind: 'absent' } : { kind: 'text', text: before },
    deploy,
    auditHead: SECOND?.hash ?? '',
  });
  if (next.kind === 'refused') throw new Error(next.problem);
  return next.text;
}

const RECORD = written(DEPLOY);

/** Which points of a record do not hold, while the log is as it was. */
function failuresOf(text: string, isInHistory = true, log = LOG): readonly RecordCheck['name'][] {
  const reading = readDeployRecord(PATH, { kind: 'text', text });
  const hash = reading.kind === 'read' ? reading.auditHead?.value : undefined;
  const { head } = readLog(log);
  const known = hash === undefined ? [] : [{ by: 'the deploy record', hash }];
  const report = recordReport({
    path: PATH,
    reading: observed(reading),
    commit: observed(isInHistory ? 'ancestor' : 'absent'),
    audit: observed(verifyLog({ text: log, isUtf8: true, end: { ...head, bytes: log.length }, known })),
    earlier: observed([]),
    now: '2026-11-21T09:00:00Z',
  });
  return report.checks.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name);
}

/** The record with other values, as an editor saves it. */
function edited(change: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ ...(JSON.parse(RECORD) as object), ...change }, undefined, 2)}\n`;
}

/** The same by somebody who knows how the hash is made. */
function rehashed(change: Readonly<Record<string, unknown>>): string {
  const { record_hash: own, ...body } = JSON.parse(edited(change)) as Record<string, unknown>;
  expect(own).toMatch(/^sha256:/);
  const hash = `sha256:${sha256(canonicalJson(body))}`;
  return `${JSON.stringify({ ...body, record_hash: hash }, undefined, 2)}\n`;
}

test('the record that nobody attacked holds', () => {
  expect(failuresOf(RECORD)).toEqual([]);
});

describe('production is to return to another commit', () => {
  test('by writing it into the record', () => {
    expect(failuresOf(edited({ last_good_sha: EVIL }))).toEqual(['hash', 'entry']);
  });

  test('by making the hash anew, with a commit that was never merged', () => {
    expect(failuresOf(rehashed({ last_good_sha: EVIL }), false)).toEqual(['commit', 'entry']);
  });

  test('by a record of version 0 in place of the one with a hash, with a commit that was never merged or with one that was', () => {
    const text = JSON.stringify({ last_good_sha: EVIL, deployed_at: DEPLOY.deployed_at });
    expect(failuresOf(text, false)).toEqual(['commit', 'latest']);
    expect(failuresOf(text)).toEqual(['latest']);
  });

  test('by a key that stands twice, of which readers may take either', () => {
    const text = RECORD.replace('{\n', `{\n  "last_good_sha": "${EVIL}",\n`);
    expect(failuresOf(text)).toEqual(['form']);
  });

  test('by a name in place of a commit, which can be moved later', () => {
    expect(failuresOf(rehashed({ last_good_sha: 'main' }))).toContain('form');
    expect(failuresOf(rehashed({ last_good_sha: GOOD.slice(0, 8) }))).toContain('form');
    expect(failuresOf(rehashed({ last_good_sha: GOOD.toUpperCase() }))).toContain('form');
  });

  test('by a comment or a line that a lax reader passes over', () => {
    expect(failuresOf(`// good\n${RECORD}`)).toEqual(['form']);
    expect(failuresOf(`${RECORD}{}\n`)).toEqual(['form']);
  });
});

describe('a deploy is to look better than it was', () => {
  test('by approvals, checks or health that were not there', () => {
    const approved = [{ login: 'ceo', method: 'github-environment', at: '2026-11-21T07:50:00Z' }];
    expect(failuresOf(edited({ approved_by: approved }))).toEqual(['hash']);
    expect(failuresOf(edited({ checks: [{ name: 'tests', conclusion: 'success' }] }))).toEqual(['hash']);
    expect(failuresOf(edited({ health: [{ probe: '/health', status: 200 }] }))).toEqual(['hash']);
  });

  test('by a key that nobody knows, which a reader may trust one day', () => {
    expect(failuresOf(edited({ signature: 'looks good' }))).toEqual(['hash']);
  });

  test('by taking the hash out', () => {
    expect(failuresOf(edited({ record_hash: undefined }))).toEqual(['hash']);
  });

  test('by a time that has not come, so that it stays the newest for long', () => {
    expect(failuresOf(rehashed({ deployed_at: '2027-01-01T00:00:00Z' }))).toEqual(['time']);
  });
});

describe('the record is to be parted from the log', () => {
  test('by naming an entry that does not exist', () => {
    expect(failuresOf(rehashed({ audit_head: `sha256:${'0'.repeat(64)}` }))).toEqual(['audit-log']);
  });

  test('by no hash in its place', () => {
    expect(failuresOf(rehashed({ audit_head: 'later' }))).toEqual(['form', 'audit-log']);
  });

  test('by naming the entry of another deploy', () => {
    expect(failuresOf(rehashed({ audit_head: FIRST?.hash }))).toEqual(['entry', 'latest']);
  });

  test('[D-13] by naming the entry of something that was begun, or that failed', () => {
    const proof = { commit: EVIL, revisions: [], database: 'scratch' };
    for (const [event, data] of [
      ['proof.intent', proof],
      ['proof.failed', { ...proof, intent: 1 }],
    ] as const) {
      const entries = entriesOf([{ ...STAMPED, event, data }]);
      const [{ hash } = { hash: '' }] = entries;
      const forged = rehashed({ last_good_sha: EVIL, audit_head: hash });
      expect(failuresOf(forged, true, linesOf(entries)), event).toEqual(['entry']);
    }
  });

  test('by another commit of the history beside the entry of the deploy', () => {
    expect(failuresOf(rehashed({ last_good_sha: EVIL }))).toEqual(['entry']);
  });
});

describe('the next record', () => {
  test('takes nothing over from an edited one', () => {
    expect(() => written(DEPLOY, edited({ service: 'web' }))).toThrow('was edited by hand');
    expect(() => written(DEPLOY, edited({ seq: 99 }))).toThrow('was edited by hand');
  });

  test('keeps count where one was replaced by a record of version 0, and shows that by its number', () => {
    const replaced = JSON.stringify({ last_good_sha: GOOD, deployed_at: '2026-11-20T08:00:00Z' });
    expect(JSON.parse(written(DEPLOY, replaced))).toMatchObject({ seq: 1 });
  });

  test('tells a number that cannot be counted on', () => {
    const text = JSON.stringify({
      last_good_sha: GOOD,
      deployed_at: '2026-11-20T08:00:00Z',
      schema_version: 1,
      seq: -1,
      environment: 'production',
      service: 'api',
    });
    expect(() => written(DEPLOY, text)).toThrow('seq must not be negative');
  });
});
