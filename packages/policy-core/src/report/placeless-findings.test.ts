import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor } from '../checker/checker.ts';
import type { ChangeInput } from '../checker/observations-from-input.ts';
import { observed } from '../model/known.ts';
import { loadPolicy } from '../checker/load-policy.ts';
import type { Report } from '../engine/report.ts';
import { labelBeforePush, labelOfAuthor, PULL_REQUEST } from '../testing/sample-approval.ts';
import { readWorkflowCommand } from '../testing/read-workflow-command.ts';
import { readXml } from '../testing/read-xml.ts';
import { BY_A_PERSON, BY_AN_AGENT } from '../testing/sample-change.ts';
import { plainContext } from '../testing/sample-report.ts';
import { sarifProblems } from '../testing/sarif-problems.ts';
import { renderReport, REPORT_FORMATS, type ReportFormat } from './render-report.ts';

const POLICY = `version: 1
branches:
  production: { match: [main], direct_push: deny, force_push: deny }
  ai: { match: ["auto/**"] }
labels:
  approved-core-change: { expires: on_push }
protected:
  - id: core
    paths: [backend/app/core/**]
    require: { label: approved-core-change }
change_scope:
  branches: [ai]
`;

/** Findings about the change itself: a push, a branch, a label. */
const CHANGES = {
  'a push past every pull request': {
    rules: ['branches/no-direct-push', 'branches/force-push'],
    line: 3,
    change: {
      ...BY_A_PERSON,
      branch: 'main',
      changes: ['src/a.py'],
      labels: [],
      pullRequest: null,
      push: { ref: 'refs/heads/main', rewrites: observed(true) },
    },
  },
  'the branch of an agent': {
    rules: ['branches/ai-branch'],
    line: 11,
    change: {
      ...BY_AN_AGENT,
      branch: 'feature/x',
      changes: ['src/a.py'],
      labels: [],
      pullRequest: PULL_REQUEST,
    },
  },
  'a label of the author': {
    rules: ['paths/label-untrusted'],
    line: 6,
    change: {
      ...BY_A_PERSON,
      changes: ['backend/app/core/auth.py'],
      labels: [labelOfAuthor('approved-core-change')],
      pullRequest: PULL_REQUEST,
    },
  },
  'a label from before the last push': {
    rules: ['paths/label-stale'],
    line: 6,
    change: {
      ...BY_A_PERSON,
      changes: ['backend/app/core/auth.py'],
      labels: [labelBeforePush('approved-core-change')],
      pullRequest: PULL_REQUEST,
    },
  },
} satisfies Record<
  string,
  { readonly rules: readonly string[]; readonly line: number; readonly change: ChangeInput }
>;

function judged(change: ChangeInput): Report {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: POLICY });
  return checkerFor(policy, undefined).checkChange(change, { stage: 'ci' });
}

function shown(format: ReportFormat, report: Report): string {
  return renderReport(format, report, plainContext);
}

describe.each(Object.entries(CHANGES))('a finding about %s', (_, { rules, line, change }) => {
  let report: Report;
  beforeAll(() => {
    report = judged(change);
  });

  test('is made, and has no place', () => {
    expect(report.findings.map(({ rule, at }) => [rule, at])).toEqual(rules.map((rule) => [rule, undefined]));
  });

  test('has null for its path, line and column in JSON', () => {
    const { findings } = JSON.parse(shown('json', report)) as { findings: readonly object[] };
    for (const finding of findings) {
      expect(finding).toMatchObject({
        path: null,
        line: null,
        column: null,
        end_line: null,
        end_column: null,
      });
    }
  });

  test('points SARIF at the line of the policy that decides', () => {
    const log = JSON.parse(shown('sarif', report)) as { runs: [{ results: { kind?: string }[] }] };
    expect(sarifProblems(log)).toEqual([]);
    const results = log.runs[0].results.filter(({ kind }) => kind !== 'notApplicable');
    expect({ runs: [{ results }] }).toMatchObject({
      runs: [
        {
          results: rules.map((ruleId) => ({
            ruleId,
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'lockkeeper.yaml' },
                  region: { startLine: line },
                },
              },
            ],
          })),
        },
      ],
    });
  });

  test('is an annotation of the run, of no file', () => {
    const commands = shown('github', report).split('\n').slice(0, rules.length).map(readWorkflowCommand);
    expect(commands.map(({ properties }) => properties)).toEqual(rules.map((title) => ({ title })));
  });

  test('is a case of no file in JUnit', () => {
    const suites = readXml(shown('junit', report)).children.filter(({ attributes }) =>
      rules.some((rule) => attributes['name'] === rule),
    );
    const cases = suites.flatMap(({ children }) => children);
    expect(cases.map(({ attributes }) => Object.keys(attributes))).toEqual(
      rules.map(() => ['classname', 'name']),
    );
    expect(cases.every(({ children }) => children[0]?.name === 'failure')).toBe(true);
  });

  test('stands under the change as a whole in a terminal', () => {
    const [, after = ''] = shown('pretty', report).split('\nThe change as a whole\n');
    for (const { message, rule } of report.findings)
      expect(after).toContain(`  error  ${message}  ${rule}\n`);
  });

  test('says why, with the line of the policy, wherever people read it', () => {
    for (const { evidence } of report.findings) {
      const deciding = evidence.find(({ source }) => source?.path === 'lockkeeper.yaml');
      expect(deciding?.source?.start.line).toBe(line - 1);
    }
    for (const format of ['pretty', 'markdown', 'junit', 'sarif'] as const)
      expect(shown(format, report)).toContain(`(lockkeeper.yaml:${line}:`);
  });

  test('is told in every format', () => {
    for (const format of REPORT_FORMATS) {
      const text = shown(format, report);
      for (const rule of rules) expect(text, format).toContain(rule);
    }
  });
});

