import type { Operation, OperationStep, UnclearStep } from '../migrations/operations/operation.ts';
import { tableText } from '../migrations/operations/name.ts';
import { foldUpgrades } from '../migrations/schema/fold-schema.ts';
import type { SchemaHistory, SchemaMoment, TableState } from '../migrations/schema/schema-history.ts';
import { directionOf } from './sample-schema.ts';

type SampleStep = Operation | OperationStep | UnclearStep;

/** Upgrades by the id of their revision, one after the other. */
export function historyOf(upgrades: Readonly<Record<string, readonly SampleStep[]>>): SchemaHistory {
  return foldUpgrades(
    Object.entries(upgrades).map(([revision, steps]) => ({ revision, steps: directionOf(steps).steps })),
  );
}

/** All tables after steps of one revision, `a1`. */
export function after(...steps: readonly SampleStep[]): readonly (readonly string[])[] {
  return shownTables(historyOf({ a1: steps }), { revision: 'a1', step: steps.length });
}

/** A table in few words: `?` behind the name where it is not whole, and where a type or NULL is not known. */
export function shownTable(state: TableState | undefined): readonly string[] {
  if (state === undefined) return [];
  const made = state.createdIn === undefined ? 'before' : `in ${state.createdIn}`;
  return [
    `${tableText(state.table)}${state.isWhole ? '' : '?'} made ${made}`,
    ...[...state.columns.values()].map(({ name, type, nullable, default: value }) => {
      const written = type === undefined ? '?' : type.written;
      const null_ = nullable === undefined ? ' ?' : nullable ? '' : ' not null';
      const default_ = value === undefined || value.kind === 'none' ? '' : ` default ${value.kind}`;
      return `${name} ${written}${null_}${default_}`;
    }),
    ...state.constraints.map(
      ({ name, definition, isValidated }) =>
        `${definition.kind} ${name ?? '?'} on ${definition.columns?.join() ?? '?'}${isValidated ? '' : ' not valid'}`,
    ),
    ...state.indexes.map(
      ({ name, columns, unique, isPartial }) =>
        `${isPartial ? 'partial ' : ''}${unique ? 'unique ' : ''}index ${name ?? '?'} on ${columns?.join() ?? '?'}`,
    ),
  ];
}

/** All tables at a moment, sorted by name. */
export function shownTables(history: SchemaHistory, moment: SchemaMoment): readonly (readonly string[])[] {
  const tables = history.tablesAt(moment).map(shownTable);
  return tables.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
}
