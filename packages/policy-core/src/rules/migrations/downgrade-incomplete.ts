import { lazily } from '../../history/lazily.ts';
import { judgedRevisions, idOf, type JudgedRevision } from '../../history/judged-revisions.ts';
import type { Direction } from '../../alembic/revision-reading.ts';
import { changedThing } from '../../migrations/changed-thing.ts';
import { isSameType } from '../../migrations/column-type-sameness.ts';
import { operationSteps } from '../../migrations/direction-effects.ts';
import { tableKey, type Name, type TableName } from '../../migrations/name.ts';
import type { AlterColumn, Operation, OperationStep, Step } from '../../migrations/operation.ts';
import { mayBeUndoneOnSearchPath } from '../../migrations/on-search-path.ts';
import { nameText } from '../../migrations/same-names.ts';
import { isSwap } from '../../migrations/swap.ts';
import { stateBeforeIn, undoes, type StateBefore } from '../../migrations/undoing.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';
import type { ColumnState, TableState } from '../../schema/schema-history.ts';

export const downgradeIncomplete = defineRule({
  id: 'migrations/downgrade-incomplete',
  summary: 'A downgrade undoes every step of the upgrade.',
  defaultSeverity: 'warning',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    left: 'downgrade() leaves {thing} as the upgrade made it. After a rollback the next upgrade fails or finds another schema; undo it as well.',
  },

  *check({ migrations }) {
    for (const judged of judgedRevisions(migrations)) {
      const { downgrade } = judged.revision;
      if (downgrade.kind !== 'runs') continue;
      for (const { operation, start, end } of leftSteps(judged)) {
        yield {
          kind: 'violation',
          messageId: 'left',
          data: { thing: changedThing(operation) },
          at: judged.span({ start, end }),
          related:
            downgrade.name === undefined
              ? []
              : [{ message: 'It is not undone here.', at: judged.span(downgrade.name) }],
        };
      }
    }
  },
});

/** An unclear step of the downgrade may undo anything, so nothing is said to be left then. */
function leftSteps({ revision, history }: JudgedRevision): readonly OperationStep[] {
  const { upgrade, downgrade } = revision;
  if (downgrade.steps.some(({ kind }) => kind === 'unclear')) return [];
  const id = idOf(revision);
  const remade = lazily(() => new Set(operationSteps(downgrade).map(({ operation }) => madeAnew(operation))));
  const before =
    history === undefined || id === undefined ? NOTHING_KNOWN : stateBeforeIn(history.schema, id);
  const undone = lazily(() => operationSteps(downgrade).map(({ operation }) => operation));
  return undoes(upgrade, downgrade, before).flatMap(({ step, undoing }, index) => {
    if (step.kind !== 'operation' || undoing.kind !== 'left') return [];
    if (isMadeRoomFor(step, upgrade.steps.slice(index + 1))) return [];
    if (mayBeUndoneOnSearchPath(step.operation, undone())) return [];
    if (isSwap(upgrade.steps, step) || remade().has(wordFor(step.operation))) return [];
    const changes = changesForSure(step.operation, before(step.operation, index));
    return changes && !isDroppedNameless(step.operation, downgrade) ? [step] : [];
  });
}

/** An index that is dropped where it happens to be there, before one is made of its name. */
function isMadeRoomFor({ operation, isCertain }: OperationStep, later: readonly Step[]): boolean {
  if (isCertain || operation.kind !== 'drop-index') return false;
  const name = nameText(operation.name);
  return later.some(
    (step) =>
      step.kind === 'operation' &&
      step.operation.kind === 'create-index' &&
      step.operation.name !== undefined &&
      nameText(step.operation.name) === name,
  );
}

/** What the downgrade makes under its name, or drops with all that was altered, is as it was before. */
function madeAnew(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'create-object':
    case 'add-constraint':
      return wordFor(operation) || undefined;
    case 'drop-column':
      return columnWord(operation.table, operation.column);
    default:
      return undefined;
  }
}

function wordFor(operation: Operation): string {
  switch (operation.kind) {
    case 'create-object':
    case 'drop-object':
    case 'rename-object':
      return `${operation.object} ${nameText(operation.name)}`;
    case 'add-constraint': {
      const { name } = operation.constraint;
      return name === undefined ? NO_WORD : `constraint ${nameText(name)}`;
    }
    case 'alter-column':
      return columnWord(operation.table, operation.column);
    default:
      return NO_WORD;
  }
}

const NO_WORD = '';

function columnWord(table: TableName, column: Name): string {
  return `column ${tableKey(table)}.${nameText(column)}`;
}

const NOTHING_KNOWN: StateBefore = () => undefined;

/**
 * Whether anything is other than before: IF EXISTS may find nothing, an alteration may repeat what is so
 * already, and rows are not told apart afterwards.
 */
function changesForSure(operation: Operation, before: TableState | undefined): boolean {
  if (operation.kind === 'change-rows' || operation.kind === 'truncate') return false;
  // Other schemas may need it, and nothing is in its way.
  if (operation.kind === 'create-object' && operation.object === 'extension') return false;
  if (dependsOnWhatIsThere(operation)) return false;
  if (operation.kind !== 'alter-column') return true;
  const column = before?.columns.get(operation.column.text);
  return column !== undefined && isAltered(operation, column);
}

function dependsOnWhatIsThere(operation: Operation): boolean {
  return (
    ('ifExists' in operation && operation.ifExists !== false) ||
    ('ifNotExists' in operation && operation.ifNotExists !== false)
  );
}

function isAltered({ nullable, type }: AlterColumn, column: ColumnState): boolean {
  const isOther = (is: boolean | undefined, was: boolean | undefined) =>
    is !== undefined && was !== undefined && is !== was;
  const hasType = type?.isKnown === true && column.type?.isKnown === true;
  return (
    (nullable !== 'unknown' && isOther(nullable, column.nullable)) ||
    (hasType && isSameType(type, column.type) === 'other')
  );
}

/** `op.drop_constraint(None, ...)` means it, and migrations/unnamed-constraint-drop reports it. */
function isDroppedNameless(operation: Operation, downgrade: Direction): boolean {
  if (operation.kind !== 'add-constraint') return false;
  const key = tableKey(operation.table);
  return operationSteps(downgrade).some(
    ({ operation: undo }) =>
      undo.kind === 'drop-constraint' &&
      undo.name === undefined &&
      tableKey(undo.table) === key &&
      (undo.type === undefined || undo.type === operation.constraint.kind),
  );
}
