import { memoizeByObject } from '../../../model/memoize.ts';
import { fileOfRevision, type RevisionHistory } from '../../history/revision-history.ts';
import type { Step } from '../../operations/operation.ts';
import type { Upgrade } from '../../schema/schema-log.ts';
import type { JudgedUpgrade } from '../judged-upgrade.ts';

/**
 * What is written of a name before a migration:
 *
 * - `some`: something names it, or may, for not everything can be read.
 * - `none`: nothing does, and all that made the database is there to read, from the first table on.
 * - `unwritten`: nothing does, and the database may be older than what is written.
 */
export type EarlierMention = 'some' | 'none' | 'unwritten';

/** `some` where nothing is known of what is run before. */
export function earlierMention(
  { history, revision, sqlHistory }: JudgedUpgrade,
  name: string,
): EarlierMention {
  if (sqlHistory !== undefined)
    return mentionBefore(pastOfLine(sqlHistory.line), { migration: sqlHistory.revision, name });
  if (history === undefined || revision === undefined) return 'some';
  return mentionBefore(pastOfRevisions(history), { migration: revision, name });
}

/** The migrations of a history, in the order in which they are run. */
interface WrittenPast {
  readonly placeOf: (migration: string) => number;
  /** The place of the first text that has the word in it. */
  readonly firstMention: (word: string) => number;
  /** How many, from the first on, have their place and are read. */
  readonly read: number;
  /** How many, from the first on, others build on that make tables: what came before those nobody wrote down. */
  readonly founded: number;
}

export function mentionBefore(
  { placeOf, firstMention, read, founded }: WrittenPast,
  { migration, name }: { readonly migration: string; readonly name: string },
): EarlierMention {
  const place = placeOf(migration);
  if (place === -1 || place >= read || firstMention(name) < place) return 'some';
  // The first migration of all makes what it finds already on a database that is older than it.
  return place === 0 || place >= founded ? 'unwritten' : 'none';
}

export const pastOfRevisions = memoizeByObject((history: RevisionHistory): WrittenPast => {
  const { missing, unplaced, cycles, duplicates, order, bases } = history.graph;
  const isTorn = missing.length + unplaced.length + cycles.length + duplicates.size > 0;
  const stepsOf = (id: string) => {
    const reading = fileOfRevision(history, id)?.reading;
    return reading?.kind === 'revision' ? reading.upgrade.steps : undefined;
  };
  const all = order.map((id) => ({
    id,
    text: fileOfRevision(history, id)?.text,
    steps: stepsOf(id),
    isBase: bases.includes(id),
  }));
  return { ...pastOf(all), ...(isTorn && { read: 0 }) };
});

const pastOfLine = memoizeByObject((line: readonly Upgrade[]): WrittenPast =>
  pastOf(
    line.map(({ revision, text, steps }, place) => ({
      id: revision,
      text,
      ...(text !== undefined && { steps }),
      isBase: place === 0,
    })),
  ),
);

interface WrittenMigration {
  readonly id: string;
  readonly text: string | undefined;
  /** Left out where it is not read. */
  readonly steps?: readonly Step[] | undefined;
  readonly isBase: boolean;
}

function pastOf(all: readonly WrittenMigration[]): WrittenPast {
  const places = new Map(all.map(({ id }, place) => [id, place]));
  const mentions = new Map<string, number>();
  return {
    placeOf: (migration) => places.get(migration) ?? -1,
    firstMention: (word) => {
      const place = mentions.get(word) ?? firstWith(all, word);
      mentions.set(word, place);
      return place;
    },
    read: firstOr(
      all.length,
      all.findIndex(({ steps }) => steps?.every(isWritten) !== true),
    ),
    founded: firstOr(
      all.length,
      all.findIndex(({ steps, isBase }) => isBase && steps?.some(makesTable) !== true),
    ),
  };
}

function firstOr(end: number, place: number): number {
  return place === -1 ? end : place;
}

function firstWith(all: readonly WrittenMigration[], word: string): number {
  const pattern = new RegExp(String.raw`\b${word.replaceAll(/\W/g, String.raw`\$&`)}\b`, 'i');
  return firstOr(
    all.length,
    all.findIndex(({ text }) => text === undefined || pattern.test(text)),
  );
}

function makesTable(step: Step): boolean {
  return step.kind === 'operation' && step.operation.kind === 'create-table';
}

/** Not tables of the metadata, whatever they are. */
function isWritten(step: Step): boolean {
  return step.kind !== 'operation' || step.operation.kind !== 'create-all';
}