describe('why a protected path needs an approval', () => {
  const change: ChangeInput = {
    ...BY_A_PERSON,
    changes: ['backend/app/core/auth.py'],
    labels: [],
    pullRequest: PULL_REQUEST,
  };

  test('is told in a terminal: the pattern, its section and line, and the label that is not there', () => {
    expect(shown('pretty', judged(change))).toBe(`❌ Fail: 1 error in 1 file (12 ms)
  lockkeeper 0.1.0 at stage ci, policy lockkeeper.yaml

backend/app/core/auth.py
  1:1  error  Changes to backend/app/core/auth.py (section core) need the label approved-core-change. Ask an approver for it.  paths/protected
      because backend/app/core/auth.py was modified
      because backend/app/core/auth.py matches backend/app/core/** (lockkeeper.yaml:9:13)
      because label approved-core-change is not on #123
      see: lockkeeper.yaml:9:13 Section core protects backend/app/core/**.

Judged 1 changed file: 10 rules passed, 1 failed, 153 not applicable: nothing of its kind is here (17), the policy configures nothing for it (136).
`);
  });

  test('is told in a comment, where nothing of it becomes markup or a link', () => {
    const [, after = ''] = shown('markdown', judged(change)).split('### backend/app/core/auth.py\n\n');
    expect(after.split('\n\n<details><summary>Judged')[0])
      .toBe(`- 1:1 **error** Changes to backend/app/core/auth.py (section core) need the label approved-core-change. Ask an approver for it. \`paths/protected\`
  <details><summary>Why</summary>

  - because backend/app/core/auth.py was modified
  - because backend/app/core/auth.py matches backend/app/core/\\*\\* (lockkeeper.yaml:9:13)
  - because label approved-core-change is not on \\#123
  - see: \`lockkeeper.yaml:9:13\` Section core protects backend/app/core/\\*\\*.

  </details>`);
  });

  test('names the path once as a case of JUnit', () => {
    expect(shown('junit', judged(change))).toContain(
      'name="Changes to backend/app/core/auth.py (section core) need the label approved-core-change. Ask an approver for it." file="backend/app/core/auth.py" line="1"',
    );
  });

  test('is told without GitHub as what waits, with the same reasons', () => {
    const { labels: _labels, ...unlabelled } = change;
    const policy = loadPolicy({ path: 'lockkeeper.yaml', text: POLICY });
    const report = checkerFor(policy, undefined).checkChange(unlabelled, { stage: 'ci' });
    const text = shown('pretty', report);
    expect(report.verdict).toBe('undetermined');
    expect(text).toContain('  ? Changes to backend/app/core/auth.py (section core)');
    expect(text).toContain(
      'because backend/app/core/auth.py matches backend/app/core/** (lockkeeper.yaml:9:13)',
    );
    expect(text).toContain('because no labels were given');
    expect(text).toContain(
      'next: Run it on the pull request with --event "$GITHUB_EVENT_PATH" and a GITHUB_TOKEN that may read pull requests.',
    );
  });
});

describe('why a change is taken for AI-made', () => {
  test('is told with the sign that was seen, in the words of the forge', () => {
    const report = judged(CHANGES['the branch of an agent'].change);
    const text = shown('pretty', report);
    expect(text).toContain('because the author is the agent account claude[bot]');
    expect(text).toContain(
      'because commit cccccccccc has the trailer Co-authored-by: Claude <noreply@anthropic.com>',
    );
    expect(shown('markdown', report)).toContain(
      'has the trailer Co-authored-by: Claude &lt;noreply@<!-- -->anthropic.com&gt;',
    );
  });
});

describe('colours', () => {
  const report = judged(CHANGES['a push past every pull request'].change);

  test.each(REPORT_FORMATS)('are not in %s unless they are asked for', (format) => {
    expect(shown(format, report)).not.toContain('\u001b');
  });

  test.each(REPORT_FORMATS.filter((format) => format !== 'pretty'))('are never in %s', (format) => {
    expect(renderReport(format, report, { ...plainContext, colors: true })).toBe(shown(format, report));
  });

  test('are in a terminal that asks for them, in all that stands out', () => {
    const painted = renderReport('pretty', report, { ...plainContext, colors: true });
    expect(painted).toContain('\u001b[1mThe change as a whole\u001b[22m');
    expect(painted).toContain('\u001b[31merror\u001b[39m');
    expect(painted).toContain('\u001b[2mbecause\u001b[22m');
  });
});
