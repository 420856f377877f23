import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { displayText } from '../model/display-text.ts';
import { startOf } from '../model/source-span.ts';
import { anyReport } from '../testing/any-report.ts';
import {
  crashing,
  droppedTable,
  failing,
  failingText,
  looseRequirement,
  passing,
  plainContext,
  unapproved,
  unproved,
} from '../testing/sample-report.ts';
import type { Report } from '../engine/report.ts';
import type { Finding } from '../model/finding.ts';
import type { ReportContext } from './report-context.ts';
import { plainText } from './document/terminal.ts';
import { renderReport } from './render-report.ts';

function pretty(...[report, context]: [Report, ReportContext]): string {
  return renderReport('pretty', report, context);
}

// oxlint-disable-next-line no-control-regex -- this is what a terminal reads
const ANSI = /\u001b\[\d+m/g;

describe('the report for a terminal', () => {
  test('of a failing pull request', () => {
    expect(pretty(failing, plainContext))
      .toBe(`❌ Fail: 2 errors, 1 warning, 1 undetermined in 3 of 5 files (12 ms)
  lockkeeper 0.1.0 at stage ci, policy lockkeeper.yaml (Payments, version 3), as of the base of the change
  1 finding can be fixed with --fix.

${failingText}`);
  });

  test('tells of one statement once, with the lighter findings below the heaviest', () => {
    const lighter = {
      ...droppedTable,
      rule: 'migrations/irreversible-upgrade',
      message: 'The upgrade loses the table payments.',
      evidence: [],
      fixes: [],
    };
    const heavier: Finding = { ...droppedTable, severity: 'error' };
    const elsewhere = { ...lighter, at: startOf('alembic/versions/ab12_drop.py') };
    const text = pretty({ ...failing, findings: [lighter, elsewhere, heavier] }, plainContext);
    expect(text.slice(text.indexOf('\n\n') + 2, text.indexOf('\n\nUndetermined'))).toBe(`\
alembic/versions/ab12_drop.py
  2:5  error  op.drop_table removes the table payments and all its rows.  migrations/drop-table
      2 |     op.drop_table(
        |     ^^^^^^^^^^^^^^
      because revision ab12 comes after the last release
      fix: Keep the table (needs your review)
      warning  The upgrade loses the table payments.  migrations/irreversible-upgrade`);
    expect(text).toContain('\n  1:1  warning  The upgrade loses the table payments.');
    expect(text.match(/The upgrade loses/g)).toHaveLength(2);
  });

  test('of a tree that keeps every rule', () => {
    expect(pretty(passing, plainContext)).toMatchInlineSnapshot(`
      "✅ Pass: No findings in 5 files (12 ms)
        lockkeeper 0.1.0 at stage local, policy lockkeeper.yaml

      Judged 1 revision, 1 pair, 2 changed files: 2 rules passed.
      "
    `);
  });

  test('of a change that is not proved', () => {
    expect(pretty(unproved, plainContext)).toMatchInlineSnapshot(`
      "❔ Undetermined: 1 undetermined in 1 of 5 files (12 ms)
        lockkeeper 0.1.0 at stage ci, policy lockkeeper.yaml

      Undetermined
        ? Changes to backend/app/core/keys.py (section core) need the label approved-core-change. Ask an approver for it.  paths/protected backend/app/core/keys.py
            because backend/app/core/keys.py matches backend/app/core/** (lockkeeper.yaml:7:9)
            because no labels were given
            next: Run it on the pull request with --event "$GITHUB_EVENT_PATH" and a GITHUB_TOKEN that may read pull requests.

      Judged 1 revision, 1 pair, 2 changed files: 0 rules passed, 1 undetermined.
      "
    `);
  });

  test('of the same change on the own machine says that nothing is wrong yet', () => {
    expect(pretty({ ...unproved, stage: 'local' }, plainContext)).toContain(
      'next: Nothing to do now. It needs the approval before the merge.',
    );
  });

  test('of a crash says whose fault it is', () => {
    expect(pretty(crashing, plainContext)).toMatchInlineSnapshot(`
      "❌ Fail: 1 crashed rule in 5 files (12 ms)
        lockkeeper 0.1.0 at stage local, policy lockkeeper.yaml

      Crashed
        ✗ paths/protected: Cannot read properties of undefined
            This is a fault of Lockkeeper, not of your files. Run again with --save-snapshot and report it with the snapshot.

      Judged 1 revision, 1 pair, 2 changed files: 0 rules passed, 1 crashed.
      "
    `);
  });

  test('explains a missing fact once for all subjects that wait for it', () => {
    const other = {
      ...unapproved,
      message: 'backend/app/core/b.py is protected.',
      at: startOf('backend/app/core/b.py'),
      evidence: [],
    };
    expect(pretty({ ...unproved, undetermined: [{ ...unapproved, evidence: [] }, other] }, plainContext))
      .toMatchInlineSnapshot(`
        "❔ Undetermined: 2 undetermined in 2 of 5 files (12 ms)
          lockkeeper 0.1.0 at stage ci, policy lockkeeper.yaml

        Undetermined
          ? Changes to backend/app/core/keys.py (section core) need the label approved-core-change. Ask an approver for it.  paths/protected backend/app/core/keys.py
          ? backend/app/core/b.py is protected.  paths/protected backend/app/core/b.py
              because no labels were given
              next: Run it on the pull request with --event "$GITHUB_EVENT_PATH" and a GITHUB_TOKEN that may read pull requests.

        Judged 1 revision, 1 pair, 2 changed files: 0 rules passed, 1 undetermined.
        "
      `);
  });

  test('keeps subjects apart that wait for different facts', () => {
    const other = { ...unapproved, missing: [{ fact: 'change', reason: 'the clone is shallow' }] };
    const text = pretty({ ...unproved, undetermined: [unapproved, other] }, plainContext);
    expect(text.match(/because no labels were given/g)).toHaveLength(1);
    expect(text.match(/because the clone is shallow/g)).toHaveLength(1);
  });

  test('goes without code where the text is not at hand', () => {
    const text = pretty({ ...failing, findings: [looseRequirement] }, { ...plainContext, texts: {} });
    expect(text).toContain('  2:6  error  httpx>=0.27 allows');
    expect(text).not.toContain(' | ');
  });

  test.each(['constructor', '__proto__'])('takes the path %s for a path', (path) => {
    const finding = { ...looseRequirement, at: { ...startOf(path), end: { line: 0, character: 3 } } };
    expect(pretty({ ...failing, findings: [finding] }, plainContext)).toContain(`\n${path}\n  1:1  error`);
  });

  test('shows a narrow terminal the part of a long line that matters', () => {
    const at = { path: 'a.txt', start: { line: 0, character: 200 }, end: { line: 0, character: 206 } };
    const texts = { 'a.txt': `${'x'.repeat(200)}needle${'y'.repeat(200)}` };
    const text = pretty(
      { ...failing, findings: [{ ...looseRequirement, at }] },
      { ...plainContext, texts, width: 60 },
    );
    const code = text.split('\n').find((line) => line.includes('needle'));
    expect(code).toMatch(/^ {6}1 \| …x+needley+…$/);
    expect(code?.length).toBeLessThanOrEqual(60);
  });

  test('never cuts a message, however narrow the terminal is', () => {
    const message = `${'word '.repeat(60)}end.`;
    const text = pretty(
      { ...failing, findings: [{ ...looseRequirement, message }] },
      { ...plainContext, width: 20 },
    );
    expect(text.split(/\s+/).join(' ')).toContain(message);
  });

  test('begins no line with what a CI log takes for a command', () => {
    const finding = { ...looseRequirement, at: startOf('::add-mask::a') };
    expect(pretty({ ...failing, findings: [finding] }, plainContext)).toContain('\n\\u{3a}:add-mask::a\n');
  });
});

describe('colours', () => {
  test('change nothing but the colours', () => {
    const painted = pretty(failing, { ...plainContext, colors: true });
    expect(painted).toMatch(ANSI);
    expect(painted.replace(ANSI, '')).toBe(pretty(failing, plainContext));
  });

  test('tell an error from a warning', () => {
    const painted = pretty(failing, { ...plainContext, colors: true });
    expect(painted).toContain('\u001b[31merror\u001b[39m');
    expect(painted).toContain('\u001b[33mwarning\u001b[39m');
  });
});

describe('any report', () => {
  test('shows each message word for word and lets no text reach the terminal', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const text = pretty(report, plainContext);
        for (const { message, rule } of report.findings)
          expect(text).toContain(`  ${plainText(message)}  ${rule}`);
        for (const { message } of report.undetermined) expect(text).toContain(`  ? ${plainText(message)}  `);
        expect(displayText(text.replaceAll('\n', ''))).toBe(text.replaceAll('\n', ''));
      }),
    );
  });

  test('starts no workflow command in a CI log', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        for (const line of pretty(report, plainContext).split('\n'))
          expect(line.trimStart()).not.toMatch(/^::/);
      }),
    );
  });
});
