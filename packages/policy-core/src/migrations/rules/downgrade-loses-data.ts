import { judgedRevisions, type JudgedRevision } from '../analysis/judged-revisions.ts';
import { isUnread } from '../analysis/unclear-steps.ts';
import { addedElsewhere } from '../analysis/added-elsewhere.ts';
import { changedThing } from '../operations/changed-thing.ts';
import { losingSteps, madeBy } from '../analysis/direction-effects.ts';
import { isHandedOver } from '../operations/handed-table.ts';
import { isOfTableCreatedByUnparsedSql } from '../operations/created-by-unparsed-sql.ts';
import { renamedOrDroppedBefore } from '../analysis/table-renamed-or-dropped-before.ts';
import { tableKey } from '../operations/name.ts';
import type { Operation, OperationStep, Step } from '../operations/operation.ts';
import type { StatementFile } from '../analysis/read-statements.ts';
import { formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const downgradeLosesData = defineRule({
  id: 'migrations/downgrade-loses-data',
  summary: 'Remove only what the upgrade added in its downgrade.',
  defaultSeverity: 'info',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    refused: 'This cannot drop {what}: revision {revision} {takes}. Name the table as it is called by then.',
    mistaken:
      'This downgrade drops {what}, which no revision creates. Drop the column from {table}, where the upgrade adds it.',
    lost: 'This downgrade loses {what}, which the upgrade did not create. Check whether you mean it.',
  },

  *check(_get, migration) {
    for (const judged of judgedRevisions(migration)) {
      const { text, revision, span } = judged;
      const { upgrade, downgrade } = revision;
      // What nobody can read may have made anything.
      if (upgrade.steps.some(isUnread)) continue;
      const made = madeBy(upgrade);
      const columns = new Set(upgrade.steps.flatMap(addedColumn));
      const open = openKinds({ text, steps: upgrade.steps });
      const read = { text, steps: downgrade.steps };
      const losing = losingSteps(downgrade, made);
      for (const step of losing.filter(({ operation }) => !isOfTableCreatedByUnparsedSql(operation, read))) {
        if (isUnsure(step.operation) || open.has(step.operation.kind)) continue;
        if (isAdded(step.operation, columns) || isFilledBy(upgrade.steps, step.operation)) continue;
        if (comesAlong(step.operation, { text, steps: upgrade.steps })) continue;
        const found = tellingOf(judged, step);
        if (found !== undefined) yield { kind: 'violation', ...found, at: span(step) };
      }
    }
  },
});

type Mistake =
  | { readonly messageId: 'refused'; readonly revision: string; readonly takes: string }
  | { readonly messageId: 'mistaken'; readonly table: string };

interface Telling {
  readonly messageId: 'lost' | Mistake['messageId'];
  readonly data: Readonly<Record<string, string>>;
}

/** `undefined`: it finds nothing to drop, and nothing is lost. */
function tellingOf(judged: JudgedRevision, { operation, isCertain }: OperationStep): Telling | undefined {
  const what = changedThing(operation);
  const mistake = mistakeIn(judged, operation);
  if (mistake === undefined) return { messageId: 'lost', data: { what } };
  const { messageId, ...data } = mistake;
  return isCertain && !asksFirst(operation) ? { messageId, data: { what, ...data } } : undefined;
}

/** The drop is of something that is not there: nothing is lost then. */
function mistakeIn(judged: JudgedRevision, operation: Operation): Mistake | undefined {
  if (operation.kind !== 'drop-column' && operation.kind !== 'drop-table') return undefined;
  const gone = renamedOrDroppedBefore(judged, operation.table);
  if (gone !== undefined) {
    const takes = gone.to === undefined ? 'drops the table' : `renames the table to ${gone.to}`;
    return { messageId: 'refused', revision: gone.revision, takes };
  }
  const other = operation.kind === 'drop-column' ? addedElsewhere(judged, operation) : undefined;
  return other && { messageId: 'mistaken', table: formatTable(other) };
}

/** IF EXISTS finds nothing then, and nothing is lost. */
function asksFirst(operation: Operation): boolean {
  return 'ifExists' in operation && operation.ifExists !== false;
}

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

/** With what the upgrade hands its table to, or with an extension. */
function comesAlong(operation: Operation, upgrade: StatementFile): boolean {
  if (operation.kind === 'drop-table') return isHandedOver(operation.table, upgrade);
  return isOfExtension(operation, upgrade.steps);
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
