import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Report } from '@lockkeeper/policy-core';

import type { JudgedCase } from './verdict-lines.ts';

type Reason = Exclude<Report['rules'][number]['notApplicable'], undefined>;

/** How the rules ended over the cases of some sets. */
export interface RuleOutcomes {
  /** Hands on what each case says, and counts it. */
  readonly counting: (set: string, cases: readonly JudgedCase[]) => readonly JudgedCase[];
  readonly sets: ReadonlyMap<string, SetCount>;
  readonly rules: ReadonlyMap<string, RuleCount>;
}

interface SetCount {
  cases: number;
  readonly rules: RuleCount;
}

/** In how many cases a rule ended how; `subjects`: over how many it passed. */
export interface RuleCount {
  failed: number;
  undetermined: number;
  crashed: number;
  passed: number;
  subjects: number;
  readonly idle: Record<Reason, number>;
}

export function countOutcomes(): RuleOutcomes {
  const sets = new Map<string, SetCount>();
  const rules = new Map<string, RuleCount>();
  const heard = (set: string, report: Report): Report => {
    const ofSet = known(sets, set, () => ({ cases: 0, rules: nothing() }));
    ofSet.cases += 1;
    for (const ended of report.rules) {
      add(ofSet.rules, ended);
      add(known(rules, ended.rule, nothing), ended);
    }
    return report;
  };
  return {
    counting: (set, cases) => cases.map(({ id, judge }) => ({ id, judge: () => heard(set, judge()) })),
    sets,
    rules,
  };
}

function add(count: RuleCount, { outcome, notApplicable, subjects = 0 }: Report['rules'][number]): void {
  count.subjects += subjects;
  if (outcome !== 'not-applicable') count[outcome] += 1;
  else if (notApplicable !== undefined) count.idle[notApplicable] += 1;
}

function nothing(): RuleCount {
  const idle = {
    'nothing-of-its-kind': 0,
    'no-change-given': 0,
    'not-configured': 0,
    'not-asked': 0,
    'other-database': 0,
  };
  return { failed: 0, undetermined: 0, crashed: 0, passed: 0, subjects: 0, idle };
}

function known<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

const FILE = fileURLToPath(new URL('../../docs/evidence/outcomes-by-rule.md', import.meta.url));

export function writeOutcomes(outcomes: RuleOutcomes, command: string): void {
  writeFileSync(FILE, outcomesPage(outcomes, command));
}

function outcomesPage({ sets, rules }: RuleOutcomes, command: string): string {
  const all = [...rules.values()].reduce(together, nothing());
  return `# Outcomes by rule

Written by \`${command}\`, which judges the case sets and the
corpus with all rules, each set by its own policy, and compares what is said with what was recorded.

Before rules had subjects, a rule that said nothing of a case had *passed*. What is said of the case sets and the corpus has stayed the
same: \`git diff 8cfde1fe~1 -- 'test/verdicts/*.jsonl'\` starts before that and shows nothing but the new set \`own\`, whose cases are
scenarios, situations of the guard, and what no other set holds. So a rule passed before in as many cases as it passes now and is *not
applicable*: "passed before" is their sum, which is derived and was not counted by the old build. The reasons are those of the reports:
nothing of its kind is there, no change was given, the policy configures nothing for it, nobody asked for it.

${[...sets.values()].reduce((sum, { cases }) => sum + cases, 0)} cases. Of ${passedBefore(all)} passes of a rule before, ${all.passed} are passes now, over ${all.subjects} subjects, and ${idleOf(all)}
are not applicable: ${share(idleOf(all), passedBefore(all))}.

## By rule

${table(
  'rule',
  [...rules].toSorted(([a], [b]) => (a < b ? -1 : 1)),
)}

## By set

${table(
  'set (cases)',
  Array.from(sets, ([set, { cases, rules: count }]) => [`${set} (${cases})`, count]),
)}
`;
}

function table(first: string, rows: readonly (readonly [name: string, count: RuleCount])[]): string {
  const titles = [first, ...COLUMNS.map(([title]) => title)];
  const cells = rows.map(([name, count]) => [name, ...COLUMNS.map(([, of]) => String(of(count)))]);
  return [titles, titles.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const COLUMNS: readonly (readonly [title: string, of: (count: RuleCount) => number])[] = [
  ['violated', ({ failed }) => failed],
  ['undetermined', ({ undetermined }) => undetermined],
  ['crashed', ({ crashed }) => crashed],
  ['passed before', passedBefore],
  ['passed', ({ passed }) => passed],
  ['over subjects', ({ subjects }) => subjects],
  ['nothing of its kind', ({ idle }) => idle['nothing-of-its-kind']],
  ['no change', ({ idle }) => idle['no-change-given']],
  ['not configured', ({ idle }) => idle['not-configured']],
  ['not asked', ({ idle }) => idle['not-asked']],
];

function passedBefore(count: RuleCount): number {
  return count.passed + idleOf(count);
}

function idleOf({ idle }: RuleCount): number {
  return Object.values(idle).reduce((sum, cases) => sum + cases, 0);
}

function together(one: RuleCount, other: RuleCount): RuleCount {
  return {
    failed: one.failed + other.failed,
    undetermined: one.undetermined + other.undetermined,
    crashed: one.crashed + other.crashed,
    passed: one.passed + other.passed,
    subjects: one.subjects + other.subjects,
    idle: {
      'nothing-of-its-kind': one.idle['nothing-of-its-kind'] + other.idle['nothing-of-its-kind'],
      'no-change-given': one.idle['no-change-given'] + other.idle['no-change-given'],
      'not-configured': one.idle['not-configured'] + other.idle['not-configured'],
      'not-asked': one.idle['not-asked'] + other.idle['not-asked'],
      'other-database': one.idle['other-database'] + other.idle['other-database'],
    },
  };
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
