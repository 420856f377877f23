import type { Subject } from './judged-fact.ts';
import type { Said, SaidByRule } from './judge-subjects.ts';
import { comparableFacts, type KeptOutcomes } from './kept-outcomes.ts';
import type { Fact, Get, Query } from './queries/query.ts';
import type { Outcome } from './rule.ts';

/** What was read beside the subject itself, and at which keys. */
export type ReadFacts = ReadonlyMap<Query<string, unknown>, ReadonlySet<string>>;

/** What a run hands over to later ones. */
export interface KeptEntry {
  readonly digest: string;
  readonly text: string;
}

export interface Recalled {
  readonly said: SaidByRule;
  readonly entry: KeptEntry;
}

/** What was said of a subject, where all that it rests on is as it was. */
export function recalled(get: Get, kept: KeptOutcomes, subject: Subject): Recalled | undefined {
  const digest = subject.digest?.(kept.digest);
  const text = digest === undefined ? undefined : kept.get(digest);
  if (digest === undefined || text === undefined) return undefined;
  const facts = get(comparableFacts);
  // Sound: the store vouches that `entryOf` wrote it.
  const { said, rests } = JSON.parse(text) as KeptSaid;
  const isSame = rests.every(([name, key, before]) => {
    const fact = facts.find((one) => one.name === name);
    return fact !== undefined && valueDigest(get, kept, { fact, key }) === before;
  });
  if (!isSame) return undefined;
  const outcomesOf = (outcomes: readonly Outcome[]): Said => ({ kind: 'outcomes', outcomes });
  return {
    said: new Map(said.map(([rule, outcomes]) => [rule, outcomesOf(outcomes)])),
    entry: { digest, text },
  };
}

/** Plain data. */
interface KeptSaid {
  readonly said: readonly (readonly [rule: string, outcomes: readonly Outcome[]])[];
  /** Facts that rules read besides, with the digests of their values. */
  readonly rests: readonly (readonly [fact: string, key: string, digest: string])[];
}

interface JudgedAnew {
  readonly subject: Subject;
  readonly said: SaidByRule;
  readonly read: readonly ReadFacts[];
}

/** `undefined` where it holds in this run alone: it rests on what nobody can compare, or a rule crashed. */
export function entryOf(get: Get, kept: KeptOutcomes, judged: JudgedAnew): KeptEntry | undefined {
  const digest = judged.subject.digest?.(kept.digest);
  if (digest === undefined) return undefined;
  const facts = get(comparableFacts);
  const rests: KeptSaid['rests'][number][] = [];
  for (const [query, keys] of judged.read.flatMap((read) => [...read])) {
    const fact = facts.find((one) => one === query);
    if (fact === undefined) return undefined;
    for (const key of keys) rests.push([fact.name, key, valueDigest(get, kept, { fact, key })]);
  }
  const said: KeptSaid['said'][number][] = [];
  for (const [rule, one] of judged.said) {
    if (one.kind === 'crashed') return undefined;
    said.push([rule, one.outcomes]);
  }
  return { digest, text: JSON.stringify({ said, rests } satisfies KeptSaid) };
}

function valueDigest(
  get: Get,
  { digest }: KeptOutcomes,
  { fact, key }: { readonly fact: Fact<string, unknown>; readonly key: string },
): string {
  return digest(JSON.stringify([get(fact, key)]));
}
