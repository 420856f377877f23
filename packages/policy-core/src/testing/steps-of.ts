import { readRevision } from '../alembic/revision.ts';
import type { Direction, ReadRevision } from '../alembic/revision-reading.ts';
import { tableText } from '../migrations/name.ts';
import type { Operation, Step } from '../migrations/operation.ts';
import type { Parsers } from '../parsers/parsers.ts';

/** Throws when the file cannot be read at all: then it is the test that is wrong. */
export function revisionIn(parsers: Parsers, text: string): ReadRevision {
  const reading = readRevision(parsers, text);
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

function shownOperation(operation: Operation): string {
  const words: string[] = [operation.kind];
  if ('verb' in operation) words.push(operation.verb);
  if ('object' in operation) words.push(operation.object);
  if ('what' in operation) words.push(operation.what);
  if ('table' in operation && operation.table !== undefined) {
    words.push(operation.table.isKnown ? tableText(operation.table) : `<${tableText(operation.table)}>`);
  }
  if ('tables' in operation) words.push(operation.tables.map(tableText).join(', '));
  const { name, column } = { name: undefined, column: undefined, ...operation };
  const named = name ?? column;
  if (typeof named === 'object') words.push(shownName('name' in named ? named.name : named));
  if (operation.kind === 'change-rows' && operation.isFiltered) words.push('filtered');
  return words.join(' ');
}

function shownName({ text, isKnown }: { readonly text: string; readonly isKnown: boolean }): string {
  return isKnown ? text : `<${text}>`;
}
