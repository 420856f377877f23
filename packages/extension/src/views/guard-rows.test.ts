import { describe, expect, test } from 'vitest';

import { guardOutcome } from '../guard/guard-outcome.ts';
import { failingOutput, passingOutput } from '../testing/guard-output.ts';
import { guardRows } from './guard-rows.ts';
import { guardStatus } from './guard-status-text.ts';
import type { ResultRow } from './result-row.ts';

describe('the tree of the guard', () => {
  test('has one root that says that it passed, and why', () => {
    const [root, ...others] = rowsOf(0, passingOutput());
    expect(others).toEqual([]);
    expect(root).toMatchObject({
      label: '✅ GUARD PASSED: 1 pair, 2 files of the tree',
      description:
        'Every check that could be made passed. There is no deploy record: only the tree was judged, not what changed.',
      isOpen: true,
    });
    expect(outline(rowsOf(0, passingOutput()))).toEqual([
      '✅ GUARD PASSED: 1 pair, 2 files of the tree',
      '  ✓ policy (1 rule judged 2 files of the tree.)',
      '    ✓ dependencies/requirements-pinned',
      '    seen: 1 rule judged 2 files of the tree. (lockkeeper.yaml)',
      '  – backup (Nothing is pending.)',
    ]);
  });

  test('marks a check that had nothing to look at with a dash', () => {
    const output = passingOutput();
    const reasons = ['no change was given'];
    const checks = output.checks.map((check) => ({ ...check, outcome: 'not-applicable', reasons }));
    const rows = outline(rowsOf(0, { ...output, checks }));
    expect(rows).toContain('    – 1 rule (not applicable: no change was given)');
    expect(rows).toContain('      – dependencies/requirements-pinned (no change was given)');
  });

  test('has a row for each check and below it what stands against it', () => {
    expect(outline(rowsOf(1, failingOutput()))).toEqual([
      '❌ GUARD FAILED: 1 pair, 2 files of the tree',
      '  ✗ policy (1 error, 1 not proved, 1 crashed)',
      '    1 error prevents the release. (lockkeeper.yaml)',
      '      → Fix what the findings say.',
      '    ✗ dependencies/requirements-pinned (1 error)',
      '      flask has no version. Write flask==<version>. (api/requirements.txt:3)',
      '    ? paths/protected (1 not proved)',
      '      ? Changes to core/ledger.py (section core) need the label approved. Ask an approver for it. (core/ledger.py:1)',
      '    ✗ migrations/drop-table (crashed)',
      '      out of memory',
      '    ✓ 2 rules (no objections to the release)',
      '      ✓ deployment/record-is-valid (1 warning)',
      '        The record is old.',
      '      ✓ policy/missing',
      '    seen: 5 rules judged 2 files of the tree. (lockkeeper.yaml)',
      '  ? databases (1 not proved)',
      '    ? Production was not seen because DATABASE_URL_PROD is not set. (DATABASE_URL_PROD)',
      '      → Look with `lockkeeper db audit`.',
      '  ✗ pending-migrations (1 problem)',
      '    ab12 is destructive. (alembic/versions/ab12_orders.py:1)',
      '      → Do not deploy it.',
      '  ✓ backup (A dump of 07:00.)',
      '    seen: A dump of 07:00. (backups/shop.dump)',
    ]);
  });

  test('shows what stands against the release before everything that passed', () => {
    const output = failingOutput();
    const checks = [...output.checks].reverse();
    const table = [...output.table].reverse();
    const rows = rowsOf(1, { ...output, checks, table })[0]?.children ?? [];
    expect(rows.map(({ label }) => label)).toEqual([
      '✗ pending-migrations',
      '? databases',
      '✗ policy',
      '✓ backup',
    ]);
    expect(rulesOf(rows).map(({ label }) => label)).toEqual([
      '✗ migrations/drop-table',
      '? paths/protected',
      '✗ dependencies/requirements-pinned',
      '✓ policy/missing',
      '✓ deployment/record-is-valid',
    ]);
  });

  test('opens what stands against the release and leaves the rest closed', () => {
    const rows = rowsOf(1, failingOutput())[0]?.children ?? [];
    expect(rows.map(({ isOpen }) => isOpen)).toEqual([true, true, true, false]);
    expect(rulesOf(rows).map(({ isOpen }) => isOpen)).toEqual([true, true, true, false, false]);
  });

  test('a finding leads to its place, a check explains itself', () => {
    const rows = rowsOf(1, failingOutput())[0]?.children ?? [];
    expect(rows[2]?.tooltip).toBe('What pending-migrations wants.');
    expect(rows[2]?.children[0]?.place).toEqual({
      path: 'alembic/versions/ab12_orders.py',
      line: 1,
      column: 1,
    });
    const [check] = rulesOf(rows);
    expect(check).toMatchObject({
      tooltip: 'What dependencies/requirements-pinned wants.',
      place: undefined,
    });
    expect(check?.children[0]?.place).toEqual({ path: 'api/requirements.txt', line: 3, column: 1 });
  });

  test('what is not proved says what is missing', () => {
    const row = rulesOf(rowsOf(1, failingOutput())[0]?.children ?? [])[1]?.children[0];
    expect(row?.tooltip).toContain('Not proved because GitHub is not asked yet.');
  });

  test('a step that names a command has it at hand', () => {
    const [, databases] = rowsOf(1, failingOutput())[0]?.children ?? [];
    expect(databases?.children[0]?.children[0]?.actions).toEqual([{ kind: 'audit' }]);
  });

  test('a run without an answer is a failure that says so', () => {
    const outcome = guardOutcome({
      kind: 'ended',
      exitCode: 2,
      stdout: '',
      stderr: 'No policy was found.\nRun init.',
    });
    const rows = outcome.kind === 'cancelled' ? [] : guardRows(outcome);
    expect(outline(rows)).toEqual([
      '❌ GUARD FAILED (The guard did not judge the release, so it is not proved.)',
      '  ? No policy was found.',
    ]);
    expect(rows[0]?.children[0]?.tooltip).toBe('No policy was found.\nRun init.');
  });
});

