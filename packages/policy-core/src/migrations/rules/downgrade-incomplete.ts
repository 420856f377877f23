import { lazily } from '../../model/lazy.ts';
import { judgedRevisions, idOf, type JudgedRevision } from '../analysis/judged-revisions.ts';
import { isUnread } from '../analysis/unclear-steps.ts';
import type { Direction } from '../operations/direction.ts';
import { changedThing } from '../operations/changed-thing.ts';
import { compareColumnTypes } from '../operations/column-type-sameness.ts';
import { operationTable } from '../operations/covered-by.ts';
import { operationSteps } from '../analysis/direction-effects.ts';
import { isDroppedWithParent, mayDropWithAnyTable } from '../operations/dropped-with-parent.ts';
import { isSameByConvention } from '../operations/index-by-convention.ts';
import { isIndexMadeAgain } from '../analysis/reversibility/index-made-again.ts';
import { isOfTableHandedToOwn } from '../operations/handed-table.ts';
import { isOfTableCreatedByUnparsedSql } from '../operations/created-by-unparsed-sql.ts';
import { tableKey, type Name, type TableName } from '../operations/name.ts';
import type { AlterColumn, Operation, OperationStep, Step } from '../operations/operation.ts';
import { mayBeUndoneOnSearchPath } from '../operations/on-search-path.ts';
import { nameText } from '../operations/same-names.ts';
import { isOfRemadeTable } from '../operations/remade-table.ts';
import { isRenameSwap } from '../operations/rename-swap.ts';
import { isSupersededIndexStep } from '../operations/superseded-index-step.ts';
import { uniqueLost } from '../analysis/values/unique-lost.ts';
import { isOfThisMigration } from '../analysis/table-of-this-migration.ts';
import { isTypeInUse } from '../analysis/type-in-use.ts';
import { stateBeforeIn, undoes } from '../analysis/reversibility/undoing.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { ColumnState, TableState } from '../schema/schema-history.ts';
import type { StateBefore } from '../analysis/step-undoing.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const downgradeIncomplete = defineRule({
  id: 'migrations/downgrade-incomplete',
  summary: 'A downgrade undoes every step of the upgrade.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    left: 'downgrade() leaves {thing} as the upgrade made it. After a rollback the next upgrade fails or finds another schema; undo it as well.',
    repeated:
      'downgrade() adds {thing} again without {name}, which kept its values unique and went with it. After a rollback rows may repeat them, and the downgrade before may look for it in vain; make it again as well.',
  },

  *check(_get, migration) {
    for (const judged of judgedRevisions(migration)) {
      const { downgrade } = judged.revision;
      if (downgrade.kind !== 'runs') continue;
      const related = (message: string) =>
        downgrade.name === undefined ? [] : [{ message, at: judged.span(downgrade.name) }];
      for (const { operation, start, end } of leftSteps(judged)) {
        yield {
          kind: 'violation',
          messageId: 'left',
          data: { thing: changedThing(operation) },
          at: judged.span({ start, end }),
          related: related('It is not undone here.'),
        };
      }
      for (const { step, name } of repeatedColumns(judged)) {
        yield {
          kind: 'violation',
          messageId: 'repeated',
          data: { thing: changedThing(step.operation), name },
          at: judged.span(step),
          related: related('It is not made again here.'),
        };
      }
    }
  },
});

/** An unclear step of the downgrade may undo anything, so nothing is said to be left then. */
function leftSteps(judged: JudgedRevision): readonly OperationStep[] {
  const { upgrade, downgrade } = judged.revision;
  if (downgrade.steps.some(isUnread)) return [];
  const remade = lazily(
    () => new Set(operationSteps(downgrade).flatMap(({ operation }) => madeAnew(operation))),
  );
  const before = beforeIn(judged);
  const undone = lazily(() => operationSteps(downgrade));
  const left = undoes(upgrade, downgrade, before).flatMap(({ step, undoing }, index) => {
    if (step.kind !== 'operation' || undoing.kind !== 'left') return [];
    if (isSupersededIndexStep(step, upgrade.steps.slice(index + 1))) return [];
    if (isIndexMadeAgain(step, { up: upgrade, down: downgrade, before })) return [];
    if (mayBeUndoneElsewhere(step.operation, undone())) return [];
    if (isThereBefore(step, upgrade.steps, undone())) return [];
    if (isRemade(step.operation, remade())) return [];
    const changes = changesForSure(step.operation, before(step.operation, index));
    return changes && !isDroppedNameless(step.operation, downgrade) ? [step] : [];
  });
  const read = { text: judged.text, steps: upgrade.steps };
  return left.filter(
    (step) =>
      !isOfTableCreatedByUnparsedSql(step.operation, read) &&
      !isOfTableHandedToOwn(step.operation, read) &&
      !step.isUncalled &&
      !isMadeUnlessThere(step) &&
      !isOfTableMadeSomehow(step, downgrade, before) &&
      !isOfTypeInUse(step, judged),
  );
}

/** Roles belong to all databases of a server: where one is only made if it is not there, it may stay, and is not made twice. */
function isMadeUnlessThere({ operation, isCertain, shift }: OperationStep): boolean {
  const isAsked = !isCertain || shift === 'undone';
  return isAsked && operation.kind === 'create-object' && operation.object === 'other';
}

