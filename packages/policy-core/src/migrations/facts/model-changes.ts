import type { FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { definitionChanges, type PlacedDefinition } from '../sqlalchemy/definition-changes.ts';
import { tableDefinitions } from '../sqlalchemy/table-definitions.ts';
import type { Observations } from '../../model/observations.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { spansIn, startOf, type SourceSpan } from '../../model/source-span.ts';
import type { BothSides } from '../../model/both-sides.ts';
import { modelFiles, type ModelFile } from './model-files.ts';
import { defineSubjects } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import type { Get } from '../../engine/queries/query.ts';
import { parsersInput } from '../../engine/run-inputs.ts';
import { contentAfter, contentBefore, seenParts } from '../../engine/seen-inputs.ts';

/** Tables that the models describe otherwise after a change that brings no migration. */
export interface ModelChanges {
  readonly changes: readonly ModelChange[];
  /** Files whose sides could not be compared; then no change is told of, for it may be a move between files. */
  readonly unclear: readonly UnclearModels[];
}

export interface UnclearModels {
  readonly path: string;
  readonly reason: string;
}

export interface ModelChange {
  /** The table, or what else the models define. */
  readonly name: string;
  readonly what: 'new' | 'gone' | 'changed';
  /** `age added`; empty where the whole of it is new or gone. */
  readonly parts: readonly string[];
  /** The class, or the beginning of the file that held it. */
  readonly at: SourceSpan;
}

/** All files of models that the change touches are one subject: a table may move between them. */
export const modelChanges = defineSubjects<ModelChanges>({
  name: 'model-changes',
  words: 'models before and after the change',
  of: 'change',
  isConfigured: hasModels,
  compute: (get) => {
    const [policy, seen] = [policySections(get, 'migrations'), seenParts(get, 'focus', 'change')];
    const paths = modelFiles(policy, seen).map(({ path }) => path);
    if (paths.length === 0) return [];
    const judged = findModelChanges(policy, seen, {
      parsers: () => get(parsersInput),
      contentBefore: (path) => get(contentBefore, path),
      contentAfter: (path) => get(contentAfter, path),
    });
    const [unread] = judged.unclear;
    return [{ paths, size: paths.length, judged, ...(unread && { unread: unread.reason }) }];
  },
});

export function hasModels(get: Get): boolean {
  return policySections(get, 'migrations').migrations.models.length > 0;
}

interface Reading extends BothSides {
  /** Asked for only where a text is read; `undefined` when not loaded. */
  readonly parsers: () => Parsers | undefined;
}

function findModelChanges(
  policy: MigrationsSection,
  seen: Pick<Observations, 'focus' | 'change'>,
  reading: Reading,
): ModelChanges {
  const sides = modelFiles(policy, seen).map((file) => ({
    path: file.path,
    sides: sidesOf(file, reading),
  }));
  const unclear = sides.flatMap(({ path, sides: { before, after } }) => {
    if (!before.known) return [{ path, reason: before.reason }];
    return after.known ? [] : [{ path, reason: after.reason }];
  });
  if (unclear.length > 0) return { changes: [], unclear };
  const side = (which: 'before' | 'after') =>
    sides.flatMap(({ sides: both }) => (both[which].known ? both[which].value : []));
  const changes = definitionChanges(side('before'), side('after')).map(({ definition, ...change }) => ({
    ...change,
    at: placeOf(change.what, definition, reading),
  }));
  return { changes, unclear };
}

/** What is gone stands nowhere any more. */
function placeOf(
  what: ModelChange['what'],
  { path, at }: PlacedDefinition,
  { contentAfter }: Reading,
): SourceSpan {
  const content = contentAfter(path);
  if (what === 'gone' || content?.known !== true || content.value.kind !== 'text') return startOf(path);
  return spansIn(path, content.value.text).span(at.start, at.end);
}

interface Sides {
  readonly before: Known<readonly PlacedDefinition[]>;
  readonly after: Known<readonly PlacedDefinition[]>;
}

function sidesOf({ path, status }: ModelFile, { contentBefore, contentAfter, parsers }: Reading): Sides {
  const none = observed([]);
  const sideAt = (when: string, content: Known<FileContent> | undefined) =>
    sideOf({ path, content, when }, parsers);
  return {
    before: status === 'added' ? none : sideAt('before the change', contentBefore(path)),
    after: status === 'deleted' ? none : sideAt('after the change', contentAfter(path)),
  };
}

interface Side {
  readonly path: string;
  /** `undefined` where nobody looked. */
  readonly content: Known<FileContent> | undefined;
  readonly when: string;
}

function sideOf(
  { path, content, when }: Side,
  parsersOf: Reading['parsers'],
): Known<readonly PlacedDefinition[]> {
  if (content === undefined) return unobserved(`its text ${when} was not given`);
  if (!content.known) return content;
  const { value } = content;
  if (value.kind === 'absent') return observed([]);
  if (value.kind === 'unreadable') return unobserved(`its text ${when} cannot be read: ${value.problem}`);
  const parsers = parsersOf();
  if (parsers === undefined) return unobserved('the parsers are not loaded');
  const reading = tableDefinitions(parsers, value.text);
  if (reading.kind !== 'read') return unobserved(`${reading.problem} ${when}`);
  return observed(reading.definitions.map((definition) => ({ ...definition, path })));
}
