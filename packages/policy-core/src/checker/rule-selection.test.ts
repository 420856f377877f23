import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { baselineOf, baselineText } from './baseline.ts';
import { checkerFor, type CheckOptions } from './checker.ts';
import { loadPolicy } from './load-policy.ts';
import { selectRules } from './rule-selection.ts';
import { allRules } from './all-rules.ts';
import { labelBeforePush, labelOfAuthor, PULL_REQUEST } from '../testing/sample-approval.ts';

const PAIR = { id: 'backend', source: 'requirements.txt', lock: 'requirements.lock' };
const PINNED = [PAIR.source, PAIR.lock].map((path) => ({ path, text: 'flask==2.0\n' }));
const IDS = allRules.map(({ id }) => id);
const ALWAYS = ['policy/missing', 'policy/invalid', 'policy/diff-incomplete', 'policy/matches-nothing'];

test.each([
  [['migrations'], 'migrations', true],
  [['migrations/drop-table'], 'migrations', true],
  [['migrations'], 'dependencies', false],
  [['docs'], 'scope', true],
  [['policy/matches-nothing'], 'variables', true],
])('of %j the places under %s count: %s', (names, section, expected) => {
  const selection = selectRules(names);
  expect(selection.kind === 'selection' && selection.judgesPlacesOf(section)).toBe(expected);
});

describe('a selection of rules', () => {
  test('has all rules of an area, and what makes a policy unusable [row 2.03]', () => {
    expect(selectedBy(['dependencies'])).toEqual(
      IDS.filter((id) => id.startsWith('dependencies/') || ALWAYS.includes(id)),
    );
  });

  test('has a single rule by its id', () => {
    expect(selectedBy(['docs/encoding'])).toEqual(
      IDS.filter((id) => [...ALWAYS, 'docs/encoding'].includes(id)),
    );
  });

  test('has what any of its names asks for', () => {
    fc.assert(
      fc.property(fc.subarray(IDS), fc.subarray(IDS), (some, others) => {
        const both = new Set([...selectedBy(some), ...selectedBy(others)]);
        expect(selectedBy([...some, ...others])).toEqual(IDS.filter((id) => both.has(id)));
      }),
    );
  });

  test('names what was asked for once', () => {
    expect(selectRules(['docs', 'paths', 'docs'])).toMatchObject({ names: ['docs', 'paths'] });
  });

  test.each([
    ['dependecies', 'dependencies'],
    ['Dependencies', 'dependencies'],
    ['dependencies/lable', 'dependencies/label'],
    ['lock-in-sync', 'dependencies/lock-in-sync'],
    ['lock-in-snyc', 'dependencies/lock-in-sync'],
    ['dependencies/', 'dependencies'],
    ['quite something else', undefined],
    ['', undefined],
    ['constructor', undefined],
    ['*', undefined],
  ])('is none for %j, which most likely means %s', (name, nearest) => {
    expect(selectRules(['docs', name])).toEqual({ kind: 'unknown', name, nearest });
  });
});

describe('a run that is limited to some rules', () => {
  const files = [
    { path: 'requirements.txt', text: 'flask>=2\n' },
    { path: 'requirements.lock', text: 'flask>=2\n' },
    { path: 'LAST.json', text: 'no record\n' },
  ];
  const checker = checkerOf({
    dependencies: [PAIR],
    deployment: { record: 'LAST.json' },
  });
  const whole = checker.checkFiles(files);

  test('says what the whole run says by these rules, and nothing else', () => {
    for (const only of [['dependencies'], ['deployment'], ['docs'], ['dependencies', 'deployment']]) {
      const report = checker.checkFiles(files, { only });
      const isAsked = ({ rule }: { readonly rule: string }) =>
        only.some((area) => rule.startsWith(`${area}/`));
      expect(report.findings).toEqual(whole.findings.filter(isAsked));
      expect(report.verdict).toBe(whole.findings.some(isAsked) ? 'fail' : 'pass');
    }
    expect(new Set(whole.findings.map(({ rule }) => rule)).size).toBeGreaterThan(1);
  });

  test('says which rules it left out, and that it did', () => {
    const report = checker.checkFiles(files, { only: ['dependencies', 'docs/encoding'] });
    expect([...report.rules.map(({ rule }) => rule), ...report.leftOut].sort()).toEqual([...IDS].sort());
    expect(report.leftOut).toContain('deployment/record-is-valid');
    expect(report.notices).toEqual([
      `Only dependencies and docs/encoding were judged: ${report.leftOut.length} rules were left out.`,
    ]);
    expect(whole).toMatchObject({ leftOut: [], notices: [] });
  });

  test('does not run what it leaves out', () => {
    const report = checker.checkFiles(files, { only: ['docs'] });
    expect(report.rules.map(({ rule }) => rule)).not.toContain('dependencies/lock-in-sync');
  });

  test('tells nothing of a baseline that also speaks of other rules', () => {
    const baseline = baselineText(baselineOf([]));
    expect(checker.checkFiles(files, { baseline }).outdatedBaselineEntries).toBe(0);
    expect(checker.checkFiles(files, { baseline, only: ['docs'] }).outdatedBaselineEntries).toBeUndefined();
  });

  test('still fails where the change takes the policy away or breaks it', () => {
    const changes = [{ path: 'lockkeeper.json', status: 'deleted' as const }];
    const report = checker.checkChange({ changes }, { only: ['dependencies'] });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['policy/missing']);
    expect(report.verdict).toBe('fail');
  });

  test.each([
    ['dependecies', 'There is no rule or area "dependecies". Did you mean dependencies?'],
    ['zzzzzzzzz', 'There is no rule or area "zzzzzzzzz". See allRules for the list.'],
  ])('is refused for %s, because a check that judges nothing would pass', (name, message) => {
    expect(() => checker.checkFiles(files, { only: [name] })).toThrow(new TypeError(message));
  });

  test.each([
    ['its author', labelOfAuthor('ok')],
    ['a maintainer before the last push', labelBeforePush('ok')],
  ])('finds the label missing that %s applied, although the rule for such labels is left out', (_, label) => {
    const asking = checkerOf({ dependencies: [{ ...PAIR, on_change: { require: { label: 'ok' } } }] });
    const change = {
      changes: ['requirements.txt'],
      files: PINNED,
      labels: [label],
      pullRequest: PULL_REQUEST,
    };
    const rulesOf = (options: CheckOptions) =>
      asking.checkChange(change, { stage: 'ci', ...options }).findings.map(({ rule }) => rule);
    expect(rulesOf({})).toEqual([expect.stringMatching(/^paths\/label-(untrusted|stale)$/)]);
    expect(rulesOf({ only: ['dependencies'] })).toEqual(['dependencies/label']);
  });

  test('is refused for no rule at all', () => {
    expect(() => checker.checkFiles(files, { only: [] })).toThrow(TypeError);
  });
});

function selectedBy(names: readonly string[]): readonly string[] {
  const selection = selectRules(names);
  if (selection.kind === 'unknown') throw new Error(`${selection.name} is not known`);
  return IDS.filter(selection.includes);
}

function checkerOf(policy: object) {
  return checkerFor(
    loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify({ version: 1, ...policy }) }),
    undefined,
  );
}
