import type { Direction } from '../../operations/direction.ts';
import type { OperationOf } from '../../operations/by-kind.ts';
import type { ColumnType } from '../../operations/column-type.ts';
import { operationTable } from '../../operations/operation-table.ts';
import { asTable, tableKey, type TableName } from '../../operations/name.ts';
import type { Operation, Step } from '../../operations/operation.ts';
import { nameText } from '../../operations/same-names.ts';
import { applyOperation } from '../../schema/apply-operation.ts';
import { endTemporary } from '../../schema/apply-table.ts';
import { newUpgrade, type Fold } from '../../schema/fold.ts';
import type { SchemaBefore } from '../../schema/schema-before.ts';
import { excerptOf, type Named } from '../../schema/schema-excerpt.ts';
import { newSchemaLines, type SchemaLines } from '../../schema/schema-timelines.ts';
import { ON_TRIP, type Supposed } from './on-trip.ts';
import { supposeBefore } from './supposed.ts';
import { applyBeside, type Beside } from './beside-tables.ts';
import { withSymbols } from './symbolic-names.ts';
import { newVersioned, type Versioned } from '../../../model/versioned.ts';

/** A schema that goes up and down again. A step shows from the position behind its index on; the way back follows. */
export interface Trip {
  readonly lines: SchemaLines;
  /** Functions, triggers, grants: whatever the fold of tables does not follow, by a key of kind and name. */
  readonly beside: Versioned<string, Beside | undefined>;
  /** What a step shows to have been there before, though nothing told of it. */
  readonly supposed: Supposed;
  /** Places of steps that drop what is not there, of a table that the trip itself made. */
  readonly refused: Set<number>;
  /** How many changes were made before the first step. */
  readonly seeded: number;
  /** The steps of both directions; that at index i shows from position i + 1 on. */
  readonly steps: readonly Step[];
  /** Each with what its names lead to. */
  readonly operations: readonly (Operation | undefined)[];
  /** The position at the end of the upgrade. */
  readonly top: number;
}

export function tripOf(
  up: readonly Step[],
  down: Direction['steps'],
  before: SchemaBefore | undefined,
): Trip {
  const steps = [...up, ...down];
  const plain = steps.map((step) => (step.kind === 'operation' ? withSymbols(step.operation) : undefined));
  const lines = before === undefined ? newSchemaLines() : excerptOf(before, namedIn(plain));
  const beside: Trip['beside'] = newVersioned(lines.changes);
  const supposed: Supposed = new Map();
  const operations: (Operation | undefined)[] = [];
  const trip = {
    lines,
    beside,
    supposed,
    refused: new Set<number>(),
    seeded: lines.changes.length,
    steps,
    operations,
    top: up.length,
  };
  for (const [revision, first, end] of [
    [ON_TRIP.up, 0, up.length],
    [ON_TRIP.down, up.length, steps.length],
  ] as const) {
    const run = newUpgrade(revision, '');
    for (let index = first; index < end; index += 1) {
      const operation = plain[index];
      if (operation === undefined) {
        operations.push(undefined);
        continue;
      }
      const isCertain = steps[index]?.isCertain === true;
      const fold: Fold = { lines, upgrade: run, at: index + 1, isCertain };
      const meant = supposeBefore(operation, fold, trip);
      operations.push(meant);
      applyOperation(meant, fold);
      applyBeside(meant, fold, trip);
    }
    endTemporary({ lines, upgrade: run, at: end });
  }
  return trip;
}

function namedIn(operations: readonly (Operation | undefined)[]): Named {
  const tables = new Map<string, TableName>();
  const indexes = new Set<string>();
  const types = new Set<string>();
  const routines = new Set<string>();
  const add = (table: TableName | undefined) => {
    const key = table && tableKey(table);
    if (table !== undefined && key !== undefined) tables.set(key, table);
  };
  for (const operation of operations) {
    if (operation === undefined) continue;
    add(operationTable(operation));
    for (const table of namedTables(operation)) add(table);
    if ('object' in operation && operation.object === 'function') routines.add(nameText(operation.name));
    if (operation.kind === 'drop-index') indexes.add(operation.name.text);
    for (const type of namedTypes(operation)) types.add(type);
  }
  return { tables: [...tables.values()], indexes: [...indexes], types: [...types], routines: [...routines] };
}

function namedTables(operation: Operation): readonly TableName[] {
  switch (operation.kind) {
    case 'truncate':
      return operation.tables;
    case 'drop-object':
      return [asTable(operation.name)];
    case 'create-object':
      return operation.on === undefined ? [] : [operation.on];
    case 'other':
      return deedTables(operation);
    default:
      return [];
  }
}

function deedTables({ deed }: OperationOf<'other'>): readonly TableName[] {
  if (deed === undefined) return [];
  if (deed.kind === 'attach-partition' || deed.kind === 'detach-partition')
    return [deed.table, deed.partition];
  return 'table' in deed && deed.table !== undefined ? [deed.table] : [];
}

function namedTypes(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'create-object':
    case 'drop-object':
    case 'rename-object':
      return [nameText(operation.name)];
    case 'create-table':
      return operation.columns.flatMap(({ type }) => typeNames(type));
    case 'add-column':
      return typeNames(operation.column.type);
    case 'alter-column':
      return [...typeNames(operation.type), ...typeNames(operation.existingType)];
    case 'other':
      return deedTypes(operation);
    default:
      return [];
  }
}

function typeNames(type: ColumnType | undefined): readonly string[] {
  return type?.isKnown === true ? [type.name] : [];
}

function deedTypes({ deed }: OperationOf<'other'>): readonly string[] {
  if (deed?.kind === 'add-enum-value' || deed?.kind === 'rename-enum-value') return [nameText(deed.type)];
  return deed?.kind === 'alter-domain' ? [nameText(deed.domain)] : [];
}
