import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { displayText } from '../model/display-text.ts';
import { anyReport } from '../testing/any-report.ts';
import { readMarkdownText, splitTableRow } from '../testing/read-markdown.ts';
import { crashing, failing, passing, plainContext, unproved } from '../testing/sample-report.ts';
import { judgedRules } from '../engine/judged-rules.ts';
import type { Report } from '../engine/report.ts';
import type { ReportContext } from './report-context.ts';
import { renderReport } from './render-report.ts';
import { allRules } from '../checker/all-rules.ts';

function markdownSummary(report: Report, context: ReportContext): string {
  return renderReport('markdown', report, context);
}

describe('the report for a job summary or a comment', () => {
  test('of a failing pull request', () => {
    expect(markdownSummary(failing, plainContext)).toMatchInlineSnapshot(`
      "## ❌ Fail: 2 errors, 1 warning, 1 undetermined in 3 of 5 files (12 ms)

      lockkeeper 0.1.0 at stage ci, policy lockkeeper.yaml (Payments, version 3), as of the base of the change\\
      1 finding can be fixed with --fix.

      ### backend/requirements.txt

      - 2:6 **error** httpx&gt;=0.27 allows more than one version. Pin one with ==. \`dependencies/requirements-pinned\`
        <details><summary>Why</summary>

        - **fix:** Pin to httpx==0.27.2 (available with --fix)

        </details>

      ### The change as a whole

      - **error** This change deletes the policy. Keep lockkeeper.yaml. \`policy/missing\`
        <details><summary>Why</summary>

        - because the base has lockkeeper.yaml (lockkeeper.yaml:1:1)
        - see: \`lockkeeper.yaml:3:1\` The policy begins here.

        </details>

      ### Undetermined

      - ? Changes to backend/app/core/keys.py (section core) need the label approved-core-change. Ask an approver for it. \`paths/protected\` backend/app/core/keys.py
        <details><summary>Why</summary>

        - because backend/app/core/keys.py matches backend/app/core/\\*\\* (lockkeeper.yaml:7:9)
        - because no labels were given
        - next: Run it on the pull request with --event "\\$GITHUB\\_EVENT\\_PATH" and a GITHUB\\_TOKEN that may read pull requests.

        </details>

      ### alembic/versions/ab12\\_drop.py

      - 2:5 **warning** op.drop\\_table removes the table payments and all its rows. \`migrations/drop-table\`
        <details><summary>Why</summary>

        - because revision ab12 comes after the last release
        - **fix:** Keep the table (needs your review)

        </details>

      **note:** The policy of the base judges this change, not its own.\\
      Not listed: 1 waived by the policy, 2 accepted by the baseline. 1 baseline entry no longer occurs: run lockkeeper baseline --prune.

      <details><summary>Judged 1 revision, 1 pair, 2 changed files: 1 rule passed, 3 failed, 1 undetermined.</summary>

      | Rule | Result | Requirement |
      | --- | --- | --- |
      | ? paths/protected | 1 undetermined | Change a protected path only with the approval of its section. |
      | ✗ dependencies/requirements-pinned | 1 finding | Pin every requirement to one version with ==. |
      | ✓ dependencies/lock-in-sync | passed (2) | Keep the lock in sync with its source. |
      | ! migrations/drop-table | 1 finding | Do not drop a table. |
      | ✗ policy/missing | 1 finding | Do not delete the policy. |

      </details>
      "
    `);
  });

  test('of a tree that keeps every rule', () => {
    expect(markdownSummary(passing, plainContext)).toMatchInlineSnapshot(`
      "## ✅ Pass: No findings in 5 files (12 ms)

      lockkeeper 0.1.0 at stage local, policy lockkeeper.yaml

      <details><summary>Judged 1 revision, 1 pair, 2 changed files: 2 rules passed.</summary>

      | Rule | Result | Requirement |
      | --- | --- | --- |
      | ✓ paths/protected | passed | Change a protected path only with the approval of its section. |
      | ✓ dependencies/requirements-pinned | passed | Pin every requirement to one version with ==. |

      </details>
      "
    `);
  });

  test.each([
    ['a pass', passing, '## ✅ Pass: No findings in 5 files (12 ms)\n'],
    ['a failure', failing, '## ❌ Fail: 2 errors, 1 warning, 1 undetermined in 3 of 5 files (12 ms)\n'],
    ['what is not proved', unproved, '## ❔ Undetermined: 1 undetermined in 1 of 5 files (12 ms)\n'],
    ['a crash', crashing, '## ❌ Fail: 1 crashed rule in 5 files (12 ms)\n'],
  ])('begins with the verdict of %s', (_, report, line) => {
    expect(markdownSummary(report, plainContext).startsWith(line)).toBe(true);
  });

  test('names a crashed rule with its error', () => {
    const text = markdownSummary(crashing, plainContext);
    expect(text).toContain('| ✗ paths/protected | crashed |');
    expect(text).toContain('### Crashed\n\n- ✗ `paths/protected`: Cannot read properties of undefined');
  });

  test('leaves the table out when no rule ran', () => {
    expect(markdownSummary({ ...passing, rules: [] }, plainContext)).not.toContain('|');
  });

  test('keeps its table and its list whole, whatever the texts hold', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const lines = markdownSummary(report, plainContext).split('\n');
        const rows = lines.filter((line) => line.startsWith('|'));
        expect(rows).toHaveLength(2 + judgedRules(report, allRules).length);
        for (const row of rows) expect(splitTableRow(row)).toHaveLength(3);
        expect(lines.filter((line) => line.startsWith('- '))).toHaveLength(
          report.findings.length + report.undetermined.length + report.crashed.length,
        );
        const opened = lines.filter((line) => line === '  <details><summary>Why</summary>');
        expect(lines.filter((line) => line === '  </details>')).toHaveLength(opened.length);
      }),
    );
  });

  test('shows every message word for word', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const text = readMarkdownText(markdownSummary(report, plainContext));
        for (const { message } of [...report.findings, ...report.undetermined]) {
          expect(text).toContain(`${displayText(message)} \``);
        }
      }),
    );
  });
});
