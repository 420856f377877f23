import { memoizeByObject } from '../../../model/memoize.ts';
import { changedKeys } from '../../../model/patched-map.ts';
import type { RevisionGraph } from '../../history/revision-graph.ts';
import type { RevisionFile, RevisionHistory } from '../../history/revision-history.ts';
import type { SourceSpan } from '../../../model/source-span.ts';
import { readsColumn, takesOutColumn } from '../../operations/column-read.ts';
import type { MigrationStep, JudgedUpgrade, StepOf } from '../judged-upgrade.ts';
import { tableKey, type TableName } from '../../operations/name.ts';
import type { Operation } from '../../operations/operation.ts';
import { pathsInOrder, placesInOrder, placesOfPaths } from '../../schema/revision-order.ts';
import { modelWord, readStatements, upgradeCode, type ReadStatement } from '../read-statements.ts';

type Drop = StepOf<'drop-column' | 'drop-table'>;

/**
 * Where the values of a column, or the rows of a table, were read last before they are dropped: in the migration itself,
 * else in one before it. They may have been moved there; that all of them were cannot be seen. `undefined`: nothing reads
 * them, as far as that is known.
 */
export function readBefore(drop: Drop): SourceSpan | undefined {
  const { upgrade } = drop;
  const isRead = readerOf(drop.operation);
  if (isRead === undefined) return undefined;
  const own = readInMigration(drop, isRead);
  if (own !== undefined) return own;
  const { statements, end } = earlierOf(upgrade, drop.operation.table);
  const earlier = statements.findLast(
    ({ file, statement, at }) =>
      at < end && isRead(statement, file.text) && movesSome(statement, { file, drop }),
  );
  return earlier?.file.span(earlier.statement);
}

/** The same of rows that a step takes out of a table, which stays: in the migration itself alone. */
export function rowsReadBefore({ upgrade, index }: MigrationStep, table: TableName): SourceSpan | undefined {
  return readInMigration({ upgrade, index }, (statement) => table.isKnown && readsRows(statement, table));
}

function readInMigration(
  { upgrade, index }: Pick<MigrationStep, 'upgrade' | 'index'>,
  isRead: Reader,
): SourceSpan | undefined {
  const { text, steps, span } = upgrade;
  const start = steps[index]?.start ?? 0;
  const isBefore = (one: ReadStatement) => (one.index === undefined ? one.start < start : one.index < index);
  const found = readStatements({ text, steps }).findLast((one) => isBefore(one) && isRead(one, text));
  return found && span(found);
}

/** `Line 12`, or `Line 12 of 5a9d_move.py`. */
export function shownPlace({ path, start }: SourceSpan, from: string): string {
  const line = `Line ${start.line + 1}`;
  return path === from ? line : `${line} of ${path.slice(path.lastIndexOf('/') + 1)}`;
}

/** A query alone does not: rows are written in its revision, for a table those of another one. */
function movesSome(
  { step }: ReadStatement,
  { file, drop }: { readonly file: RevisionFile; readonly drop: Drop },
): boolean {
  if (step?.kind === 'operation' && step.operation.kind !== 'other') return true;
  const { operation } = drop;
  const steps = file.reading.kind === 'revision' ? file.reading.upgrade.steps : [];
  return steps.some((one) => {
    if (one.kind === 'unclear') return true;
    if (one.operation.kind !== 'change-rows' || one.operation.verb === 'delete') return false;
    return operation.kind === 'drop-column' || !isChangeOf(one.operation, operation.table);
  });
}

type Reader = (statement: ReadStatement, text: string) => boolean;

function readerOf(operation: Drop['operation']): Reader | undefined {
  const { table } = operation;
  if (!table.isKnown) return undefined;
  if (operation.kind === 'drop-table') return (statement) => readsRows(statement, table);
  const { column } = operation;
  if (!column.isKnown) return undefined;
  return (statement, text) => readsValues(statement, { table, column: column.text, text });
}

function readsRows(statement: ReadStatement, table: TableName): boolean {
  const { step } = statement;
  if (step?.kind === 'operation') {
    const sources = sourcesOf(step.operation);
    if (sources !== undefined) return sources.some((source) => tableKey(source) === tableKey(table));
    if (isChangeOf(step.operation, table)) return false;
  }
  return namesTable(statement, table);
}

/** `undefined`: not known. */
function sourcesOf(operation: Operation): readonly TableName[] | undefined {
  if (operation.kind === 'create-table') return operation.sources?.map(({ table }) => table) ?? [];
  if (operation.kind !== 'change-rows' || operation.reads === undefined) return undefined;
  return [...operation.reads, ...(operation.copied === undefined ? [] : [operation.copied.from])];
}

function isChangeOf(operation: Operation, table: TableName): boolean {
  return operation.kind === 'change-rows' && tableKey(operation.table) === tableKey(table);
}

