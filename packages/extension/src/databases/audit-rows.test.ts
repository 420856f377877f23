import { describe, expect, test } from 'vitest';

import { cleanAudit, differingAudit, openAudit } from '../testing/audit-output.ts';
import type { ResultRow } from '../views/result-row.ts';
import { auditOutcome } from './audit-outcome.ts';
import { auditRows } from './audit-rows.ts';

describe('the tree of an audit', () => {
  test('says what differs, table by table, and what to do', () => {
    expect(outline(rowsOf(1, differingAudit()))).toEqual([
      '⚠️ MISMATCH (schema distance: 1 table, 3 differences)',
      '  The schemas differ in 3 places.',
      '  Production lacks cd34',
      '  → Run ./scripts/db_audit.sh again after the upgrade.',
      '✓ Development (shop, db, at cd34, 2 tables)',
      '  Variable (DATABASE_URL)',
      '  User (auditor)',
      '  Server (15.4)',
      '  Search path (public)',
      '  Fingerprint (sha256:1f0c)',
      '  Everything that the audit read (ops/db_audit/dev-summary.txt)',
      '✗ Production (shop, db, at ab12, 1 table)',
      '  Variable (DATABASE_URL_PROD)',
      '  User (auditor)',
      '  Server (15.4)',
      '  Search path (public)',
      '  Fingerprint (sha256:1f0c)',
      '  Differs from its migrations (1 difference)',
      '    orders (1 difference)',
      '      orders_total lies only in the database. (index)',
      '  Everything that the audit read (ops/db_audit/prod-summary.txt)',
      'Development → production (3 differences)',
      '  orders (2 differences)',
      '    orders.total is only in development. (column)',
      '    orders_check is only in development. (constraint)',
      '  enum (1 difference)',
      '    mood has other values. (enum)',
    ]);
  });

  test('has the step at hand, and opens what was written', () => {
    const [root, development] = rowsOf(1, differingAudit());
    expect(root?.children.at(-1)?.actions).toEqual([{ kind: 'script', path: 'scripts/db_audit.sh' }]);
    expect(development?.children.at(-1)?.place).toEqual({
      path: 'ops/db_audit/dev-summary.txt',
      line: 1,
      column: 1,
    });
  });

  test('of databases that are alike has nothing to tell', () => {
    expect(rowsOf(0, cleanAudit()).map(({ label, children }) => [label, children.length])).toEqual([
      ['✅ OK', 0],
      ['✓ Development', 6],
      ['✓ Production', 6],
    ]);
  });

  test('says of what was not seen why, and is no pass', () => {
    const rows = rowsOf(2, openAudit());
    expect(rows[0]).toMatchObject({ label: '❌ NOT PROVED', description: 'not compared' });
    expect(outline(rows.slice(2))).toEqual([
      '? Production (not seen)',
      '  Not seen because DATABASE_URL_PROD is not set. (DATABASE_URL_PROD)',
    ]);
  });

  test.each([
    ['a pass that ended as a failure', 1, cleanAudit()],
    ['a pass with a reason against it', 0, cleanAudit({ reasons: [{ text: 'The schemas differ.' }] })],
    ['a pass over a database that was not seen', 0, cleanAudit({ production: openAudit().production })],
    ['a verdict that nobody knows', 0, cleanAudit({ verdict: 'splendid' })],
    ['a form of the future', 0, cleanAudit({ schema_version: 2 })],
    ['no database', 0, cleanAudit({ development: undefined })],
  ])('does not believe %s', (_what, exitCode, output) => {
    expect(outline(rowsOf(exitCode, output))).toEqual([
      '❌ NOT PROVED (The audit did not read the databases.)',
      '  ? The audit gave an unreadable answer. See the log.',
    ]);
  });

  test('says why there was no audit', () => {
    const refusal = { error: { kind: 'technical', message: 'The folder could not be made.' } };
    expect(rowsOf(3, refusal)[0]?.children[0]?.label).toBe('? The folder could not be made.');
    expect(auditOutcome({ kind: 'timed-out', seconds: 300 })).toMatchObject({
      problem: 'The audit took longer than 300 s. Run `lockkeeper db audit` in a terminal.',
    });
    expect(auditOutcome({ kind: 'broken', problem: 'was ended by SIGKILL' })).toMatchObject({
      problem: 'The audit was ended by SIGKILL. Run it again.',
    });
  });
});

function rowsOf(exitCode: number, output: object): readonly ResultRow[] {
  const outcome = auditOutcome({ kind: 'ended', exitCode, stdout: JSON.stringify(output), stderr: '' });
  if (outcome.kind === 'cancelled') throw new Error('A process that ended was not cancelled.');
  return auditRows(outcome);
}

function outline(rows: readonly ResultRow[], indent = ''): readonly string[] {
  return rows.flatMap(({ label, description, children }) => [
    `${indent}${label}${description === '' ? '' : ` (${description})`}`,
    ...outline(children, `${indent}  `),
  ]);
}
