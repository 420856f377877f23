import { knownReading } from '../alembic/known-readings.ts';
import { revisionMeaning, type RevisionMeaning } from '../alembic/revision-meaning.ts';
import type { HeaderValue } from '../alembic/revision-header.ts';
import type { FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import type { TextRange } from '../../model/text-range.ts';
import { placedRevision } from './placed-revision.ts';
import type { RevisionGraph } from './revision-graph.ts';
import type { RevisionFile, SettledEdit } from './revision-history.ts';

/** How revisions were at a point after which they should stay as they are. */
export interface SettledTexts {
  readonly by: SettledEdit['settledBy'];
  /** By path, those that are not the same now. */
  readonly texts: Iterable<readonly [string, Known<FileContent>]>;
}

export interface RevisionsNow {
  readonly files: ReadonlyMap<string, RevisionFile>;
  readonly graph: RevisionGraph;
  readonly parsers: Parsers;
}

/** What became of them; unobserved when one of the texts is. */
export function settledEdits({ by, texts }: SettledTexts, now: RevisionsNow): Known<readonly SettledEdit[]> {
  const edits: SettledEdit[] = [];
  for (const [path, content] of texts) {
    if (!content.known) return unobserved(`what ${path} was is not known: ${content.reason}`);
    if (content.value.kind !== 'text') continue;
    const { text } = content.value;
    for (const one of editsOf({ path, text, id: idIn(path, text, now.parsers) }, now).map(settledBy(by)))
      edits.push(one);
  }
  return observed(edits);
}

type Edit = Omit<SettledEdit, 'settledBy'>;

interface SettledFile {
  readonly path: string;
  readonly text: string;
  /** `undefined`: it could not be read. */
  readonly id: string | undefined;
}

function settledBy(by: SettledEdit['settledBy']): (edit: Edit) => SettledEdit {
  return (edit) => ({ ...edit, settledBy: by });
}

function idIn(path: string, text: string, parsers: Parsers): string | undefined {
  const reading = knownReading(parsers, text);
  return placedRevision({ path, header: reading.header })?.id;
}

/** A revision is where its id is, whatever its file is called. */
function editsOf(before: SettledFile, now: RevisionsNow): readonly Edit[] {
  const { path, id } = before;
  const file = fileNow(before, now);
  if (file === undefined) return [{ id, path, edit: { kind: 'deleted' }, at: undefined }];
  const moved: readonly Edit[] =
    file.path === path ? [] : [{ id, path, edit: { kind: 'moved', to: file.path }, at: startOf(file.path) }];
  const parts = editedParts(before.text, file.text, now.parsers);
  const [first] = parts;
  if (first === undefined) return moved;
  return [...moved, { id, path, edit: { kind: 'edited', parts }, at: placeOf(file, first) }];
}

function fileNow(
  { path, id }: SettledFile,
  { files, graph, parsers }: RevisionsNow,
): RevisionFile | undefined {
  const there = files.get(path);
  const holder = id === undefined ? undefined : graph.revisions.get(id)?.path;
  if (holder === undefined || holder === path) return there;
  return there !== undefined && hasId(there, id, parsers) ? there : files.get(holder);
}

/** Where two files have one id, the one that kept its place is not the one that moved. */
function hasId(file: RevisionFile, id: string | undefined, parsers: Parsers): boolean {
  return id !== undefined && idIn(file.path, file.text, parsers) === id;
}

type Part = Exclude<keyof RevisionMeaning, 'imports'>;

function editedParts(before: string, now: string, parsers: Parsers): readonly Part[] {
  if (before === now) return [];
  const [was, is] = [revisionMeaning(parsers, before), revisionMeaning(parsers, now)];
  // What cannot be read cannot be known to mean the same.
  if (was === undefined || is === undefined) return ['other'];
  const parts = PARTS.filter((part) => was[part] !== is[part]);
  // Where the code that uses an import changed as well, that is what to tell of.
  return parts.length === 0 && was.imports !== is.imports ? ['other'] : parts;
}

const PARTS = ['revision', 'parents', 'upgrade', 'downgrade', 'other'] as const;

function placeOf({ path, reading, span }: RevisionFile, part: Part): SourceSpan {
  if (reading.kind !== 'revision') return startOf(path);
  const { header, upgrade, downgrade } = reading;
  const values = {
    revision: rangeIn(header.revision),
    parents: rangeIn(header.downRevision),
    upgrade: upgrade.name,
    downgrade: downgrade.name,
    other: undefined,
  };
  const range = values[part];
  return range === undefined ? startOf(path) : span(range);
}

function rangeIn(value: HeaderValue): TextRange | undefined {
  return value.kind === 'absent' ? undefined : value;
}
