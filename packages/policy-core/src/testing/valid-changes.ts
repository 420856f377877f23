import fc from 'fast-check';

import type { ColumnType } from '../migrations/operations/column-type.ts';
import { tableKey, tableText } from '../migrations/operations/name.ts';
import type { Operation } from '../migrations/operations/operation.ts';
import type { TableState } from '../migrations/schema/schema-history.ts';
import { columnNamed, tableNamed, typeNamed } from './sample-schema.ts';
import {
  addColumn,
  addConstraint,
  alterColumn,
  createIndex,
  createTable,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropTable,
  renameColumn,
  renameTable,
} from './schema-changes.ts';
import { historyOf } from './shown-schema.ts';
import { knownName } from '../migrations/operations/name.ts';

/** The tables of a shop, and what an upgrade does to them: nothing that PostgreSQL would refuse. */
export interface ValidUpgrade {
  /** What made the tables. */
  readonly before: readonly Operation[];
  readonly steps: readonly Operation[];
}

const customers = tableNamed('customers');

const SHOP: readonly Operation[] = [
  createTable('customers', [
    columnNamed('id', { primaryKey: true, nullable: false }),
    columnNamed('email', { type: typeNamed('varchar', { size: 80 }), nullable: false }),
    columnNamed('name', { type: typeNamed('text') }),
  ]),
  addConstraint('customers', { kind: 'unique', columns: ['email'] }),
  createTable('orders', [
    columnNamed('id', { primaryKey: true, nullable: false }),
    columnNamed('customer_id', { nullable: false }),
    columnNamed('total', {
      type: typeNamed('numeric', { size: 10, scale: 2 }),
      default: { kind: 'sql', text: '0' },
      nullable: false,
    }),
    columnNamed('note', { type: typeNamed('text') }),
  ]),
  addForeignKey('orders', 'customer_id', 'fk_customer'),
  createIndex('orders', ['customer_id', 'total'], { name: knownName('ix_orders_total') }),
];

/** One to `most` steps. */
export function anyValidUpgrade(most: number): fc.Arbitrary<ValidUpgrade> {
  return fc.array(fc.nat({ max: 0xffff }), { minLength: 1, maxLength: most }).map((choices) => {
    const steps: Operation[] = [];
    for (const [place, choice] of choices.entries()) {
      const tables = tablesAfter([...SHOP, ...steps]);
      const [first, ...others] = choicesIn(tables, `new${place}`);
      const step = [first, ...others][choice % (others.length + 1)];
      steps.push(step === undefined || isRefused(step, tables) ? first : step);
    }
    return { before: SHOP, steps };
  });
}

/** The tables that some operations leave. */
export function tablesAfter(operations: readonly Operation[]): readonly TableState[] {
  return historyOf({ all: operations }).tablesAt({ revision: 'all', step: operations.length });
}

/** A foreign key of another table leads to what is dropped. */
function isRefused(operation: Operation, tables: readonly TableState[]): boolean {
  if (!('table' in operation) || operation.table === undefined) return false;
  const key = tableKey(operation.table);
  const referred = referredColumns(tables, key);
  if (operation.kind === 'drop-table') return referred.length > 0;
  if (operation.kind === 'drop-column') return referred.includes(operation.column.text);
  if (operation.kind !== 'drop-constraint') return false;
  const state = tables.find(({ table }) => tableKey(table) === key);
  const dropped = state?.constraints.find(({ name }) => name === operation.name?.text)?.definition;
  return dropped?.kind !== 'foreign-key' && referred.some((column) => dropped?.columns?.includes(column));
}

function referredColumns(tables: readonly TableState[], key: string | undefined): readonly string[] {
  const definitions = tables.flatMap(({ constraints }) => constraints.map(({ definition }) => definition));
  return definitions.flatMap((one) =>
    one.kind === 'foreign-key' && tableKey(one.target.table) === key ? (one.target.columns ?? []) : [],
  );
}

/** A new table comes first. */
function choicesIn(
  tables: readonly TableState[],
  fresh: string,
): readonly [first: Operation, ...others: Operation[]] {
  const anew = createTable(fresh, [columnNamed('id', { primaryKey: true, nullable: false }), 'size']);
  return [anew, ...tables.flatMap((table) => choicesFor(table, fresh))];
}

function choicesFor(state: TableState, fresh: string): readonly Operation[] {
  const table = tableText(state.table);
  const columns = [...state.columns.values()];
  return [
    renameTable(table, fresh),
    dropTable(table),
    addColumn(table, columnNamed(fresh, { type: typeNamed('text') })),
    addColumn(table, columnNamed(fresh, { default: { kind: 'sql', text: '1' }, nullable: false })),
    ...columns.flatMap(({ name, type, nullable }) => [
      dropColumn(table, name),
      renameColumn(table, name, fresh),
      createIndex(table, [name], { name: knownName(`ix_${fresh}`) }),
      addConstraint(table, { kind: 'unique', columns: [name], name: `uq_${fresh}` }),
      ...alterations(table, { name, type, nullable }),
    ]),
    ...state.constraints.flatMap(({ name }) => (name === undefined ? [] : [dropConstraint(table, name)])),
    ...ownIndexes(state).map((name) => dropIndex(name, table)),
  ];
}

interface Alterable {
  readonly name: string;
  readonly type: ColumnType | undefined;
  readonly nullable: boolean | undefined;
}

function alterations(table: string, { name, type, nullable }: Alterable): readonly Operation[] {
  const isText = type?.isKnown === true && (type.name === 'text' || type.name === 'varchar');
  return [
    ...(nullable === true ? [alterColumn(table, name, { nullable: false })] : []),
    alterColumn(table, name, { default: { kind: 'sql', text: '2' } }),
    alterColumn(table, name, { default: { kind: 'none' } }),
    ...(isText ? [alterColumn(table, name, { type: typeNamed('varchar', { size: 200 }) })] : []),
  ];
}

function ownIndexes({ indexes, constraints }: TableState): readonly string[] {
  const taken = new Set(constraints.map(({ name }) => name));
  return indexes.flatMap(({ name }) => (name === undefined || taken.has(name) ? [] : [name]));
}

function addForeignKey(table: string, column: string, name: string): Operation {
  return {
    kind: 'add-constraint',
    table: tableNamed(table),
    constraint: {
      start: 0,
      end: 0,
      kind: 'foreign-key',
      name: knownName(name),
      columns: [column],
      notValid: false,
      target: { table: customers, columns: ['id'] },
    },
  };
}
