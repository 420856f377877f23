import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { displayText } from '../model/display-text.ts';
import { startOf } from '../model/source-span.ts';
import { anyReport } from '../testing/any-report.ts';
import { coverageSentence } from '../engine/coverage.ts';
import { readWorkflowCommand } from '../testing/read-workflow-command.ts';
import {
  crashing,
  droppedTable,
  failing,
  looseRequirement,
  passing,
  plainContext,
  unapproved,
  unproved,
} from '../testing/sample-report.ts';
import { githubAnnotations } from './github-annotations.ts';

describe('the report for a GitHub workflow', () => {
  test('of a failing pull request', () => {
    expect(githubAnnotations(failing, plainContext)).toMatchInlineSnapshot(`
      "::error title=dependencies/requirements-pinned,file=backend/requirements.txt,line=2,col=6,endLine=2,endColumn=12::httpx>=0.27 allows more than one version. Pin one with ==.
      ::error title=policy/missing::This change deletes the policy. Keep lockkeeper.yaml.
      ::error title=paths/protected (undetermined),file=backend/app/core/keys.py,line=1,col=1,endLine=1::undetermined: Changes to backend/app/core/keys.py (section core) need the label approved-core-change. Ask an approver for it.%0Abecause no labels were given
      ::warning title=migrations/drop-table,file=alembic/versions/ab12_drop.py,line=2,endLine=4::op.drop_table removes the table payments and all its rows.
      Lockkeeper: 2 errors, 1 warning, 1 undetermined in 3 of 5 files (12 ms).
      Judged 1 revision, 1 pair, 2 changed files: 1 rule passed, 3 failed, 1 undetermined.
      "
    `);
  });

  test('of a tree that keeps every rule says over what', () => {
    expect(githubAnnotations(passing, plainContext)).toBe(
      'Lockkeeper: No findings in 5 files (12 ms).\nJudged 1 revision, 1 pair, 2 changed files: 2 rules passed.\n',
    );
  });

  test('of a crash', () => {
    expect(githubAnnotations(crashing, plainContext)).toMatchInlineSnapshot(`
      "::error title=paths/protected (crashed)::Cannot read properties of undefined
      Lockkeeper: 1 crashed rule in 5 files (12 ms).
      Judged 1 revision, 1 pair, 2 changed files: 0 rules passed, 1 crashed.
      "
    `);
  });

  test.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'notice'],
  ] as const)('shows the severity %s as %s', (severity, command) => {
    const text = githubAnnotations({ ...passing, findings: [{ ...droppedTable, severity }] }, plainContext);
    expect(text).toMatch(new RegExp(`^::${command} `));
  });

  test.each([
    ['ci', 'error', 'error'],
    ['deploy', 'error', 'error'],
    ['local', 'error', 'warning'],
    ['ci', 'warning', 'warning'],
  ] as const)('at stage %s shows what is undetermined about an %s as %s', (stage, severity, command) => {
    const text = githubAnnotations(
      { ...unproved, stage, undetermined: [{ ...unapproved, severity }] },
      plainContext,
    );
    expect(text).toMatch(new RegExp(`^::${command} title=paths/protected \\(undetermined\\),`));
  });

  test('leaves columns out of a span over several lines, as GitHub wants it', () => {
    const text = githubAnnotations({ ...passing, findings: [droppedTable] }, plainContext);
    expect(readWorkflowCommand(text.split('\n')[0] ?? '').properties).toEqual({
      title: 'migrations/drop-table',
      file: 'alembic/versions/ab12_drop.py',
      line: '2',
      endLine: '4',
    });
  });

  test('escapes what would end a property or a line', () => {
    const finding = { ...looseRequirement, at: startOf('a,b:c%d\ne.txt'), message: '100%, really: see ::x' };
    const text = githubAnnotations({ ...passing, findings: [finding] }, plainContext);
    expect(text.split('\n')[0]).toBe(
      '::error title=dependencies/requirements-pinned,file=a%2Cb%3Ac%25d%0Ae.txt,line=1,col=1,endLine=1::100%25, really: see ::x',
    );
  });

  test('shows the control characters of a path, which a terminal would obey', () => {
    const finding = { ...looseRequirement, at: startOf('a\u001b[2K\u0007\u202eb.txt') };
    const text = githubAnnotations({ ...passing, findings: [finding] }, plainContext);
    expect(readWorkflowCommand(text.split('\n')[0] ?? '').properties['file']).toBe(
      'a\\u{1b}[2K\\u{7}\\u{202e}b.txt',
    );
  });

  test('says when GitHub will not show all of them, errors coming first', () => {
    const findings = [droppedTable, ...Array.from({ length: 11 }, () => looseRequirement)];
    const lines = githubAnnotations({ ...passing, findings }, plainContext)
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(14);
    expect(lines[0]).toMatch(/^::error /);
    expect(lines[11]).toMatch(/^::warning /);
    expect(lines[12]).toBe(
      'Lockkeeper: 11 errors, 1 warning in 2 of 5 files (12 ms). GitHub shows 10 annotations of each kind per step; this log has all of them.',
    );
  });

  test('is one command a subject and then sentences, whatever the texts hold', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const lines = githubAnnotations(report, plainContext)
          .trimEnd()
          .split(/\r\n|\r|\n/);
        const summary = lines.findIndex((line) => line.startsWith('Lockkeeper: '));
        const commands = lines.slice(0, summary).map(readWorkflowCommand);
        expect(commands).toHaveLength(
          report.findings.length + report.undetermined.length + report.crashed.length,
        );
        expect(lines[summary + 1]).toBe(coverageSentence(report));
        const messages = commands.map(({ message }) => message);
        const paths = commands.map(({ properties }) => displayText(properties['file'] ?? ''));
        for (const { message, at } of report.findings) {
          expect(messages).toContain(displayText(message));
          expect(paths).toContain(displayText(at?.path ?? ''));
        }
        for (const { message } of report.undetermined) {
          expect(
            messages.some((text) => text.startsWith(`undetermined: ${displayText(message)}\nbecause `)),
          ).toBe(true);
        }
      }),
    );
  });
});
