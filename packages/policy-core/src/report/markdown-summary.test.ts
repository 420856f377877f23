import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { displayText } from '../model/display-text.ts';
import { anyReport } from '../testing/any-report.ts';
import { readMarkdownText, splitTableRow } from '../testing/read-markdown.ts';
import { crashing, failing, passing, plainContext, unproved } from '../testing/sample-report.ts';
import { judgedRules } from '../engine/judged-rules.ts';
import { markdownSummary } from './markdown-summary.ts';
import { allRules } from '../checker/all-rules.ts';

describe('the report for a job summary or a comment', () => {
  test('of a failing pull request', () => {
    expect(markdownSummary(failing, plainContext)).toMatchInlineSnapshot(`
      "### ❌ Fail: 2 errors, 1 warning, 1 undetermined in 5 files

      Judged by lockkeeper.yaml (Payments, version 3), as of the base of the change at stage ci in 12 ms.

      Judged 1 revision, 1 pair, 2 changed files: 1 rule passed, 3 failed, 1 undetermined.

      | Rule | Result | Findings | Undetermined | What must be true |
      | --- | --- | ---: | ---: | --- |
      | paths/protected | undetermined | 0 | 1 | A protected path changes only with the approval its section asks for. |
      | dependencies/requirements-pinned | FAIL | 1 | 0 | Every requirement pins exactly one version with ==. |
      | dependencies/lock-in-sync | PASS (2) | 0 | 0 | The lock holds what its source asks for. |
      | migrations/drop-table | WARN | 1 | 0 | A migration does not drop a table. |
      | policy/missing | FAIL | 1 | 0 | A change does not take the policy away. |

      #### Findings

      - **warning** \`alembic/versions/ab12_drop.py:2:5\` op.drop\\_table removes the table payments and all its rows. (\`migrations/drop-table\`)
        <details><summary>Why</summary>

        - because revision ab12 comes after the last release
        - fix: Keep the table

        </details>
      - **error** \`backend/requirements.txt:2:6\` httpx&gt;=0.27 admits more than one version. Pin one with ==. (\`dependencies/requirements-pinned\`)
        <details><summary>Why</summary>

        - fix: Pin to httpx==0.27.2

        </details>
      - **error** This change deletes the policy. Keep lockkeeper.yaml. (\`policy/missing\`)
        <details><summary>Why</summary>

        - because the base has lockkeeper.yaml (lockkeeper.yaml:1:1)
        - see: \`lockkeeper.yaml:3:1\` The policy begins here.

        </details>

      #### Undetermined

      - **undetermined** \`backend/app/core/keys.py\` backend/app/core/keys.py is protected by section core: it needs the label approved-core-change before merge. (\`paths/protected\`)
        <details><summary>Why</summary>

        - because no labels were given
        - because backend/app/core/keys.py matches backend/app/core/\\*\\* (lockkeeper.yaml:7:9)
        - next: Get the approval where this run can see it, then run it again.

        </details>

      > The policy of the base judges this change, not its own.

      Not listed: 1 waived by the policy, 2 accepted by the baseline. 1 baseline entry no longer occurs: run lockkeeper baseline --prune.
      "
    `);
  });

  test('of a tree that keeps every rule', () => {
    expect(markdownSummary(passing, plainContext)).toMatchInlineSnapshot(`
      "### ✅ Pass: No findings in 5 files

      Judged by lockkeeper.yaml at stage local in 12 ms.

      Judged 1 revision, 1 pair, 2 changed files: 2 rules passed.

      | Rule | Result | Findings | Undetermined | What must be true |
      | --- | --- | ---: | ---: | --- |
      | paths/protected | PASS | 0 | 0 | A protected path changes only with the approval its section asks for. |
      | dependencies/requirements-pinned | PASS | 0 | 0 | Every requirement pins exactly one version with ==. |
      "
    `);
  });

  test.each([
    ['a pass', passing, '### ✅ Pass: No findings in 5 files\n'],
    ['a failure', failing, '### ❌ Fail: 2 errors, 1 warning, 1 undetermined in 5 files\n'],
    ['what is not proved', unproved, '### ❔ Undetermined: 1 undetermined in 5 files\n'],
    ['a crash', crashing, '### ❌ Fail: 1 crashed rule in 5 files\n'],
  ])('begins with the verdict of %s', (_, report, line) => {
    expect(markdownSummary(report, plainContext).startsWith(line)).toBe(true);
  });

  test('names a crashed rule with its error', () => {
    const text = markdownSummary(crashing, plainContext);
    expect(text).toContain('| paths/protected | CRASHED | 0 | 0 |');
    expect(text).toContain('#### Crashed\n\n- `paths/protected`: Cannot read properties of undefined');
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
        for (const row of rows) expect(splitTableRow(row)).toHaveLength(5);
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
          expect(text).toContain(`${displayText(message)} (\``);
        }
      }),
    );
  });
});