describe('the status of the guard', () => {
  test.each([
    {
      what: 'a pass',
      exitCode: 0,
      output: passingOutput(),
      text: '$(shield) Guard: passed 12:03',
      failed: false,
    },
    {
      what: 'how many checks failed',
      exitCode: 1,
      output: failingOutput(),
      text: '$(shield) Guard: failed (1 error, 1 not proved, 1 crashed, 2 other checks) 12:03',
      failed: true,
    },
    {
      what: 'that nothing is proved',
      exitCode: 0,
      output: failingOutput(),
      text: '$(shield) Guard: not proved 12:03',
      failed: true,
    },
  ])('shows $what, with its time', ({ exitCode, output, text, failed }) => {
    const outcome = outcomeOf(exitCode, output);
    expect(guardStatus({ outcome, time: '12:03' })).toMatchObject({ text, failed });
  });
});

function rowsOf(exitCode: number, output: object): readonly ResultRow[] {
  return guardRows(outcomeOf(exitCode, output));
}

function outcomeOf(exitCode: number, output: object) {
  const outcome = guardOutcome({ kind: 'ended', exitCode, stdout: JSON.stringify(output), stderr: '' });
  if (outcome.kind === 'cancelled') throw new Error('A process that ended was not cancelled.');
  return outcome;
}

/** The rules below the row of the policy. */
function rulesOf(rows: readonly ResultRow[]): readonly ResultRow[] {
  const policy = rows.find(({ label }) => label.endsWith(' policy'));
  const below = policy?.children ?? [];
  const folded = below.find(({ label }) => label.endsWith(' rules'))?.children ?? [];
  return [...below, ...folded].filter(({ label }) => label.includes('/'));
}

/** As seen; the sentence beside a verdict has its own test. */
function outline(rows: readonly ResultRow[], indent = ''): readonly string[] {
  return rows.flatMap(({ label, description, children }) => {
    const isVerdict = label.includes('GUARD') && !description.startsWith('The guard did not judge');
    const beside = description === '' || isVerdict ? '' : ` (${description})`;
    return [`${indent}${label}${beside}`, ...outline(children, `${indent}  `)];
  });
}
