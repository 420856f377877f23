import { judgedRevisions, idOf, schemaBeforeOf, type JudgedRevision } from '../analysis/judged-revisions.ts';
import { isUnread } from '../analysis/unclear-steps.ts';
import type { Direction } from '../operations/direction.ts';
import { changedThing } from '../operations/changed-thing.ts';
import { operationTable } from '../operations/operation-table.ts';
import { operationSteps } from '../analysis/direction-effects.ts';
import { isOfTableHandedToOwn } from '../operations/handed-table.ts';
import { isOfTableCreatedByUnparsedSql } from '../operations/created-by-unparsed-sql.ts';
import { tableKey } from '../operations/name.ts';
import type { Operation, OperationStep } from '../operations/operation.ts';
import { uniqueLost } from '../analysis/values/unique-lost.ts';
import { isOfThisMigration } from '../analysis/table-of-this-migration.ts';
import { isTypeInUse } from '../analysis/type-in-use.ts';
import { undoings, type Undoings } from '../analysis/reversibility/undoings.ts';
import { stateBeforeIn, type StateBefore } from '../analysis/state-before.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const downgradeIncomplete = defineRule({
  id: 'migrations/downgrade-incomplete',
  summary: 'Undo every step of the upgrade in its downgrade.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    left: 'downgrade() leaves {thing} as the upgrade made it. Undo it as well, or the next upgrade after a rollback fails or finds another schema.',
    repeated:
      'downgrade() adds {thing} again without the unique {name}. Add {name} again as well, or rows may repeat its values after a rollback.',
  },

  *check(_get, migration) {
    for (const judged of judgedRevisions(migration)) {
      const { upgrade, downgrade } = judged.revision;
      // What nobody can read may undo anything.
      if (downgrade.kind !== 'runs' || downgrade.steps.some(isUnread)) continue;
      const found = undoings(upgrade, downgrade, schemaBeforeOf(judged));
      const related = (message: string) =>
        downgrade.name === undefined ? [] : [{ message, at: judged.span(downgrade.name) }];
      for (const { operation, start, end } of leftSteps(judged, found)) {
        yield {
          kind: 'violation',
          messageId: 'left',
          data: { thing: changedThing(operation) },
          at: judged.span({ start, end }),
          related: related('It is not undone here.'),
        };
      }
      for (const { step, name } of repeatedColumns(judged, found)) {
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

function leftSteps(judged: JudgedRevision, { steps }: Undoings): readonly OperationStep[] {
  const { upgrade, downgrade } = judged.revision;
  const read = { text: judged.text, steps: upgrade.steps };
  return steps
    .flatMap(({ step, undoing }) => (step.kind === 'operation' && undoing.kind === 'left' ? [step] : []))
    .filter(
      (step) =>
        changesForSure(step.operation) &&
        isKnownBefore(step, upgrade.steps.indexOf(step), judged) &&
        !isDroppedNameless(step.operation, downgrade) &&
        !isOfTableCreatedByUnparsedSql(step.operation, read) &&
        !isOfTableHandedToOwn(step.operation, read) &&
        !step.isUncalled &&
        !isMadeUnlessThere(step) &&
        !isOfTableMadeSomehow(step, downgrade, stateIn(judged)) &&
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

function stateIn(judged: JudgedRevision): StateBefore {
  const before = schemaBeforeOf(judged);
  return before === undefined ? NOTHING_KNOWN : stateBeforeIn(before.schema, before.moment.revision);
}

/** Columns that come back without what kept their values unique. */
function repeatedColumns(
  judged: JudgedRevision,
  { steps }: Undoings,
): readonly { readonly step: OperationStep; readonly name: string }[] {
  const { upgrade, downgrade } = judged.revision;
  const before = stateIn(judged);
  return steps.flatMap(({ step, undoing }, index) => {
    if (step.kind !== 'operation' || step.operation.kind !== 'drop-column') return [];
    const { operation } = step;
    const isBack = undoing.kind === 'data-lost' || undoing.kind === 'differs';
    const by = isBack ? undoing.by.filter((one) => one.operation.kind === 'add-column') : [];
    if (by.length === 0) return [];
    const names = uniqueLost(operation.column.text, before(operation, index), { upgrade, downgrade });
    return names.length === 0 ? [] : [{ step, name: names.join(' and ') }];
  });
}

const NOTHING_KNOWN: StateBefore = () => undefined;

/** IF EXISTS may find nothing, and rows are not told apart afterwards. */
function changesForSure(operation: Operation): boolean {
  if (WITHOUT_SCHEMA.has(operation.kind)) return false;
  // Other schemas may need it, and nothing is in its way.
  if (operation.kind === 'create-object' && operation.object === 'extension') return false;
  return !dependsOnWhatIsThere(operation);
}

const WITHOUT_SCHEMA: ReadonlySet<Operation['kind']> = new Set(['other', 'change-rows', 'truncate']);

/** An alteration may repeat what is so already. */
function isKnownBefore({ operation }: OperationStep, index: number, judged: JudgedRevision): boolean {
  if (operation.kind !== 'alter-column') return true;
  const column = stateIn(judged)(operation, index)?.columns.get(operation.column.text);
  if (column === undefined) return false;
  return (
    (operation.type !== undefined && column.type !== undefined) ||
    (operation.nullable !== undefined && column.nullable !== undefined)
  );
}

function dependsOnWhatIsThere(operation: Operation): boolean {
  return (
    ('ifExists' in operation && operation.ifExists !== false) ||
    ('ifNotExists' in operation && operation.ifNotExists !== false) ||
    (operation.kind === 'create-object' && operation.unlessThere === true)
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