/** By what nobody can read; it goes with the table. */
function isOfTableMadeSomehow(
  { operation, isCertain }: OperationStep,
  downgrade: Direction,
  before: StateBefore,
): boolean {
  const table = operationTable(operation);
  const isToldBefore = () => before(operation, 0) !== undefined;
  return table !== undefined && isOfThisMigration({ table, isCertain }, downgrade, isToldBefore);
}

function isOfTypeInUse(step: OperationStep, { revision, history }: JudgedRevision): boolean {
  const id = idOf(revision);
  if (history === undefined || id === undefined) return false;
  return isTypeInUse(step, { schema: history.schema, revision: id, steps: revision.upgrade.steps });
}

/** Something of that name was there before, and gave way to this. */
function isThereBefore(
  step: OperationStep,
  steps: readonly Step[],
  undone: readonly OperationStep[],
): boolean {
  const { operation } = step;
  return (
    isRenameSwap(steps, step) ||
    isOfSwappedType(operation, steps) ||
    isOfRemadeTable(operation, steps, undone)
  );
}

/** The column is of the type of that name, as it was before. */
function isOfSwappedType(operation: Operation, steps: readonly Step[]): boolean {
  if (operation.kind !== 'alter-column' || operation.type?.isKnown !== true) return false;
  if (operation.nullable !== undefined) return false;
  const { name } = operation.type;
  return steps.some(
    (step) =>
      step.kind === 'operation' &&
      step.operation.kind === 'create-object' &&
      step.operation.object === 'type' &&
      step.operation.name.text === name &&
      isRenameSwap(steps, step),
  );
}

/** Under a name that this file does not tell, or along with something else. */
function mayBeUndoneElsewhere(operation: Operation, steps: readonly OperationStep[]): boolean {
  const undone = steps.map((step) => step.operation);
  return (
    mayBeUndoneOnSearchPath(operation, undone) ||
    undone.some((other) => isSameByConvention(operation, other) || isDropOfMadeUp(operation, other)) ||
    isDroppedWithParent(operation, steps) ||
    mayDropWithAnyTable(operation, steps)
  );
}

/** What `id_column()` adds has a name, and a column of its table that goes may be it. */
function isDropOfMadeUp(operation: Operation, other: Operation): boolean {
  if (operation.kind !== 'add-column' || operation.column.name.isKnown) return false;
  return other.kind === 'drop-column' && tableKey(other.table) === tableKey(operation.table);
}

function beforeIn({ revision, history }: JudgedRevision): StateBefore {
  const id = idOf(revision);
  return history === undefined || id === undefined ? NOTHING_KNOWN : stateBeforeIn(history.schema, id);
}

/** Columns that come back without what kept their values unique. */
function repeatedColumns(
  judged: JudgedRevision,
): readonly { readonly step: OperationStep; readonly name: string }[] {
  const { upgrade, downgrade } = judged.revision;
  if (downgrade.steps.some(isUnread)) return [];
  const drops = upgrade.steps.some(
    (step) => step.kind === 'operation' && step.operation.kind === 'drop-column',
  );
  if (!drops) return [];
  const before = beforeIn(judged);
  return undoes(upgrade, downgrade, before).flatMap(({ step, undoing }, index) => {
    if (step.kind !== 'operation' || step.operation.kind !== 'drop-column') return [];
    const { operation } = step;
    const isBack = undoing.kind === 'data-lost' || undoing.kind === 'differs';
    const by = isBack ? undoing.by.filter((one) => one.operation.kind === 'add-column') : [];
    if (by.length === 0) return [];
    const names = uniqueLost(operation.column.text, before(operation, index), { upgrade, downgrade });
    return names.length === 0 ? [] : [{ step, name: names.join(' and ') }];
  });
}

/** What the downgrade makes under its name, or drops with all that was altered, is as it was before. */
function madeAnew(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'create-object':
      return [wordFor(operation)];
    case 'add-constraint': {
      const { table, constraint } = operation;
      return [wordFor(operation), namelessWord(table, constraint.kind), namelessWord(table, undefined)];
    }
    case 'add-column': {
      const { table, column } = operation;
      // PostgreSQL makes its sequence along with it.
      const isCounted = column.default.kind === 'sequence';
      return [
        columnWord(table, column.name),
        ...(isCounted ? [`sequence ${table.text}_${column.name.text}_seq`] : []),
      ];
    }
    case 'drop-column':
      return [columnWord(operation.table, operation.column)];
    default:
      return [];
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
    case 'drop-constraint':
      // What is looked up may be what the downgrade makes again, under a name of its own.
      return operation.name?.isKnown === false ? namelessWord(operation.table, operation.type) : NO_WORD;
    default:
      return NO_WORD;
  }
}

const NO_WORD = '';

function isRemade(operation: Operation, remade: ReadonlySet<string>): boolean {
  const word = wordFor(operation);
  return word !== NO_WORD && remade.has(word);
}

function namelessWord(table: TableName, kind: string | undefined): string {
  return `any ${kind ?? 'constraint'} of ${tableKey(table)}`;
}

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
    ('ifNotExists' in operation && operation.ifNotExists !== false) ||
    (operation.kind === 'create-object' && operation.unlessThere === true)
  );
}

function isAltered({ nullable, type }: AlterColumn, column: ColumnState): boolean {
  const isOther = (is: boolean | undefined, was: boolean | undefined) =>
    is !== undefined && was !== undefined && is !== was;
  const hasType = type?.isKnown === true && column.type?.isKnown === true;
  return (
    (nullable !== 'unknown' && isOther(nullable, column.nullable)) ||
    (hasType && compareColumnTypes(type, column.type) === 'other')
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
