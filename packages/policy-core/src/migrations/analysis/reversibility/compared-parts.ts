import { compareColumnTypes } from '../../operations/column-type-sameness.ts';
import type { ColumnDefault, ConstraintDefinition } from '../../operations/column.ts';
import { actionDifference } from '../../operations/foreign-key-difference.ts';
import { tableKey } from '../../operations/name.ts';
import { CONSTRAINT_WORDS } from './restored.ts';
import type { ColumnState, ConstraintState, IndexState } from '../../schema/schema-history.ts';

/** How a thing that is there afterwards is beside the one that was there before; `why` are clauses. */
export type Compared =
  | { readonly kind: 'same' }
  | { readonly kind: 'other'; readonly why: string; readonly parts: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string };

export const SAME: Compared = { kind: 'same' };

/** What ALTER COLUMN may change. */
export const ALTERABLE = ['type', 'nullable', 'default'] as const;

export function comparedColumns(was: ColumnState, is: ColumnState): Compared {
  const answers = ALTERABLE.map((part) => comparedPart(part, was, is));
  const found =
    answers.find(({ kind }) => kind === 'other') ?? answers.find(({ kind }) => kind === 'unknown') ?? SAME;
  return found.kind === 'same' && was.hasMore !== is.hasMore
    ? notKnown(`not all of ${was.name} is known`)
    : found;
}

export function comparedPart(part: Part, was: ColumnState, is: ColumnState): Compared {
  const answer = COLUMN_PARTS[part](was, is);
  if (answer === 'other') return { kind: 'other', why: OTHERWISE[part](was), parts: [part] };
  return answer === 'same' ? SAME : notKnown(NOT_KNOWN[part](was));
}

type Answer = 'same' | 'other' | 'unknown';
type Part = (typeof ALTERABLE)[number];

const COLUMN_PARTS: Readonly<Record<Part, (was: ColumnState, is: ColumnState) => Answer>> = {
  type: (was, is) => {
    if (was.type === is.type) return 'same';
    return was.type === undefined || is.type === undefined ? 'unknown' : comparedTypes(was.type, is.type);
  },
  nullable: ({ nullable: was }, { nullable: is }) => {
    if (was === is) return 'same';
    return was === undefined || is === undefined ? 'unknown' : 'other';
  },
  default: (was, is) => comparedDefaults(was.default, is.default),
};

/** The values of an enum are those of the type, which is compared by itself. */
function comparedTypes(was: NonNullable<ColumnState['type']>, is: NonNullable<ColumnState['type']>): Answer {
  if (!was.isKnown || !is.isKnown) return compareColumnTypes(was, is);
  const { values: _, ...a } = was;
  const { values: __, ...b } = is;
  return compareColumnTypes(a, b);
}

const OTHERWISE: Readonly<Record<Part, (was: ColumnState) => string>> = {
  type: ({ name }) => `the column ${name} had another type`,
  nullable: ({ name, nullable }) => `${name} could ${nullable === true ? '' : 'not '}be NULL`,
  default: ({ name }) => `${name} had another default`,
};

const NOT_KNOWN: Readonly<Record<Part, (was: ColumnState) => string>> = {
  type: ({ name }) => `which type ${name} had is not known`,
  nullable: ({ name }) => `whether ${name} could be NULL is not known`,
  default: ({ name }) => `which default ${name} had is not known`,
};

function comparedDefaults(was: ColumnDefault | undefined, is: ColumnDefault | undefined): Answer {
  if (was === undefined || is === undefined) return was === is ? 'same' : 'unknown';
  const [before, now] = [defaultText(was), defaultText(is)];
  if (was.kind === is.kind && before === now) return 'same';
  // Two spellings of one value are told apart by PostgreSQL only.
  const isOpen = was.kind === 'unknown' || is.kind === 'unknown';
  return isOpen || was.kind === is.kind ? 'unknown' : 'other';
}

function defaultText(preset: ColumnDefault): string {
  if (preset.kind === 'sql') return preset.text;
  return preset.kind === 'unknown' ? preset.source : '';
}

export function comparedIndexes(was: IndexState, is: IndexState): Compared {
  const what = `the index ${was.name}`;
  const isTold = was.unique !== undefined && is.unique !== undefined;
  if (isTold && was.unique !== is.unique) return other(`${what} was ${was.unique ? '' : 'not '}unique`);
  const [before, now] = [reachOf(was), reachOf(is)];
  if (before === undefined || now === undefined || !isTold)
    return notKnown(`what ${what} covers is not known`);
  if (before !== now) return otherReach(was, is, what);
  return was.hasMore === is.hasMore ? SAME : notKnown(`not all of ${what} is known`);
}

