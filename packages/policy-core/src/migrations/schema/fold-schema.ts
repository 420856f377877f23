import { tableKey, type Name, type TableName } from '../operations/name.ts';
import { childrenAt, referencesAt } from './relatives.ts';
import type { SchemaHistory, SchemaMoment, TableState } from './schema-history.ts';
import { ownerAt } from './schema-timelines.ts';
import { schemaReader, type KnownLogs, type ReadSchema, type SchemaReader } from './schema-reader.ts';
import type { Upgrade } from './schema-log.ts';
import type { Parts, TableTimeline } from './table-timeline.ts';
import { stateAt } from './table-state.ts';
import { allAt, heldAt } from '../../model/versioned.ts';

/** One after the other, on a database that may hold anything before. */
export function foldUpgrades(upgrades: readonly Upgrade[], tapes: KnownLogs = { logs: [] }): SchemaHistory {
  const places = new Map(upgrades.map(({ revision }, place) => [revision, place]));
  const at = (place: number) => upgrades[place] ?? { revision: '', steps: [] };
  return historyOf(schemaReader({ placeOf: (revision) => places.get(revision), at }, tapes));
}

/** Answers out of what was folded. */
export function historyOf(read: SchemaReader): SchemaHistory {
  const stateOf = (moment: SchemaMoment, find: Find) => {
    const schema = read(moment);
    return schema && stateIn(schema, { find, again: () => read(moment) });
  };
  function* tablesOf(moment: SchemaMoment): Generator<TableState> {
    for (const key of read(moment)?.lines.tables.newest.keys() ?? []) {
      const table = stateOf(moment, (schema) => lineOfKey(schema, key));
      if (table !== undefined) yield table;
    }
  }
  return {
    tableAt: (table, moment) => stateOf(moment, (schema) => lineAt(schema, table)),
    columnAt: (table, column, moment) => {
      const schema = read(moment);
      return schema && partAt(schema, lineAt(schema, table)?.columns, column);
    },
    constraintAt: (table, name, moment) => {
      const schema = read(moment);
      return schema && partAt(schema, lineAt(schema, table)?.constraints, name);
    },
    tablesAt: (moment) => [...tablesOf(moment)],
    hasTables: (moment) => tablesOf(moment).next().done !== true,
    childrenOf: (table, moment) => {
      const schema = read(moment);
      return schema === undefined ? [] : childrenAt(schema, table);
    },
    referencesTo: (table, moment) => {
      const schema = read(moment);
      return schema === undefined ? [] : referencesAt(schema, table);
    },
    viewsAt: (moment) => {
      const schema = read(moment);
      return schema === undefined ? [] : allAt(schema.lines.views, schema.position);
    },
    domainAt: (name, moment) => {
      const schema = read(moment);
      return schema && heldAt(schema.lines.domains, name, schema.position);
    },
    enumAt: (name, moment) => {
      const schema = read(moment);
      return schema && heldAt(schema.lines.enums, name, schema.position);
    },
    routineAt: (name, moment) => {
      const schema = read(moment);
      return schema && heldAt(schema.lines.routines, name, schema.position);
    },
    tableOfIndex: (name, moment) => stateOf(moment, ({ lines, position }) => ownerAt(lines, name, position)),
  };
}

type Find = (schema: ReadSchema) => TableTimeline | undefined;

function stateIn(
  schema: ReadSchema,
  { find, again }: { readonly find: Find; readonly again: () => ReadSchema | undefined },
): TableState | undefined {
  const line = find(schema);
  const columns = () => {
    const now = again();
    return now && find(now)?.columns;
  };
  return line && stateAt({ ...schema, line, columns });
}

function partAt<State>(
  { position }: ReadSchema,
  parts: Parts<State> | undefined,
  { text, isKnown }: Name,
): State | undefined {
  return parts === undefined || !isKnown ? undefined : heldAt(parts, text, position);
}

function lineAt(schema: ReadSchema, table: TableName): TableTimeline | undefined {
  const key = tableKey(table);
  return key === undefined ? undefined : lineOfKey(schema, key);
}

function lineOfKey({ lines, position }: ReadSchema, key: string): TableTimeline | undefined {
  return heldAt(lines.tables, key, position);
}
