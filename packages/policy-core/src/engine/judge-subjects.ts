import { memoizeByObject } from '../model/memoize.ts';
import type { SubjectOf, SubjectFact } from './judged-fact.ts';
import { caught } from './queries/passing-error.ts';
import { defineFact, type Fact, type Get, type Query } from './queries/query.ts';
import { keptOutcomesInput } from './kept-outcomes.ts';
import { entryOf, recalled, type KeptEntry, type ReadFacts } from './recalled-outcomes.ts';
import { holdsFor, NO_OPTIONS, type Outcome, type Rule } from './rule.ts';
import { optionsInput, rulesInput } from './rule-run.ts';
import { stageInput } from './run-inputs.ts';

/** What a rule says of one subject. A rule that throws half way has said nothing: half an answer is none. */
export type Said =
  | { readonly kind: 'outcomes'; readonly outcomes: readonly Outcome[] }
  | { readonly kind: 'crashed'; readonly error: string };

/** By the id of the rule; those that find the subject as it must be are left out. */
export type SaidByRule = ReadonlyMap<string, Said>;

export interface JudgedSubject {
  readonly subject: SubjectOf<unknown>;
  readonly said: SaidByRule;
  /** For later runs; `undefined`: what was said holds in this one alone. */
  readonly entry: KeptEntry | undefined;
}

/**
 * What the rules of these subjects say, subject by subject. One memo a subject holds what all its rules say of it, so
 * that many subjects cost little; a rule with options has memos of its own, so that other options are for it alone.
 */
export function judgeSubjects(get: Get, subjects: SubjectFact): readonly JudgedSubject[] {
  const configured = get(rulesOf(subjects)).filter(hasOptions);
  const kept = get(keptOutcomesInput);
  return Array.from(get(subjectsByKey(subjects)), ([key, subject]) => {
    const before = kept && recalled(get, kept, subject);
    if (before !== undefined) return { subject, ...before };
    const shared = get(saidOf(subjects), key);
    const isAbout = aboutParts(subjects, subject);
    const own = configured.filter(isAbout).map((rule) => get(saidByRule(rule)(subjects), key));
    const all = [shared, ...own];
    const said = own.length === 0 ? shared.said : new Map(all.flatMap((one) => [...one.said]));
    const read = all.map((one) => one.read);
    return { subject, said, entry: kept && entryOf(get, kept, { subject, said, read }) };
  });
}

interface SaidOfOne {
  readonly said: SaidByRule;
  /** Besides the subject. */
  readonly read: ReadFacts;
}

const saidOf = memoizeByObject((subjects: SubjectFact) =>
  defineFact<SaidOfOne, string>({
    name: `what is said of ${subjects.name}`,
    compute: (get, key) => {
      const subject = get(subjectAt(subjects), key);
      const judged = subject?.judged;
      const stage = get(stageInput);
      const said = new Map<string, Said>();
      const read: NotedFacts = new Map();
      const isAbout = aboutParts(subjects, subject);
      for (const rule of get(rulesOf(subjects))) {
        if (hasOptions(rule) || !isAbout(rule)) continue;
        const one = askRule(get, rule, { judged, context: { options: undefined, stage }, read });
        if (one !== undefined) said.set(rule.id, one);
      }
      return said.size + read.size === 0 ? NOTHING_SAID : { said, read };
    },
  }),
);

const saidByRule = memoizeByObject((rule: Rule) =>
  memoizeByObject((subjects: SubjectFact) =>
    defineFact<SaidOfOne, string>({
      name: `what ${rule.id} says of ${subjects.name}`,
      compute: (get, key) => {
        const judged = get(subjectAt(subjects), key)?.judged;
        const context = { options: get(optionsInput, rule.id), stage: get(stageInput) };
        const read: NotedFacts = new Map();
        const said = askRule(get, rule, { judged, context, read });
        return said === undefined && read.size === 0
          ? NOTHING_SAID
          : { said: new Map(said && [[rule.id, said]]), read };
      },
    }),
  ),
);

const NOTHING_SAID: SaidOfOne = { said: new Map(), read: new Map() };

interface Asked {
  readonly judged: unknown;
  readonly context: Parameters<Rule['check']>[2];
  /** What the rule reads besides is added. */
  readonly read: NotedFacts;
}

type NotedFacts = Map<Query<string, unknown>, Set<string>>;

function askRule(get: Get, rule: Rule, { judged, context, read }: Asked): Said | undefined {
  const noting: Get = <Key extends string, Value>(query: Query<Key, Value>, key?: Key): Value => {
    const of = key ?? ('' as Key);
    const keys = read.get(query);
    if (keys === undefined) read.set(query, new Set([of]));
    else keys.add(of);
    return get(query, of);
  };
  try {
    const outcomes = Array.from(rule.check(noting, judged, context));
    return outcomes.length === 0 ? undefined : { kind: 'outcomes', outcomes };
  } catch (error) {
    caught(get, error);
    return { kind: 'crashed', error: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether a rule may have something to say of this subject. */
function aboutParts(subjects: SubjectFact, subject: SubjectOf<unknown> | undefined): (rule: Rule) => boolean {
  const parts = subjects.partsOf?.(subject?.judged);
  return (rule) =>
    holdsFor(rule, subject?.database) &&
    (parts === undefined || rule.onlyWith === undefined || rule.onlyWith.some((part) => parts.has(part)));
}

/** The rules that judge these subjects, whatever they weigh. */
const rulesOf = memoizeByObject((subjects: SubjectFact): Fact<'', readonly Rule[]> =>
  defineFact({
    name: `rules of ${subjects.name}`,
    compute: (get) => get(rulesInput).filter(({ judges }) => judges.includes(subjects)),
    isSame: isSameList,
  }),
);

function hasOptions({ options }: Rule): boolean {
  return options !== NO_OPTIONS;
}

const subjectAt = memoizeByObject((subjects: SubjectFact) =>
  defineFact<SubjectOf<unknown> | undefined, string>({
    name: `one of ${subjects.name}`,
    compute: (get, key) => get(subjectsByKey(subjects)).get(key),
    isSame: (before, after) => before?.judged === after?.judged && before?.database === after?.database,
  }),
);

/** By their paths; several at the same ones are counted. */
const subjectsByKey = memoizeByObject((subjects: SubjectFact) =>
  defineFact<ReadonlyMap<string, SubjectOf<unknown>>>({
    name: `${subjects.name} by their keys`,
    compute: (get) => {
      const byKey = new Map<string, SubjectOf<unknown>>();
      const counts = new Map<string, number>();
      for (const subject of get(subjects)) {
        const place = subject.paths.join('\n');
        const count = counts.get(place) ?? 0;
        counts.set(place, count + 1);
        byKey.set(count === 0 ? place : `${place}\n\n${count}`, subject);
      }
      return byKey;
    },
  }),
);

function isSameList<Item>(before: readonly Item[], after: readonly Item[]): boolean {
  return before.length === after.length && before.every((item, index) => item === after[index]);
}
