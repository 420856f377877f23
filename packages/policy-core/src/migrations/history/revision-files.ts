import { knownReading } from '../alembic/known-readings.ts';
import type { ModulesFor } from '../alembic/revision-modules.ts';
import type { RevisionReading } from '../alembic/revision-reading.ts';
import type { FileContent } from '../../model/file-content.ts';
import type { ConventionFor } from '../operations/naming-template.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { namedByConvention } from './named-by-convention.ts';
import type { Known } from '../../model/known.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { changedKeys, withValues } from '../../model/patched-map.ts';
import { beginLog, type KeptLogs } from '../../model/kept-logs.ts';
import { isSameJson } from '../../model/same-json.ts';
import { spansIn } from '../../model/source-span.ts';
import { lazily } from '../../model/lazy.ts';
import { knownGraph } from './known-graphs.ts';
import type { RevisionGraph } from './revision-graph.ts';
import type { RevisionFile } from './revision-history.ts';
import { versionFiles, type VersionLocations } from './version-files.ts';
import type { RevisionTexts } from './revision-texts.ts';

/** What revisions are read with. */
export interface RevisionReader {
  readonly parsers: Parsers;
  /** Left out: nothing that they import is followed. */
  readonly modulesFor?: ModulesFor | undefined;
  /** Left out: nothing names what they leave without a name. */
  readonly conventionFor?: ConventionFor | undefined;
}

/**
 * The files that an environment loads, in its order. Where most texts are those of a time before, only the others are
 * read.
 */
export function revisionFiles(
  texts: RevisionTexts,
  locations: VersionLocations,
  reader: RevisionReader,
): ReadonlyMap<string, RevisionFile> {
  const known = filesMade(reader.parsers);
  for (const made of known.logs) {
    const changed = isMadeAlike(made, { locations, reader }) ? changedKeys(made.texts, texts) : undefined;
    const isThere = (path: string) => isLoaded(texts.get(path)) === isLoaded(made.texts.get(path));
    // What the change adds is not there before it: each side of it goes on from its own files.
    if (changed?.every(isThere) !== true) continue;
    patch(made, texts, changed);
    return made.files;
  }
  const files = readFiles(texts, locations, reader);
  return beginLog(known, { texts, locations, reader, files }, MOST_SIDES).files;
}

/** Here, before the change, merged and released, of a few environments. */
const MOST_SIDES = 12;

interface MadeFiles {
  texts: RevisionTexts;
  readonly locations: VersionLocations;
  readonly reader: RevisionReader;
  files: ReadonlyMap<string, RevisionFile>;
}

const filesMade = memoizeByObject((_parsers: Parsers): KeptLogs<MadeFiles> => ({ logs: [] }));

function isMadeAlike(
  made: MadeFiles,
  { locations, reader }: Pick<MadeFiles, 'locations' | 'reader'>,
): boolean {
  return (
    made.reader.modulesFor === reader.modulesFor &&
    made.reader.conventionFor === reader.conventionFor &&
    isSameJson(made.locations, locations)
  );
}

function patch(made: MadeFiles, texts: RevisionTexts, changed: readonly string[]): void {
  const read = changed.flatMap((path) => {
    const content = texts.get(path);
    if (content === undefined || !made.files.has(path)) return [];
    return [[path, revisionFile(path, content, made.reader)] as const];
  });
  made.files = withValues(made.files, read);
  made.texts = texts;
}

function isLoaded(content: Known<FileContent> | undefined): content is Known<FileContent> {
  return content !== undefined && !(content.known && content.value.kind === 'absent');
}

function readFiles(
  texts: RevisionTexts,
  locations: VersionLocations,
  reader: RevisionReader,
): ReadonlyMap<string, RevisionFile> {
  const files = new Map<string, RevisionFile>();
  for (const path of versionFiles([...texts.keys()], locations)) {
    const content = texts.get(path);
    if (isLoaded(content)) files.set(path, revisionFile(path, content, reader));
  }
  return files;
}

export function graphOfFiles(files: ReadonlyMap<string, RevisionFile>, parsers: Parsers): RevisionGraph {
  return knownGraph(parsers, files);
}

function revisionFile(path: string, content: Known<FileContent>, reader: RevisionReader): RevisionFile {
  return content.known && content.value.kind === 'text'
    ? readFile(path, content.value.text, reader)
    : unreadFile(path, unread(content));
}

/** The one made last, where it has the same text, and what it imports as well. */
function readFile(
  path: string,
  text: string,
  { parsers, modulesFor, conventionFor }: RevisionReader,
): RevisionFile {
  const files = filesOf(parsers);
  const known = files.get(path);
  const modules = modulesFor?.(path, text);
  const convention = conventionFor?.(path);
  const madeOf = { modules: modules?.key, convention };
  if (known?.file.text === text && isSameJson(known.madeOf, madeOf)) return known.file;
  const reading = namedByConvention(knownReading(parsers, text, modules), convention);
  const others = modules === undefined && convention === undefined ? '' : JSON.stringify(madeOf);
  const file = fileOf(path, { text, reading, madeOf: `${others}\n${text}` });
  if (files.size >= MOST_FILES) files.clear();
  files.set(path, { file, madeOf });
  return file;
}

interface MadeFile {
  readonly file: RevisionFile;
  /** What it is made of beside its text. */
  readonly madeOf: {
    readonly modules: string | undefined;
    readonly convention: ReturnType<ConventionFor>;
  };
}

/** As many as there may be readings. */
const MOST_FILES = 15_000;

/** Made last for these parsers, by path. */
const filesOf = memoizeByObject((_parsers: Parsers) => new Map<string, MadeFile>());

function unreadFile(path: string, reading: UnreadRevision): RevisionFile {
  return fileOf(path, { text: '', reading, madeOf: `${reading.problem}\n` });
}

function fileOf(path: string, { text, ...read }: Omit<RevisionFile, 'path' | 'span'>): RevisionFile {
  const finder = lazily(() => spansIn(path, text));
  return { path, text, ...read, span: ({ start, end }) => finder().span(start, end) };
}

type UnreadRevision = Extract<RevisionReading, { readonly kind: 'unanalyzable' }>;

function unread(content: Known<FileContent>): UnreadRevision {
  const problem = content.known
    ? content.value.kind === 'unreadable'
      ? content.value.problem
      : 'it is not there'
    : content.reason;
  return { kind: 'unanalyzable', why: 'too-much', problem, start: 0, end: 0 };
}
