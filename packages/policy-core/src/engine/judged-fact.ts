import type { Known } from '../model/known.ts';
import type { Policy } from '../policy/policy.ts';
import { defineFact, type Fact, type FactDefinition, type Get } from './queries/query.ts';

/** Where a subject comes from: the files as they are, what a change does to them, or what is about to be deployed. */
export type About = 'file' | 'change' | 'deploy';

/** One thing that rules judge. */
export interface Subject {
  /** Where it lies, each path a place of its own; none: it lies nowhere in the tree. */
  readonly paths: readonly string[];
  /** Why nobody could read it, as a clause: then no rule has passed it. Left out: it was read. */
  readonly unread?: string;
}

/** A fact that holds what rules judge. A rule that was given no subject has passed nothing. */
export interface JudgedFact<Value = unknown> extends Fact<'', Value>, JudgedWords<Value> {}

interface JudgedWords<Value> {
  /** What has to be seen for it, for people: `the change, who made it`. */
  readonly words: string;
  readonly about: About;
  /** What there is to judge; what is not there is no subject, whatever rules say of its absence. */
  subjects(value: Value, get: Get): readonly Subject[];
  /** Whether the policy names what would bring subjects; left out: they come by themselves. */
  isConfigured?(policy: Policy): boolean;
}

export function defineJudged<Value>(
  definition: FactDefinition<'', Value> & JudgedWords<NoInfer<Value>>,
): JudgedFact<Value> {
  return { ...definition, ...defineFact(definition) };
}

/** Things that lie at one path each. */
export function subjectsAt(things: readonly { readonly path: string }[]): readonly Subject[] {
  return things.map(({ path }) => ({ paths: [path] }));
}

/** It may be that there are none, and it may be that there are some: one subject that nobody can judge. */
export function knownSubjects<Things>(
  things: Known<Things>,
  subjects: (known: Things) => readonly Subject[],
): readonly Subject[] {
  return things.known ? subjects(things.value) : [{ paths: [], unread: things.reason }];
}

export const NOWHERE: Subject = { paths: [] };