interface Column {
  readonly table: TableName;
  readonly column: string;
  /** Of the file. */
  readonly text: string;
}

function readsValues(statement: ReadStatement, { table, column, text }: Column): boolean {
  if (!namesTable(statement, table) || isOnlyFilled(statement, table)) return false;
  if (readsColumn(statement.text, column)) return true;
  const { step } = statement;
  const isQuery = step?.kind !== 'operation' || step.operation.kind === 'other';
  return isQuery && takesOutColumn(upgradeCode(text), column);
}

/** By rows of other tables. */
function isOnlyFilled({ step }: ReadStatement, table: TableName): boolean {
  if (step?.kind !== 'operation' || !isChangeOf(step.operation, table)) return false;
  if (step.operation.kind !== 'change-rows' || step.operation.verb === 'update') return false;
  return sourcesOf(step.operation)?.every((source) => tableKey(source) !== tableKey(table)) === true;
}

/** Questions to the catalogue read no rows of it. */
const CATALOGUE = /\binformation_schema\b|\bpg_\w+|\bto_regclass\b/i;

function namesTable({ words, text }: ReadStatement, { text: name }: TableName): boolean {
  return (words.has(name.toLowerCase()) || words.has(modelWord(name))) && !CATALOGUE.test(text);
}

interface PlacedStatement {
  readonly file: RevisionFile;
  readonly statement: ReadStatement;
  readonly at: number;
}

interface EarlierStatements {
  readonly statements: readonly PlacedStatement[];
  /** Those at this place and behind it are not before. */
  readonly end: number;
}

/** Statements that name the table, in the order of running. */
function earlierOf({ history, revision }: JudgedUpgrade, { text: name }: TableName): EarlierStatements {
  if (history === undefined || revision === undefined) return { statements: [], end: 0 };
  const { graph, files } = history;
  const naming = statementsIn(graph, files);
  const found = naming(name.toLowerCase());
  const statements = found.length > 0 ? found : naming(modelWord(name));
  return { statements, end: placesInOrder(graph.order).get(revision) ?? 0 };
}

/** Finds statements by a word that they name, in the order of running. */
type StatementsNaming = (word: string) => readonly PlacedStatement[];

/** Each drop asks. */
function statementsIn(graph: RevisionGraph, files: RevisionHistory['files']): StatementsNaming {
  const kept = searchOf(graph);
  if (kept.last?.files !== files) kept.last = { files, ...searchIn(graph, files, kept.last?.index) };
  return kept.last.naming;
}

/** The index of an earlier moment serves as long as a few files at most are others by now: theirs are put in when somebody asks. */
function searchIn(
  graph: RevisionGraph,
  files: RevisionHistory['files'],
  before: StatementIndex | undefined,
): Pick<StatementSearch, 'index' | 'naming'> {
  const changed = before && changedKeys(before.files, files);
  if (before === undefined || changed === undefined || changed.length > MOST_BESIDE) {
    const byWord = indexed(graph, files);
    return { index: { files, byWord }, naming: (word) => byWord.get(word) ?? [] };
  }
  const beside = changed.flatMap((path) => placedIn(graph, files.get(path)));
  const naming = (word: string) =>
    [
      ...(before.byWord.get(word) ?? []).filter(({ file }) => !changed.includes(file.path)),
      ...beside.filter(({ statement }) => statement.words.has(word)),
    ].toSorted((one, other) => one.at - other.at);
  return { index: before, naming };
}

const MOST_BESIDE = 10;

interface StatementIndex {
  readonly files: RevisionHistory['files'];
  readonly byWord: ReadonlyMap<string, readonly PlacedStatement[]>;
}

interface StatementSearch {
  /** Now. */
  readonly files: RevisionHistory['files'];
  readonly index: StatementIndex;
  readonly naming: StatementsNaming;
}

const searchOf = memoizeByObject((_graph: RevisionGraph): { last?: StatementSearch } => ({}));

function indexed(graph: RevisionGraph, files: RevisionHistory['files']): StatementIndex['byWord'] {
  const byWord = new Map<string, PlacedStatement[]>();
  for (const path of pathsInOrder(graph)) {
    for (const placed of placedIn(graph, files.get(path))) {
      for (const word of placed.statement.words) {
        const others = byWord.get(word);
        if (others === undefined) byWord.set(word, [placed]);
        else others.push(placed);
      }
    }
  }
  return byWord;
}

function placedIn(graph: RevisionGraph, file: RevisionFile | undefined): readonly PlacedStatement[] {
  if (file?.reading.kind !== 'revision') return [];
  const at = placesOfPaths(graph).get(file.path);
  if (at === undefined) return [];
  const { steps } = file.reading.upgrade;
  return readStatements({ text: file.text, steps }).map((statement) => ({ file, statement, at }));
}
