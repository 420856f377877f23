import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { changedThing } from '../operations/changed-thing.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { isNewColumn, isNewTable } from '../analysis/migration-step.ts';
import { isNewObject } from '../analysis/object-lives.ts';
import type { Operation, ObjectOperation } from '../operations/operation.ts';
import { listedWords } from '../analysis/operation-words.ts';
import { placeOfDrop } from '../analysis/table-drops.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import type { MigrationStep, StepOf } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const cascadeDrop = defineRule({
  id: 'migrations/cascade-drop',
  summary: 'Name everything that a migration drops.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['drop-table', 'drop-column', 'drop-index', 'drop-constraint', 'drop-object'],

  options: NO_OPTIONS,

  messages: {
    unseen:
      'This {drops} {thing} and, by CASCADE, all its dependants. Remove CASCADE, and drop the dependants by name.',
    seen: 'This {drops} {thing} and, by CASCADE, {others}. Remove CASCADE, and drop everything that depends on it by name.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { step } = judged;
      if (!isCascade(step.operation) || isNew(step)) continue;
      const others = othersOf(judged);
      yield {
        kind: 'violation',
        messageId: others === '' ? 'unseen' : 'seen',
        data: { drops: verbForm(step, 'drop'), thing: thingOf(step.operation), others },
        at: placeOf(step),
        supersededBy: ruleOf(step.operation),
      };
    }
  },
});

/** Emptying is for migrations/truncate-table. Nothing depends on a trigger and its like. */
function isCascade(operation: Operation): boolean {
  if (!('cascade' in operation) || operation.cascade !== true || operation.kind === 'truncate') return false;
  return operation.kind !== 'drop-object' || !ALONE.has(operation.object);
}

const ALONE: ReadonlySet<ObjectOperation['object']> = new Set(['trigger', 'policy', 'rule', 'statistics']);

function isNew(step: MigrationStep): boolean {
  const { operation } = step;
  switch (operation.kind) {
    case 'drop-table':
    case 'drop-constraint':
      return isNewTable(step, operation.table);
    case 'drop-column':
      return isNewColumn(step, operation.table, operation.column);
    case 'drop-object':
      return isNewObject(step, operation);
    default:
      return false;
  }
}

const MOST_OTHERS = 6;

function othersOf({ effects }: JudgedEffects): string {
  const reached = effects.relations.filter(({ cause }) => cause === 'cascade');
  return listedWords(
    reached.map(({ relation }) => formatTable(relation)),
    MOST_OTHERS,
  );
}

function thingOf(operation: Operation): string {
  if (operation.kind !== 'drop-object') return changedThing(operation);
  const { object, name } = operation;
  if (object === 'owned') return `whatever ${formatName(name)} owns`;
  return object === 'other' ? formatName(name) : changedThing(operation);
}

/** The rule that tells of the drop itself, and weighs as much. */
function ruleOf(operation: Operation): string | undefined {
  if (operation.kind === 'drop-table' || operation.kind === 'drop-column') {
    return `migrations/${operation.kind}`;
  }
  if (operation.kind !== 'drop-object') return undefined;
  const { object } = operation;
  return object === 'schema' || object === 'owned' ? `migrations/drop-${object}` : undefined;
}

/** Where migrations/drop-table tells of it, which underlines the table. */
function placeOf(step: MigrationStep): SourceSpan {
  return isDropOfTable(step) ? placeOfDrop(step) : step.at;
}

function isDropOfTable(step: MigrationStep): step is StepOf<'drop-table'> {
  return step.operation.kind === 'drop-table';
}