function otherReach(was: IndexState, is: IndexState, what: string): Compared {
  return was.isPartial === is.isPartial
    ? other(`${what} covered ${(was.keys ?? was.columns ?? []).join(', ')}`)
    : other(`${what} was ${was.isPartial ? '' : 'not '}on some of the rows only`);
}

function reachOf({ columns, keys, isPartial, where }: IndexState): string | undefined {
  const covered = keys ?? columns;
  if (covered === undefined) return undefined;
  return isPartial && where === undefined ? undefined : JSON.stringify([covered, isPartial, where ?? null]);
}

export function comparedConstraints(was: ConstraintState, is: ConstraintState): Compared {
  const what = `the ${CONSTRAINT_WORDS[was.definition.kind]} ${was.name ?? ''}`.trim();
  const compared = comparedRules(was.definition, is.definition, what);
  // A constraint that holds for every row cannot be told to hold for fewer again, and allows no less than before.
  const isLooser = was.isValidated && !is.isValidated;
  return compared.kind === 'same' && isLooser ? other(`${what} was validated`) : compared;
}

function comparedRules(was: ConstraintDefinition, is: ConstraintDefinition, what: string): Compared {
  if (was === is) return SAME;
  if (isOpen(was) || isOpen(is)) return notKnown(`not all of ${what} is known`);
  if (was.kind !== is.kind) return other(`${what} was one`);
  const covered = comparedCover(was, is, what);
  if (covered.kind !== 'same') return covered;
  const aims =
    was.kind === 'foreign-key' && is.kind === 'foreign-key' ? comparedAims(was, is, what) : undefined;
  if (aims !== undefined) return aims;
  return was.hasMore === is.hasMore ? SAME : notKnown(`not all of ${what} is known`);
}

/** Two spellings of one check are told apart by PostgreSQL only. */
function comparedCover(was: ConstraintDefinition, is: ConstraintDefinition, what: string): Compared {
  const [before, now] = [coverOf(was), coverOf(is)];
  if (before === undefined || now === undefined) return notKnown(`what ${what} covers is not known`);
  if (before === now) return SAME;
  return was.kind === 'check'
    ? notKnown(`what ${what} asks is not known`)
    : other(`${what} covered ${before}`);
}

function coverOf(definition: ConstraintDefinition): string | undefined {
  return definition.kind === 'check'
    ? (definition.expression ?? definition.source)
    : definition.columns?.join(', ');
}

type ForeignKey = Extract<ConstraintDefinition, { readonly kind: 'foreign-key' }>;

function comparedAims(before: ForeignKey, now: ForeignKey, what: string): Compared | undefined {
  const [a, b] = [tableKey(before.target.table), tableKey(now.target.table)];
  if (a === undefined || b === undefined) return notKnown(`which table ${what} leads to is not known`);
  if (a !== b) return other(`${what} led to ${a}`);
  const [one, two] = [before.target.columns?.join(), now.target.columns?.join()];
  if (one !== undefined && two !== undefined && one !== two) return other(`${what} led to ${one}`);
  const action = actionDifference(before, now);
  return action === undefined ? undefined : other(`${what} had ${action}`);
}

/** Only a name is known of what was supposed. */
function isOpen({ kind, columns, hasMore }: ConstraintDefinition): boolean {
  return kind === 'exclude' || (hasMore === true && columns === undefined);
}

/** In no certain order: PostgreSQL sorts by the one in which they were made. */
export function comparedValues(was: readonly string[], is: readonly string[]): Compared {
  const [a, b] = [new Set(was), new Set(is)];
  const lost = was.find((value) => !b.has(value));
  const more = is.find((value) => !a.has(value));
  if (lost === undefined && more === undefined) return SAME;
  if (lost !== undefined && lost.includes('\0')) return notKnown('which values the type had is not known');
  return other(
    lost === undefined ? `the type did not have the value ${more}` : `the type had a value ${lost}`,
  );
}

function other(why: string, parts: readonly string[] = []): Compared {
  return { kind: 'other', why, parts };
}

export function notKnown(why: string): Compared {
  return { kind: 'unknown', why };
}
