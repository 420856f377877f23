import type { RevisionReading } from '../../migrations/alembic/revision-reading.ts';
import type { AuditDifference } from '../../database/database-audit.ts';
import { fileOfRevision, type RevisionHistory } from '../../migrations/history/revision-history.ts';
import { operationTable } from '../../migrations/operations/operation-table.ts';
import { tableKey, type Name, type TableName } from '../../migrations/operations/name.ts';
import type { Operation, Step } from '../../migrations/operations/operation.ts';
import { renamedTable } from '../../migrations/operations/same-names.ts';
import type { UtilityStatement } from '../../migrations/operations/utility-statement.ts';

/** What revisions change, as far as their text tells. */
export interface TouchedNames {
  /** Tables, and whatever else is made, dropped or renamed. */
  readonly names: ReadonlySet<string>;
  /** `false`: they may change more than that. */
  readonly isWhole: boolean;
}

export function touchedBy(
  history: Pick<RevisionHistory, 'graph' | 'files'>,
  revisions: readonly string[],
): TouchedNames {
  const all = revisions.flatMap((id) => touchedIn(fileOfRevision(history, id)?.reading));
  const names = all.filter((name) => name !== undefined);
  return { names: new Set(names), isWhole: names.length === all.length };
}

/** `undefined` for whatever the text does not tell. */
function touchedIn(reading: RevisionReading | undefined): readonly (string | undefined)[] {
  if (reading?.kind !== 'revision') return [undefined];
  return reading.upgrade.steps.flatMap((step) => (isUnclear(step) ? [undefined] : namesIn(step)));
}

/** The differences that no revision among these can have made. */
export function unexplained(
  differences: readonly AuditDifference[],
  { names }: TouchedNames,
): readonly AuditDifference[] {
  return differences.filter(
    ({ on, name, only_in: onlyIn, kind }) =>
      !names.has(kind === 'function' ? withoutArguments(name) : name) &&
      !(on !== null && names.has(on)) &&
      !(onlyIn === 'development' && comesAlong(kind)),
  );
}

/** Functions of one name are told apart by their arguments, and revisions that touch one of them name no other. */
function withoutArguments(name: string): string {
  return keyOf(name.replace(/\([\s\S]*$/, ''));
}

/** `public.f` and `f` are the same. */
function keyOf(name: string): string {
  return name.replace(/^public\./, '');
}

/** A sequence comes with its column, an enum with its type. */
function comesAlong(kind: AuditDifference['kind']): boolean {
  return kind === 'sequence' || kind === 'enum';
}

function isUnclear(step: Step): boolean {
  return step.kind === 'unclear' || step.operation.kind === 'create-all';
}

function namesIn(step: Step): readonly (string | undefined)[] {
  if (step.kind === 'unclear') return [];
  const { operation } = step;
  if (operation.kind === 'other') return operation.deed === undefined ? [] : namesInDeed(operation.deed);
  return [...tablesIn(operation).map(tableKey), ...ownNames(operation).map(textOf)];
}

/** Of what leaves columns and constraints alone, and yet a database shows it: row security, values of an enum. */
function namesInDeed(deed: UtilityStatement): readonly (string | undefined)[] {
  switch (deed.kind) {
    case 'set-object-schema':
      return [deed.name, inSchema(deed.name, deed.schema)].map(textOf);
    case 'attach-partition':
    case 'detach-partition':
      return [deed.table, deed.partition].map(tableKey);
    case 'add-enum-value':
    case 'rename-enum-value':
      return [textOf(deed.type)];
    case 'alter-domain':
      return [textOf(deed.domain)];
    default:
      return OF_TABLES.has(deed.kind) && 'table' in deed ? [deed.table && tableKey(deed.table)] : [];
  }
}

const OF_TABLES: ReadonlySet<UtilityStatement['kind']> = new Set([
  'set-table-option',
  'set-column-option',
  'alter-constraint',
  'add-not-null-not-valid',
]);

function inSchema({ text, isKnown }: Name, schema: Name): Name {
  const bare = text.slice(text.lastIndexOf('.') + 1);
  return { text: `${schema.text}.${bare}`, isKnown: isKnown && schema.isKnown };
}

function tablesIn(operation: Operation): readonly TableName[] {
  const table = operationTable(operation);
  const on = 'on' in operation ? operation.on : undefined;
  const moved = operation.kind === 'set-table-schema' ? renamedTable(operation) : undefined;
  return [table, on, moved].filter((one) => one !== undefined);
}

function ownNames(operation: Operation): readonly Name[] {
  const own = 'name' in operation ? operation.name : undefined;
  const to = 'to' in operation ? operation.to : undefined;
  return [own, to].filter((name) => name !== undefined);
}

function textOf({ text, isKnown }: Name): string | undefined {
  return isKnown ? keyOf(text) : undefined;
}
