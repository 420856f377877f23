import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { backupCheck } from '../deployment/guard/backup-check.ts';
import { GUARD_QUESTIONS, unproved } from '../deployment/guard/guard-check.ts';
import { decideGuard } from '../deployment/guard/guard.ts';
import { pendingCheck } from '../deployment/guard/pending-check.ts';
import type { Report } from '../engine/report.ts';
import { observed, unobserved } from '../model/known.ts';
import { anyReport } from '../testing/any-report.ts';
import { crashing, failing, failingText, passing, plainContext } from '../testing/sample-report.ts';
import { renderGuard } from './render-guard.ts';
import { allRules } from '../checker/all-rules.ts';

const range = { from: '1f0c2d4', to: '9ab34ef' };

const NO_BACKUP = {
  environment: 'production',
  backup: observed(undefined),
  database: undefined,
  digest: undefined,
  now: '2026-01-01T00:00:00Z',
  maxAgeMs: 1,
};

function shown(report: Report, context = plainContext): string {
  return renderGuard(
    'pretty',
    { decision: decideGuard({ report, record: 'present', range }, allRules), report },
    context,
  );
}

// oxlint-disable-next-line no-control-regex -- this is what a terminal reads
const ANSI = /\u001b\[\d+m/g;

describe('the guard in a terminal', () => {
  test('[row 4.19] that passes', () => {
    expect(shown(passing, { ...plainContext, verbose: true })).toMatchInlineSnapshot(`
      "✅ GUARD PASSED: 1 revision, 1 pair, 2 changed files since 1f0c2d4
        Every check passed. Judged: 1f0c2d4...9ab34ef.
        lockkeeper 0.1.0 at stage local, policy lockkeeper.yaml

      1 check passed: policy.
        ✓ policy  Every rule of the policy holds.
            seen: 2 rules judged 5 files of 1f0c2d4...9ab34ef. (lockkeeper.yaml)

      Judged 1 revision, 1 pair, 2 changed files: 2 rules passed.
        ✓ paths/protected                   passed  Change a protected path only with the approval of its section.
        ✓ dependencies/requirements-pinned  passed  Pin every requirement to one version with ==.
      "
    `);
  });

  test('[row 4.20] that fails', () => {
    expect(shown(failing)).toBe(`❌ GUARD FAILED: 1 revision, 1 pair, 2 changed files since 1f0c2d4
  2 errors: fix and run the guard again. 1 subject could not be decided. Judged: 1f0c2d4...9ab34ef.
  lockkeeper 0.1.0 at stage ci, policy lockkeeper.yaml (Payments, version 3), as of the base of the change

Failed checks
  ✗ policy  Every rule of the policy holds.
      failed: 2 errors prevent the release. (lockkeeper.yaml)
          next: Fix what the findings say; \`lockkeeper explain RULE\` says why.
      seen: 5 rules judged 5 files of 1f0c2d4...9ab34ef. (lockkeeper.yaml)
      seen: 1 subject could not be decided. (lockkeeper.yaml)

${failingText}`);
  });

  test('tells once why several checks cannot be made, and all of it with verbose', () => {
    const missing = 'DATABASE_URL_PROD is not set';
    const others = [
      unproved('databases', {
        text: `Production was not seen because ${missing}.`,
        where: 'DATABASE_URL_PROD',
        path: null,
        next_step: 'Set DATABASE_URL_PROD.',
      }),
      pendingCheck(unobserved(missing), { apply: undefined, isProved: false }),
      backupCheck({ ...NO_BACKUP, pending: unobserved(missing) }),
      pendingCheck(unobserved('two heads'), { apply: undefined, isProved: false }),
    ];
    const decision = decideGuard({ report: passing, record: 'present', range, others }, allRules);
    const text = renderGuard('pretty', { decision, report: passing }, plainContext);
    expect(text.slice(text.indexOf('Not proved\n'))).toBe(`Not proved
  ? databases  ${GUARD_QUESTIONS.databases}
      not proved: Production was not seen because DATABASE_URL_PROD is not set. (DATABASE_URL_PROD)
          next: Set DATABASE_URL_PROD.
      Not checked because of this: pending-migrations, backup.
  ? pending-migrations  ${GUARD_QUESTIONS['pending-migrations']}
      not proved: Which migrations are pending is not known because two heads.
          next: Fix the \`databases\` check, then run the guard again.

1 check passed: policy.
Judged 1 revision, 1 pair, 2 changed files: 2 rules passed.
`);
    const whole = renderGuard('pretty', { decision, report: passing }, { ...plainContext, verbose: true });
    expect(whole).toContain('Whether a backup is needed is not known because DATABASE_URL_PROD is not set.');
  });

  test('without a record says what was judged', () => {
    const decision = decideGuard({ report: passing, record: 'absent', range: undefined }, allRules);
    expect(
      renderGuard('pretty', { decision, report: passing }, plainContext).trimEnd().split('\n').slice(0, 2),
    ).toEqual([
      '✅ GUARD PASSED: 1 revision, 1 pair, 5 files of the tree',
      '  Every check that could be made passed. There is no deploy record: only the tree was judged, not what changed.',
    ]);
  });

  test('folds what had nothing to judge into the last line with its reason, and gives it no tick', () => {
    const rules = passing.rules.map((rule) => ({
      ...rule,
      outcome: 'not-applicable' as const,
      notApplicable: 'no-change-given' as const,
    }));
    const text = shown({ ...passing, rules });
    expect(text).toMatch(/2 not applicable: no change was given \(2\)\.$/m);
    expect(text).not.toMatch(/^. paths\/protected/m);
  });

  test('shows a crashed check as failed', () => {
    expect(shown(crashing, { ...plainContext, verbose: true })).toContain(
      '✗ paths/protected  crashed  Change a protected',
    );
  });

  test('shows every finding of the check, word for word', () => {
    const text = shown(failing);
    for (const { message, rule } of failing.findings) expect(text).toContain(`${message}  ${rule}`);
    for (const { message } of failing.undetermined) expect(text).toContain(message);
  });

  test('changes nothing with colours but the colours', () => {
    const painted = shown(failing, { ...plainContext, colors: true });
    expect(painted).toContain('\u001b[31m❌ GUARD FAILED\u001b[39m: ');
    expect(painted.replace(ANSI, '')).toBe(shown(failing));
  });

  test('leaves the table out when no rule ran', () => {
    expect(shown({ ...passing, rules: [] }, { ...plainContext, verbose: true })).not.toContain('What must');
  });

  test('has its headline exactly once, with what was judged, for any report', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const lines = shown(report).split('\n');
        const headline = report.verdict === 'pass' ? '✅ GUARD PASSED' : '❌ GUARD FAILED';
        expect(lines.filter((line) => line.startsWith(`${headline}: `))).toHaveLength(1);
        expect(lines[0]).toMatch(/^.+: .*(?:of the tree|changed files? since \w+)$/);
      }),
    );
  });
});
