import { readRevision } from '../migrations/alembic/revision.ts';
import { moduleFile, modulesOf } from '../migrations/alembic/revision-modules.ts';
import type { ReadRevision } from '../migrations/alembic/revision-reading.ts';
import type { Direction } from '../migrations/operations/direction.ts';
import { tableText } from '../migrations/operations/name.ts';
import type { Operation, Step } from '../migrations/operations/operation.ts';
import type { Parsers } from '../parsers/parsers.ts';

/** Throws when the file cannot be read at all: then it is the test that is wrong. */
export function revisionIn(parsers: Parsers, text: string): ReadRevision {
  const reading = readRevision(parsers, text);
  if (reading.kind === 'unanalyzable') throw new Error(`${reading.problem}: ${text}`);
  return reading;
}

interface RevisionAmong {
  readonly path: string;
  readonly text: string;
  /** Texts of the modules around it, by path. */
  readonly modules: Readonly<Record<string, string>>;
}

/** The same, with modules of the repository that it may import from the root. */
export function revisionWith(parsers: Parsers, { path, text, modules }: RevisionAmong): ReadRevision {
  const files = new Map(
    Object.entries(modules).map(([place, content]) => [place, moduleFile(place, content)]),
  );
  const found = modulesOf(text, { path, roots: ['', 'src'] }, (place) => files.get(place));
  const reading = readRevision(parsers, text, found);
  if (reading.kind === 'unanalyzable') throw new Error(`${reading.problem}: ${text}`);
  return reading;
}

/** A line for each step: `add-column orders`, `? drop-table a` where it is uncertain, `! why` where it is unclear. */
export function shownSteps({ steps }: Direction): readonly string[] {
  return steps.map(shownStep);
}

function shownStep(step: Step): string {
  const marks = `${step.isCertain ? '' : '? '}${step.autocommit ? '~ ' : ''}`;
  if (step.kind === 'unclear') return `${marks}! ${step.problem}`;
  return `${marks}${shownOperation(step.operation)}`;
}

/** `add-column orders note`, without what tells where and how. */
export function shownOperation(operation: Operation): string {
  const words = [operation.kind, ...detailsOf(operation), ...tablesOf(operation), ...namesOf(operation)];
  const isFiltered = operation.kind === 'change-rows' && operation.isFiltered;
  return [...words, ...(isFiltered ? ['filtered'] : [])].join(' ');
}

function detailsOf(operation: Operation): readonly string[] {
  if ('verb' in operation) return [operation.verb];
  if ('object' in operation) return [operation.object];
  return 'what' in operation ? [operation.what] : [];
}

function tablesOf(operation: Operation): readonly string[] {
  if ('tables' in operation) return operation.tables.map(tableText);
  if (!('table' in operation) || operation.table === undefined) return [];
  const { table } = operation;
  return [table.isKnown ? tableText(table) : `<${tableText(table)}>`];
}

function namesOf(operation: Operation): readonly string[] {
  const { name, column } = { name: undefined, column: undefined, ...operation };
  const named = name ?? column;
  if (named === undefined) return [];
  const { text, isKnown } = 'name' in named ? named.name : named;
  return [isKnown ? text : `<${text}>`];
}
