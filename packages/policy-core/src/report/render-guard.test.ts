import fc from 'fast-check';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';

import { decideGuard } from '../deployment/guard/guard.ts';
import { guardCheck, notAsked } from '../deployment/guard/guard-check.ts';
import { anyTable } from '../testing/any-guard-table.ts';
import { anyReport } from '../testing/any-report.ts';
import { guardAnswer } from '../answers/guard-answer.ts';
import { passing, plainContext } from '../testing/sample-report.ts';
import { sarifProblems } from '../testing/sarif-problems.ts';
import { renderGuard, type GuardFormat } from './render-guard.ts';
import { allRules } from '../checker/all-rules.ts';

const range = { from: '1f0c2d4', to: '9ab34ef' };
const others = [
  guardCheck('databases', {
    evidence: [{ text: 'Development is shop_dev at a1.', where: 'DATABASE_URL' }],
    problems: [
      {
        kind: 'failed',
        text: 'Production lacks the table alembic_version.',
        where: 'DATABASE_URL_PROD',
        path: null,
        next_step: 'Stamp production at its baseline, once: ./scripts/stamp_prod_baseline.sh.',
      },
      {
        kind: 'undetermined',
        text: 'What b2 does is not known.',
        where: null,
        path: 'alembic/versions/b2.py',
        line: 7,
        next_step: 'Read it.',
      },
    ],
  }),
  notAsked('backup', 'The policy asks for no backup.'),
];

function shown(format: GuardFormat): string {
  const decision = decideGuard({ report: passing, record: 'present', range, others }, allRules);
  return renderGuard(format, { decision, report: passing }, plainContext);
}

