import { observed, type Known } from '../model/known.ts';
import { defineFact, type Fact, type FactDefinition, type Get } from './queries/query.ts';
import { SUBJECT_KINDS, type About, type SubjectKind } from './subject-kind.ts';

/** One thing that rules judge. */
export interface Subject {
  /** Where it lies, each path a place of its own; none: it lies nowhere in the tree. */
  readonly paths: readonly string[];
  /** Why nobody could read it, as a clause: then no rule has passed it. Left out: it was read. */
  readonly unread?: string;
  /** The database that it is for, where that is known: rules of others have nothing to say of it. */
  readonly database?: string;
  /** How many it stands for, where it has members, as a history has revisions; left out: one. */
  readonly size?: number;
  /**
   * Stands for all that rules read of it: as long as it is the same, they say the same, but for the facts that they read
   * besides. `undefined`: nothing can. Left out: what is said of it is not kept from one run to the next.
   */
  readonly digest?: (digestOf: (text: string) => string) => string | undefined;
}

/** With what a rule is given to judge it by. */
export interface SubjectOf<Judged> extends Subject {
  readonly judged: Judged;
}

/**
 * A fact whose value are its subjects: rules are asked about each by itself. What is not there is no subject, whatever
 * rules say of its absence; a rule that was given none has passed nothing.
 */
export interface SubjectFact<Judged = unknown, Part extends string = string>
  extends Fact<'', readonly SubjectOf<Judged>[]>, Words, Parts<Judged, Part> {
  readonly about: About;
}

interface Parts<Judged, Part extends string> {
  /** What is in one of them that rules may be about: see `onlyWith` of a rule. Left out: rules are asked about each. */
  partsOf?(judged: Judged): ReadonlySet<Part>;
}

interface Words {
  /** What has to be seen for it, for people: `the change, who made it`. */
  readonly words: string;
  readonly of: SubjectKind;
  /** Whether the policy names what would bring subjects; left out: they come by themselves. */
  isConfigured?(get: Get): boolean;
}

export function defineSubjects<Judged, Part extends string = never>(
  definition: FactDefinition<'', readonly SubjectOf<Judged>[]> & Words & Parts<Judged, Part>,
): SubjectFact<Judged, Part> {
  return { ...definition, ...defineFact(definition), about: SUBJECT_KINDS[definition.of] };
}

/** Things that lie at one path each, as subjects. */
export function eachAt<Thing extends { readonly path: string }>(
  things: readonly Thing[],
): readonly SubjectOf<Thing>[] {
  return things.map((judged) => ({ paths: [judged.path], judged }));
}

/** Each subject with what was found at its paths, if anything was. */
export function withFound<Found extends { readonly path: string }>(
  subjects: readonly Subject[],
  found: readonly Found[],
): readonly SubjectOf<readonly Found[]>[] {
  const byPath = new Map<string, Found[]>();
  for (const one of found) {
    const before = byPath.get(one.path);
    if (before === undefined) byPath.set(one.path, [one]);
    else before.push(one);
  }
  const seen = new Set(subjects.flatMap(({ paths }) => paths));
  const others = [...byPath.keys()].filter((path) => !seen.has(path)).map((path) => ({ paths: [path] }));
  return [...subjects, ...others].map((subject) => {
    const judged = subject.paths.flatMap((path) => byPath.get(path) ?? []);
    return { ...subject, judged: judged.length === 0 ? NOTHING_FOUND : judged };
  });
}

/** The same one each time, so that nothing is judged again where nothing was found before. */
const NOTHING_FOUND: readonly never[] = [];

/** Each that there is; one subject that nobody can judge, where it is not known which there are. */
export function eachKnown<Thing>(
  things: Known<readonly Thing[]>,
  subject: (thing: Thing) => Subject,
): readonly SubjectOf<Known<Thing>>[] {
  if (!things.known) return [{ paths: [], unread: things.reason, judged: things }];
  return things.value.map((thing) => ({ ...subject(thing), judged: observed(thing) }));
}

export const NOWHERE: Subject = { paths: [] };
