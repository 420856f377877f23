import { judgedRevisions } from '../../history/judged-revisions.ts';
import { changedThing } from '../../migrations/changed-thing.ts';
import { losingSteps, madeBy } from '../../migrations/direction-effects.ts';
import { isHandedOver } from '../../migrations/handed-table.ts';
import { isOfTableMadeUnread } from '../../migrations/made-unread.ts';
import { tableKey } from '../../migrations/name.ts';
import type { Operation, Step } from '../../migrations/operation.ts';
import type { StatementFile } from '../../migrations/read-statements.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const downgradeLosesData = defineRule({
  id: 'migrations/downgrade-loses-data',
  summary: 'A downgrade takes away only what the upgrade brought.',
  defaultSeverity: 'info',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    lost: 'This downgrade loses {what}, which the upgrade did not make. Look whether it is meant.',
  },

  *check({ migrations }) {
    for (const { text, revision, span } of judgedRevisions(migrations)) {
      const { upgrade, downgrade } = revision;
      // What nobody can read may have made anything.
      if (upgrade.steps.some(({ kind }) => kind === 'unclear')) continue;
      const made = madeBy(upgrade);
      const columns = new Set(upgrade.steps.flatMap(addedColumn));
      const open = openKinds({ text, steps: upgrade.steps });
      const read = { text, steps: downgrade.steps };
      const losing = losingSteps(downgrade, made);
      for (const step of losing.filter(({ operation }) => !isOfTableMadeUnread(operation, read))) {
        if (isUnsure(step.operation) || open.has(step.operation.kind)) continue;
        if (isAdded(step.operation, columns) || isFilledBy(upgrade.steps, step.operation)) continue;
        if (isOfHandedTable(step.operation, { text, steps: upgrade.steps })) continue;
        if (isOfExtension(step.operation, upgrade.steps)) continue;
        yield {
          kind: 'violation',
          messageId: 'lost',
          data: { what: changedThing(step.operation) },
          at: span(step),
        };
      }
    }
  },
});

/** Kinds of drops that may be of what the upgrade made under a name that is not read. */
function openKinds({ text, steps }: StatementFile): ReadonlySet<Operation['kind']> {
  const isOpen = (step: Step) => makesUnknownColumn(step) || GEOMETRY.test(text.slice(step.start, step.end));
  return new Set([
    ...(steps.some(isOpen) ? (['drop-column'] as const) : []),
    ...(steps.some(makesUnknownTable) ? (['drop-table'] as const) : []),
  ]);
}

/** A function of PostGIS that adds a column. */
const GEOMETRY = /\bAddGeometryColumn\b/i;

/** `orders.note` of whatever schema: the search path may lead to the same table. */
function addedColumn(step: Step): readonly string[] {
  if (step.kind !== 'operation' || step.operation.kind !== 'add-column') return [];
  const { table, column } = step.operation;
  return [`${table.text}.${column.name.text}`];
}

function isAdded(operation: Operation, columns: ReadonlySet<string>): boolean {
  return (
    operation.kind === 'drop-column' &&
    operation.table.schema === undefined &&
    columns.has(`${operation.table.text}.${operation.column.text}`)
  );
}

/** The upgrade puts rows into what the downgrade empties: they may be all that is in it. */
function isFilledBy(steps: readonly Step[], operation: Operation): boolean {
  if (operation.kind !== 'truncate') return false;
  const filled = new Set(
    steps.flatMap((step) =>
      step.kind === 'operation' && step.operation.kind === 'change-rows' && FILLS.has(step.operation.verb)
        ? [tableKey(step.operation.table)]
        : [],
    ),
  );
  return operation.tables.every((table) => filled.has(tableKey(table)));
}

const FILLS: ReadonlySet<string> = new Set(['insert', 'copy', 'merge']);

function isOfHandedTable(operation: Operation, upgrade: Parameters<typeof isHandedOver>[1]): boolean {
  return operation.kind === 'drop-table' && isHandedOver(operation.table, upgrade);
}

/** `postgis_topology` makes the schema `topology`, and leaves it when it goes. */
function isOfExtension(operation: Operation, steps: readonly Step[]): boolean {
  if (operation.kind !== 'drop-object' || operation.object !== 'schema') return false;
  return steps.some(
    (step) =>
      step.kind === 'operation' &&
      step.operation.kind === 'create-object' &&
      step.operation.object === 'extension' &&
      step.operation.name.text.split('_').includes(operation.name.text),
  );
}

/** `op.add_column("orders", id_column())` */
function makesUnknownColumn(step: Step): boolean {
  return (
    step.kind === 'operation' &&
    step.operation.kind === 'add-column' &&
    !(step.operation.column.name.isKnown && step.operation.table.isKnown)
  );
}

/** `op.create_table(*arguments)` */
function makesUnknownTable(step: Step): boolean {
  return step.kind === 'operation' && step.operation.kind === 'create-table' && !step.operation.table.isKnown;
}

/** Rows may be the upgrade's own, and what is not known is not accused. */
function isUnsure(operation: Operation): boolean {
  switch (operation.kind) {
    case 'change-rows':
      return true;
    case 'drop-table':
      return !operation.table.isKnown;
    case 'drop-column':
      return !operation.table.isKnown || !operation.column.isKnown;
    case 'truncate':
      return operation.tables.some(({ isKnown }) => !isKnown);
    case 'drop-object':
      return !operation.name.isKnown;
    default:
      return false;
  }
}
