import type { SubjectFact, Subject } from '../engine/judged-fact.ts';
import type { NotApplicableReason } from '../engine/not-applicable.ts';
import { defineFact, type Get } from '../engine/queries/query.ts';
import { holdsFor, type Rule } from '../engine/rule.ts';
import { policySections } from '../engine/policy-sections.ts';
import { seenParts } from '../engine/seen-inputs.ts';
import { memoizeByObject } from '../model/memoize.ts';
import { anyMatch } from '../policy/patterns/line-match.ts';
import type { Policy } from '../policy/policy.ts';

/** How many subjects a rule had, or why it had none. */
export type Applicability =
  | { readonly kind: 'applicable'; readonly subjects: number }
  /** It had subjects, and nobody could read one of them. */
  | { readonly kind: 'unread' }
  | { readonly kind: 'not-applicable'; readonly reason: NotApplicableReason };

/** Of what lies outside the scope of the policy nothing is told, so no rule has passed it. */
export function applicability(rule: Pick<Rule, 'judges' | 'databases'>, get: Get): Applicability {
  const { judges } = rule;
  const all = judges.map((fact) => get(foundSubjects(fact)));
  const found = rule.databases === undefined ? all : all.flatMap((one) => foundFor(rule, one));
  const count = found.reduce((sum, { read, unread }) => sum + read + sizeOf(unread), 0);
  const isWithoutChange =
    !seenParts(get, 'change').change.known && judges.some(({ about }) => about === 'change');
  if (count > 0 && !isWithoutChange) {
    const subjects = found.reduce((sum, { read }) => sum + read, 0);
    return subjects === 0 ? { kind: 'unread' } : { kind: 'applicable', subjects };
  }
  if (count === 0 && all.some(({ byDatabase }) => byDatabase.size > 0)) {
    return { kind: 'not-applicable', reason: 'other-database' };
  }
  return {
    kind: 'not-applicable',
    reason: reasonFor(judges, get, { count, isWithoutChange }),
  };
}

/** What is for a database of which a rule holds, or for one that nobody knows. */
function foundFor(rule: Pick<Rule, 'databases'>, { byDatabase }: FoundSubjects): readonly CountedSubjects[] {
  return [...byDatabase].flatMap(([database, counted]) => (holdsFor(rule, database) ? [counted] : []));
}

interface CountedSubjects {
  /** How many could be read. */
  readonly read: number;
  readonly unread: readonly UnreadSubject[];
}

interface FoundSubjects extends CountedSubjects {
  /** The same by database; `undefined`: nobody knows for which they are, or they are for none. */
  readonly byDatabase: ReadonlyMap<string | undefined, CountedSubjects>;
}

/** Most rules judge the same: their subjects are counted once. */
export const foundSubjects = memoizeByObject((fact: SubjectFact) =>
  defineFact<FoundSubjects>({
    name: `subjects of ${fact.name}`,
    compute: (get) => {
      const subjects: readonly Subject[] = get(fact).filter(scopeOf(policySections(get, 'scope')));
      return { ...counted(subjects), byDatabase: countedByDatabase(subjects) };
    },
  }),
);

function counted(subjects: readonly Subject[]): CountedSubjects {
  const unread = subjects.filter(isUnread);
  return { read: sizeOf(subjects) - sizeOf(unread), unread };
}

function countedByDatabase(subjects: readonly Subject[]): FoundSubjects['byDatabase'] {
  const databases = new Set(subjects.map(({ database }) => database));
  return new Map(
    Array.from(databases, (name) => [name, counted(subjects.filter(({ database }) => database === name))]),
  );
}

function sizeOf(subjects: readonly Subject[]): number {
  return subjects.reduce((sum, { size = 1 }) => sum + size, 0);
}

type UnreadSubject = Subject & { readonly unread: string };

function isUnread(subject: Subject): subject is UnreadSubject {
  return subject.unread !== undefined;
}

interface Without {
  readonly count: number;
  readonly isWithoutChange: boolean;
}

function reasonFor(
  judges: Rule['judges'],
  get: Get,
  { count, isWithoutChange }: Without,
): NotApplicableReason {
  if (count === 0 && judges.some((fact) => fact.isConfigured?.(get) === false)) return 'not-configured';
  if (isWithoutChange) return 'no-change-given';
  return judges.some(({ about }) => about === 'deploy') ? 'not-asked' : 'nothing-of-its-kind';
}

export function scopeOf({ scope }: Pick<Policy, 'scope'>): (subject: Subject) => boolean {
  if (scope === undefined) return () => true;
  const governs = anyMatch(scope);
  return ({ paths }) => paths.length === 0 || paths.some(governs);
}
