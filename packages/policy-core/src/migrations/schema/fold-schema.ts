import { memoizeByObject } from '../../model/memoize.ts';
import { tableKey, type Name, type TableName } from '../operations/name.ts';
import { childrenAt, referencesAt } from './relatives.ts';
import type { SchemaHistory, SchemaMoment, TableState } from './schema-history.ts';
import { ownerAt } from './schema-timelines.ts';
import { schemaReader, type KnownLogs, type ReadSchema, type SchemaReader } from './schema-reader.ts';
import type { Upgrade } from './schema-log.ts';
import type { Parts, TableTimeline } from './table-timeline.ts';
import { stateAt } from './table-state.ts';
import { allAt, heldAt } from '../../model/versioned.ts';
import type { RevisionReading } from '../alembic/revision-reading.ts';

/** Revisions in the order in which they are run. */
interface OrderedRevisions {
  /** Ids. */
  readonly order: readonly string[];
  readonly revisions: ReadonlyMap<string, { readonly path: string }>;
}

interface ReadFile {
  readonly text: string;
  readonly reading: RevisionReading;
}

/**
 * Takes the upgrades in the order of the graph; files that cannot be read change nothing.
 *
 * @param tapes of histories before this one, which share most of its upgrades
 */
export function foldSchema(
  graph: OrderedRevisions,
  files: ReadonlyMap<string, ReadFile>,
  tapes: KnownLogs = { logs: [] },
): SchemaHistory {
  const at = (place: number): Upgrade => {
    const revision = graph.order[place] ?? '';
    const path = graph.revisions.get(revision)?.path;
    const file = path === undefined ? undefined : files.get(path);
    if (file?.reading.kind !== 'revision') return { revision, steps: NO_STEPS };
    return { revision, steps: file.reading.upgrade.steps, text: file.text };
  };
  return historyOf(schemaReader({ placeOf: (revision) => placesIn(graph).get(revision), at }, tapes));
}

const NO_STEPS: Upgrade['steps'] = [];

const placesIn = memoizeByObject(
  ({ order }: OrderedRevisions) => new Map(order.map((revision, place) => [revision, place])),
);

/** One after the other, on a database that may hold anything before. */
export function foldUpgrades(upgrades: readonly Upgrade[], tapes: KnownLogs = { logs: [] }): SchemaHistory {
  const places = new Map(upgrades.map(({ revision }, place) => [revision, place]));
  const at = (place: number) => upgrades[place] ?? { revision: '', steps: NO_STEPS };
  return historyOf(schemaReader({ placeOf: (revision) => places.get(revision), at }, tapes));
}

function historyOf(read: SchemaReader): SchemaHistory {
  const stateOf = (moment: SchemaMoment, find: Find) => {
    const schema = read(moment);
    return schema && stateIn(schema, { find, again: () => read(moment) });
  };
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
    tablesAt: (moment) =>
      [...(read(moment)?.lines.tables.newest.keys() ?? [])].flatMap(
        (key) => stateOf(moment, (schema) => lineOfKey(schema, key)) ?? [],
      ),
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
