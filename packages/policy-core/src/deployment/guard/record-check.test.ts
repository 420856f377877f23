import { describe, expect, test } from 'vitest';

import type { AuditReport } from '../audit-log/audit-report.ts';
import type { RecordCheck, RecordReport } from '../record/record-report.ts';
import { observed, unobserved } from '../../model/known.ts';
import { auditLogCheck, recordCheck } from './record-check.ts';

const RECORD = 'infrastructure/last-good-deploy.json';
const LOG = 'infrastructure/deploys/audit.jsonl';
const HASH = `sha256:${'a1'.repeat(32)}`;

function reportWith(...checks: readonly RecordCheck[]): RecordReport {
  const about = {
    schema_version: 1,
    path: RECORD,
    branch: null,
    last_good_sha: null,
    deployed_at: null,
  } as const;
  return { ...about, verdict: 'pass', checks };
}

const form: RecordCheck = { name: 'form', outcome: 'passed', message: 'It is a record of version 1.' };

describe('the deploy record of a release', () => {
  test('passes with what was found of it', () => {
    const hash: RecordCheck = { name: 'hash', outcome: 'not-said', message: 'It carries no hash of itself.' };
    expect(recordCheck(reportWith(form, hash), 'there')).toMatchObject({
      state: 'passed',
      evidence: [
        { text: 'It is a record of version 1.', where: RECORD },
        { text: 'It carries no hash of itself.', where: RECORD },
      ],
    });
  });

  test.each([
    ['failed', 'Restore the last version of the record from git; do not edit it by hand.'],
    [
      'undetermined',
      'Make the record and the history of its commit readable here, such as with `git fetch --unshallow`.',
    ],
  ] as const)('is %s with one such point, at its file', (outcome, next_step) => {
    const point: RecordCheck = { name: 'commit', outcome, message: 'It is not so.' };
    expect(recordCheck(reportWith(form, point), 'there')).toMatchObject({
      state: outcome,
      problems: [{ kind: outcome, text: 'It is not so.', path: RECORD, next_step }],
    });
  });

  test('leaves what is wrong with the log to the row of the log', () => {
    const log: RecordCheck = { name: 'audit-log', outcome: 'failed', message: 'It was changed.' };
    expect(recordCheck(reportWith(form, log), 'there').state).toBe('passed');
  });

  test('is not asked for before the first deploy', () => {
    const none: RecordCheck = { name: 'form', outcome: 'undetermined', message: 'There is none.' };
    expect(recordCheck(reportWith(none), 'none')).toMatchObject({ state: 'not-asked' });
  });
});

describe('the audit log of a release', () => {
  const AT = { path: LOG, branch: null };
  const report = (more: Partial<AuditReport>): AuditReport => ({
    schema_version: 1,
    verdict: 'pass',
    path: LOG,
    branch: null,
    head: { seq: 2, hash: HASH },
    from_checkpoint: false,
    torn_tail: false,
    problems: [],
    ...more,
  });

  test('passes whole, by its last entry', () => {
    expect(auditLogCheck(observed(report({})), AT)).toMatchObject({
      state: 'passed',
      evidence: [{ text: `It has 2 entries; the last one is ${HASH}.`, where: LOG }],
    });
  });

  test('passes with a line that a machine left behind, and says so', () => {
    const { state, evidence } = auditLogCheck(observed(report({ torn_tail: true })), AT);
    expect(state).toBe('passed');
    expect(evidence[0]?.text).toContain('A line behind it was not written to its end.');
  });

  test('fails where an entry was changed, at its line', () => {
    const problems = [
      { line: 7, message: 'Entry 7 was changed.' },
      { line: null, message: 'The end is gone.' },
    ];
    expect(auditLogCheck(observed(report({ verdict: 'fail', problems })), AT)).toMatchObject({
      state: 'failed',
      problems: [
        { kind: 'failed', text: 'Entry 7 was changed.', where: `${LOG}:7`, path: LOG },
        { kind: 'failed', text: 'The end is gone.', where: LOG, path: LOG },
      ],
    });
  });

  test('fails also where all of it is gone', () => {
    const problems = [{ line: null, message: 'The entry that the deploy record names is not there.' }];
    expect(auditLogCheck(observed(report({ head: null, problems })), AT).state).toBe('failed');
  });

  test('is not asked for where there is none and nobody knows of one', () => {
    expect(auditLogCheck(observed(report({ head: null })), AT).state).toBe('not-asked');
  });

  test('is not proved where it was not read', () => {
    expect(auditLogCheck(unobserved('it may not be opened'), AT)).toMatchObject({
      state: 'undetermined',
      problems: [{ text: 'The audit log was not read because it may not be opened.', path: LOG }],
    });
  });

  test('on a branch is no file of the tree, and is named as git shows it', () => {
    const branch = 'origin/lockkeeper/records';
    const problems = [{ line: 7, message: 'Entry 7 was changed.' }];
    const at = { path: LOG, branch };
    expect(auditLogCheck(observed(report({ verdict: 'fail', problems })), at)).toMatchObject({
      evidence: [{ where: `${branch}:${LOG}` }],
      problems: [{ where: `${branch}:${LOG}:7`, path: null }],
    });
    const entry: RecordCheck = { name: 'entry', outcome: 'failed', message: 'It names no entry.' };
    expect(recordCheck({ ...reportWith(form, entry), branch }, 'there')).toMatchObject({
      evidence: [{ where: `${branch}:${RECORD}` }],
      problems: [{ where: `${branch}:${RECORD}`, path: null }],
    });
  });
});
