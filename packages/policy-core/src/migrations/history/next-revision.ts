import type { RevisionHistory } from './revision-history.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { sha256 } from '../../model/sha256.ts';
import { fileSlug } from './file-slug.ts';

export interface NextRevision {
  readonly id: string;
  readonly path: string;
  /** The one head of the history. */
  readonly parent: string;
}

/** Where a revision that a fix makes belongs in a history; or a clause that says why nobody can write one. */
export type NextRevisionIn = (history: RevisionHistory, wanted: WantedRevision) => NextRevision | string;

export interface WantedRevision {
  /** Id of the revision that it comes after. */
  readonly after: string;
  /** What it does, in words: `validate fk_orders`. */
  readonly message: string;
}

/**
 * Behind the one head that there is, with an id and a file name as the others have them. The same wish gives the same id,
 * whoever makes it.
 */
export const nextRevision: NextRevisionIn = (history, { after, message }) => {
  const { graph } = history;
  if (history.pins.length > 0) return 'a file names the head and would have to follow';
  if (graph.heads.length > 1) return `the history has ${graph.heads.length} heads`;
  const revision = graph.revisions.get(after);
  const [parent] = graph.heads;
  if (revision === undefined || parent === undefined) return UNTOLD;
  if (graph.duplicates.size + graph.cycles.length + graph.unplaced.length > 0) return UNTOLD;
  const id = nextId(history, `${after}\n${message}`);
  const path = nextPath(history, { path: revision.path, after, id, message });
  return graph.revisions.has(id) || history.files.has(path) ? UNTOLD : { id, path, parent };
};

const UNTOLD = 'the history does not say what comes behind it';

/** Letters of an id as Alembic makes them up. */
const ID_LENGTH = 12;

function nextId(history: RevisionHistory, seed: string): string {
  return nextNumber(history) ?? sha256(`after\n${seed}`).slice(0, ID_LENGTH);
}

/** Where all ids are numbers of one length. Each of many fixes asks. */
const nextNumber = memoizeByObject(({ graph }: RevisionHistory): string | undefined => {
  const ids = [...graph.revisions.keys()];
  const lengths = new Set(ids.map(({ length }) => length));
  const areNumbers = ids.length > 1 && lengths.size === 1 && ids.every((id) => /^\d{1,6}$/.test(id));
  return areNumbers ? oneMore(ids) : undefined;
});

/** As long as they are. */
function oneMore(numbers: readonly string[]): string {
  const most = numbers.reduce((last, number) => Math.max(last, Number(number)), 0);
  return String(most + 1).padStart(numbers[0]?.length ?? 0, '0');
}

interface Named {
  readonly path: string;
  readonly after: string;
  readonly id: string;
  readonly message: string;
}

/** In the folder of the revision it comes after, and called as that one is. */
function nextPath(history: RevisionHistory, { path, after, id, message }: Named): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = path.slice(folder.length, -'.py'.length);
  const slug = fileSlug(message);
  const at = name.indexOf(after);
  const [before, behind] = at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + after.length)];
  const prefix = nextPrefix(history, { folder, before });
  if (at >= 0) return `${folder}${prefix}${id}${slugBehind(behind, slug)}.py`;
  return prefix === '' ? `${folder}${id}_${slug}.py` : `${folder}${prefix}${slug}.py`;
}

/** Some files are called by their id alone. */
function slugBehind(behind: string, slug: string): string {
  return behind === '' ? '' : `${/^[-_]/.exec(behind)?.[0] ?? '_'}${slug}`;
}

/** The day stays, which the fix does not know; a running number goes on. */
function nextPrefix(
  history: RevisionHistory,
  { folder, before }: { readonly folder: string; readonly before: string },
): string {
  const day = DAY.exec(before)?.[0];
  if (day !== undefined) return day;
  const [, number = '', gap = ''] = NUMBER.exec(before) ?? [];
  if (number === '') return '';
  const largest = largestNumbers(history).get(numberKey(folder, number)) ?? number;
  return `${oneMore([number, largest])}${gap}`;
}

/** That names of its files begin with, by folder and length. Each of many fixes asks. */
const largestNumbers = memoizeByObject(({ files }: RevisionHistory): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const path of files.keys()) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const number = NUMBER.exec(path.slice(folder.length))?.[1];
    if (number === undefined) continue;
    const key = numberKey(folder, number);
    const before = found.get(key) ?? number;
    found.set(key, before > number ? before : number);
  }
  return found;
});

function numberKey(folder: string, { length }: string): string {
  return `${folder}\n${length}`;
}

const DAY = /^(?:19|20)\d{2}[-_.]?\d{2}[-_.]?\d{2}(?:[-_.\d]*[-_])/;
const NUMBER = /^(\d{1,6})([-_]+)/;
