import { describe, expect, test } from 'vitest';

import { evaluate, evaluateAll, type RuleRun } from '../evaluate.ts';
import { collectFacts } from '../facts/collect-facts.ts';
import type { FactName, Facts } from '../facts/facts.ts';
import { treeSeen } from '../given-observations.ts';
import { observed } from '../known.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../rule.ts';
import { startOf } from '../source-span.ts';
import { evaluateBeside } from './evaluate-beside.ts';
import type { SharedVerdict } from './judge-sql-share.ts';
import type { SqlShare } from './sql-share.ts';

const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
const EMPTY = collectFacts(policy, treeSeen(policy, [], {}), { stage: 'ci', parsers: undefined });

const PATHS = ['db/1.sql', 'db/2.sql', 'db/3.sql'];
const GIVEN_AWAY = ['db/1.sql', 'db/2.sql'];

function factsOf(paths: readonly string[]): Facts {
  const scripts = paths.map((path) => ({
    path,
    history: undefined,
    reading: observed({ kind: 'absent' } as const),
  }));
  return { ...EMPTY, migrations: { ...EMPTY.migrations, scripts, unsettled: undefined } };
}

const SHARE: SqlShare = {
  files: GIVEN_AWAY.map((path) => ({ path, content: observed({ kind: 'absent' }) })),
  pgVersion: 15,
  isUpgradedByHand: false,
  settings: { rules: new Map(), status: 'canonical' },
  stage: 'ci',
};

type Says = (path: string) => Outcome<'seen'>;

/** A rule that says something of each migration. */
function ruleOf(id: `${string}/${string}`, says: Says, needs: readonly FactName[] = ['migrations']): RuleRun {
  const rule = defineRule({
    id,
    summary: 'An example.',
    defaultSeverity: 'warning',
    needs,
    options: NO_OPTIONS,
    messages: { seen: '{path} is seen.' },
    *check(facts) {
      for (const { path } of facts.migrations.scripts) yield says(path);
    },
  });
  return { rule, severity: 'warning', options: undefined };
}

const found: Says = (path) => ({ kind: 'violation', messageId: 'seen', data: { path }, at: startOf(path) });
const placeless: Says = (path) => ({ kind: 'violation', messageId: 'seen', data: { path }, at: undefined });
const yielding: Says = (path) => ({ ...found(path), kind: 'violation', yieldsTo: 'docs/other' });
const undecided: Says = (path) => ({
  ...found(path),
  kind: 'undecided',
  subject: path,
  waitsFor: 'observation',
  missing: [],
});

/** What somebody else says of the share, by the same rules. */
function saidOf(runs: readonly RuleRun[]): SharedVerdict {
  const shared = runs.filter(({ rule }) => rule.needs.length === 1);
  const { yielding: yields, ...said } = evaluateAll(shared, factsOf(GIVEN_AWAY), 'ci');
  const places = said.findings.flatMap((finding, index) => {
    const rule = yields.get(finding);
    return rule === undefined ? [] : [[index, rule] as const];
  });
  return structuredClone({ ...said, yielding: places });
}

function together(runs: readonly RuleRun[], said: SharedVerdict | undefined = saidOf(runs)) {
  return evaluateBeside({ runs, facts: factsOf(PATHS), stage: 'ci', share: SHARE })(said);
}

const byOne = (runs: readonly RuleRun[]) => evaluate(runs, factsOf(PATHS), 'ci');

describe('what two have judged', () => {
  test.each([
    { what: 'findings', runs: [ruleOf('docs/one', found), ruleOf('docs/other', found)] },
    { what: 'findings of no place', runs: [ruleOf('docs/one', placeless), ruleOf('docs/other', placeless)] },
    {
      what: 'subjects that are undetermined',
      runs: [ruleOf('docs/one', undecided), ruleOf('docs/two', found)],
    },
    {
      what: 'rules that need more than migrations',
      runs: [ruleOf('docs/one', found, ['migrations', 'now']), ruleOf('docs/other', found)],
    },
  ])('is what one would have said, in the same order: $what', ({ runs }) => {
    expect(together(runs)).toEqual(byOne(runs));
    expect(byOne(runs).findings.length + byOne(runs).undetermined.length).toBe(6);
  });

  test('yields to other rules on both sides', () => {
    const runs = [ruleOf('docs/one', yielding), ruleOf('docs/other', found)];
    const { findings, yielding: yields } = together(runs);
    expect(findings.map((finding) => yields.get(finding))).toEqual([
      ...PATHS.map(() => 'docs/other'),
      ...PATHS.map(() => undefined),
    ]);
  });

  test('is not asked for twice', () => {
    const asked: string[] = [];
    const noting: Says = (path) => {
      asked.push(path);
      return found(path);
    };
    const runs = [ruleOf('docs/one', noting)];
    const said = saidOf(runs);
    asked.length = 0;
    together(runs, said);
    expect(asked).toEqual(['db/3.sql']);
  });
});

describe('one has judged all', () => {
  const runs = [ruleOf('docs/one', found), ruleOf('docs/two', undecided)];

  test('where the other failed', () => {
    const said = evaluateBeside({ runs, facts: factsOf(PATHS), stage: 'ci', share: SHARE })(undefined);
    expect(said).toEqual(byOne(runs));
  });

  test('where a rule crashed on the other side', () => {
    const crashed = [{ rule: 'docs/one', error: 'it broke' }];
    expect(together(runs, { ...saidOf(runs), findings: [], crashed })).toEqual(byOne(runs));
  });

  test.each(PATHS)('where a rule crashes at %s: it has said nothing, and that once', (place) => {
    const breaking: Says = (path) => {
      if (path === place) throw new Error(`${path} broke it`);
      return found(path);
    };
    const broken = [ruleOf('docs/one', breaking), ruleOf('docs/other', found)];
    const said = together(broken);
    expect(said.crashed).toEqual([{ rule: 'docs/one', error: `${place} broke it` }]);
    expect(said).toEqual(byOne(broken));
  });
});