describe('the table of the guard', () => {
  test('in a terminal tells what was seen, what is wrong and what to do [row 4.20]', () => {
    expect(shown('pretty')).toMatchInlineSnapshot(`
      "❌ GUARD FAILED: 1 revision, 1 pair, 2 changed files since 1f0c2d4
        Failed: databases. Fix that and run the guard again. Judged: 1f0c2d4...9ab34ef.
        lockkeeper 0.1.0 at stage local, policy lockkeeper.yaml

      Failed checks
        ✗ databases  Development and production share one migration history, and their schemas match it.
            failed: Production lacks the table alembic_version. (DATABASE_URL_PROD)
                next: Stamp production at its baseline, once: ./scripts/stamp_prod_baseline.sh.
            not proved: What b2 does is not known.
                next: Read it.
            seen: Development is shop_dev at a1. (DATABASE_URL)

      1 check passed: policy.
      Not asked: backup. The policy asks for no backup.
      Judged 1 revision, 1 pair, 2 changed files: 2 rules passed.
      "
    `);
  });

  test('in a job summary stands below the headline [row 4.20]', () => {
    expect(shown('markdown')).toMatchInlineSnapshot(`
      "## ❌ GUARD FAILED: 1 revision, 1 pair, 2 changed files since 1f0c2d4

      Failed: databases. Fix that and run the guard again. Judged: 1f0c2d4...9ab34ef.\\
      lockkeeper 0.1.0 at stage local, policy lockkeeper.yaml

      ### Failed checks

      - ✗ **databases** Development and production share one migration history, and their schemas match it.
        - **failed:** Production lacks the table alembic\\_version. (DATABASE\\_URL\\_PROD)\\
          next: Stamp production at its baseline, once: ./scripts/stamp\\_prod\\_baseline.sh.
        - **not proved:** What b2 does is not known.\\
          next: Read it.

        seen: Development is shop\\_dev at a1. (DATABASE\\_URL)

      <details><summary>1 check passed: policy.</summary>

      - ✓ **policy** Every rule of the policy holds.\\
        seen: 2 rules judged 5 files of 1f0c2d4...9ab34ef. (lockkeeper.yaml)

      </details>

      Not asked: backup. The policy asks for no backup.

      <details><summary>Judged 1 revision, 1 pair, 2 changed files: 2 rules passed.</summary>

      | Rule | Result | Requirement |
      | --- | --- | --- |
      | ✓ paths/protected | passed | Change a protected path only with the approval of its section. |
      | ✓ dependencies/requirements-pinned | passed | Pin every requirement to one version with ==. |

      </details>
      "
    `);
  });

  test('for programs tells every row [row 4.20]', () => {
    const { table } = guardAnswer.parse(JSON.parse(shown('json')));
    expect(table).toMatchInlineSnapshot(`
      [
        {
          "evidence": [
            {
              "text": "2 rules judged 5 files of 1f0c2d4...9ab34ef.",
              "where": "lockkeeper.yaml",
            },
          ],
          "id": "policy",
          "problems": [],
          "state": "passed",
          "title": "Every rule of the policy holds.",
          "why": null,
        },
        {
          "evidence": [
            {
              "text": "Development is shop_dev at a1.",
              "where": "DATABASE_URL",
            },
          ],
          "id": "databases",
          "problems": [
            {
              "kind": "failed",
              "next_step": "Stamp production at its baseline, once: ./scripts/stamp_prod_baseline.sh.",
              "path": null,
              "text": "Production lacks the table alembic_version.",
              "where": "DATABASE_URL_PROD",
            },
            {
              "kind": "undetermined",
              "line": 7,
              "next_step": "Read it.",
              "path": "alembic/versions/b2.py",
              "text": "What b2 does is not known.",
              "where": null,
            },
          ],
          "state": "failed",
          "title": "Development and production share one migration history, and their schemas match it.",
          "why": null,
        },
        {
          "evidence": [],
          "id": "backup",
          "problems": [],
          "state": "not-asked",
          "title": "There is a backup to come back to.",
          "why": "The policy asks for no backup.",
        },
      ]
    `);
  });

  test('in SARIF is told check by check', () => {
    const log = JSON.parse(shown('sarif')) as Log;
    const [run] = log.runs;
    expect(run?.tool.driver.rules?.slice(-2)).toMatchInlineSnapshot(`
      [
        {
          "defaultConfiguration": {
            "level": "error",
          },
          "help": {
            "text": "Development and production share one migration history, and their schemas match it.",
          },
          "id": "guard/databases",
          "shortDescription": {
            "text": "Development and production share one migration history, and their schemas match it.",
          },
        },
        {
          "defaultConfiguration": {
            "level": "error",
          },
          "help": {
            "text": "There is a backup to come back to.",
          },
          "id": "guard/backup",
          "shortDescription": {
            "text": "There is a backup to come back to.",
          },
        },
      ]
    `);
    expect(run?.results).toMatchInlineSnapshot(`
      [
        {
          "level": "error",
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "lockkeeper.yaml",
                  "uriBaseId": "%SRCROOT%",
                },
                "region": {
                  "endColumn": 1,
                  "endLine": 1,
                  "startColumn": 1,
                  "startLine": 1,
                },
              },
            },
          ],
          "message": {
            "text": "Production lacks the table alembic_version. Stamp production at its baseline, once: ./scripts/stamp_prod_baseline.sh.",
          },
          "properties": {
            "because": [
              "Development is shop_dev at a1.",
            ],
          },
          "ruleId": "guard/databases",
          "ruleIndex": 2,
        },
        {
          "kind": "open",
          "level": "none",
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "alembic/versions/b2.py",
                  "uriBaseId": "%SRCROOT%",
                },
                "region": {
                  "endColumn": 1,
                  "endLine": 7,
                  "startColumn": 1,
                  "startLine": 7,
                },
              },
            },
          ],
          "message": {
            "text": "What b2 does is not known. Read it.",
          },
          "properties": {
            "because": [
              "Development is shop_dev at a1.",
            ],
          },
          "ruleId": "guard/databases",
          "ruleIndex": 2,
        },
      ]
    `);
  });

  test('in SARIF has a rule for each check and a result for each problem', () => {
    const log = JSON.parse(shown('sarif')) as Log;
    expect(sarifProblems(log)).toEqual([]);
    const [run] = log.runs;
    expect(run?.invocations?.[0]?.exitCode).toBe(1);
    const results = run?.results?.map(({ ruleId, kind, level, ruleIndex, locations }) => ({
      rule: ruleId,
      says: kind ?? level,
      uri: locations?.[0]?.physicalLocation?.artifactLocation?.uri,
      named: run.tool.driver.rules?.[ruleIndex ?? -1]?.id,
    }));
    expect(results).toEqual([
      { rule: 'guard/databases', says: 'error', uri: 'lockkeeper.yaml', named: 'guard/databases' },
      { rule: 'guard/databases', says: 'open', uri: 'alembic/versions/b2.py', named: 'guard/databases' },
    ]);
  });

  test('decides with the policy, for any report and any table', () => {
    fc.assert(
      fc.property(anyReport, anyTable, (report, table) => {
        const rest = table.filter(({ id }) => id !== 'policy');
        const alone = decideGuard({ report, record: 'present', range }, allRules);
        const decision = decideGuard({ report, record: 'present', range, others: rest }, allRules);
        const problems = rest.flatMap((check) => check.problems);
        expect(decision.passed).toBe(alone.passed && problems.length === 0);
        if (alone.exit === 3) expect(decision.exit).toBe(3);
        else if (problems.some(({ kind }) => kind === 'failed')) expect(decision.exit).toBe(1);
        else if (problems.length > 0) expect(decision.exit).toBe(alone.exit === 1 ? 1 : 2);
      }),
    );
  });

  test('keeps its contract in every format, for any report and any table', () => {
    fc.assert(
      fc.property(anyReport, anyTable, (report, table) => {
        const decision = decideGuard({ report, record: 'present', range, others: table.slice(1) }, allRules);
        const as = (format: GuardFormat) => renderGuard(format, { decision, report }, plainContext);
        expect(guardAnswer.safeParse(JSON.parse(as('json'))).error).toBeUndefined();
        expect(sarifProblems(JSON.parse(as('sarif')))).toEqual([]);
        for (const text of [as('pretty'), as('markdown')]) {
          expect(text).toContain(decision.headline);
          // oxlint-disable-next-line no-control-regex -- what a hostile text must not bring to a terminal
          expect(text).not.toMatch(/\u001b/);
        }
      }),
    );
  });
});
