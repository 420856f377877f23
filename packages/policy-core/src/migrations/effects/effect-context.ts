import { tableKey, type Name, type TableName } from '../operations/name.ts';
import type {
  Parent,
  Reference,
  SchemaHistory,
  SchemaMoment,
  TableState,
  ViewState,
} from '../schema/schema-history.ts';

/** The database that a step meets, as far as migrations tell. */
export interface EffectContext {
  readonly schema: SchemaHistory;
  /** Just before the step. */
  readonly moment: SchemaMoment;
  /** Major version of PostgreSQL. */
  readonly pgVersion: number;
  /** Of the session, where the migration sets it. */
  readonly timeZone: string | undefined;
}

export function tableNow({ schema, moment }: EffectContext, table: TableName): TableState | undefined {
  return schema.tableAt(table, moment);
}

/** Its partitions with theirs, as far as they are known. */
export function partitionsOf(context: EffectContext, table: TableName): readonly TableName[] {
  return childrenOf(context, table, ['partition-of']);
}

/** Its partitions, and the tables that inherit from it, with theirs. */
export function childrenOf(
  { schema, moment }: EffectContext,
  table: TableName,
  as: readonly Parent['as'][] = ['partition-of', 'inherits'],
): readonly TableName[] {
  return reached(table, (_key, one) =>
    schema.childrenOf(one, moment).flatMap((child) => (as.includes(child.as) ? [child.table] : [])),
  );
}

/** Tables that a foreign key of this one leads to, with those that nobody knows the name of; not itself. */
export function targetsOf(
  context: EffectContext,
  table: TableName,
  of: (constraint: TableState['constraints'][number]) => boolean = () => true,
): readonly TableName[] {
  const own = tableKey(table);
  return (tableNow(context, table)?.constraints ?? [])
    .filter(of)
    .flatMap(({ definition }) => (definition.kind === 'foreign-key' ? [definition.target.table] : []))
    .filter((target) => tableKey(target) !== own);
}

/** Foreign keys of other tables that lead to this one, as far as they are known. */
export function referencesTo({ schema, moment }: EffectContext, table: TableName): readonly Reference[] {
  return schema.referencesTo(table, moment);
}

/** The tables that have them, with their partitions: each of those has one of its own. */
export function referringTo(
  context: EffectContext,
  table: TableName,
  by: (reference: Reference) => boolean = () => true,
): readonly TableName[] {
  return referencesTo(context, table)
    .filter(by)
    .flatMap(({ from }) => [from, ...partitionsOf(context, from)]);
}

export function viewNow({ schema, moment }: EffectContext, view: TableName): ViewState | undefined {
  const key = tableKey(view);
  return schema.viewsAt(moment).find((state) => tableKey(state.view) === key);
}

/** Views that read this relation, or a view that does. */
export function viewsOver({ schema, moment }: EffectContext, relation: TableName): readonly TableName[] {
  const views = schema.viewsAt(moment);
  return reached(relation, (key) =>
    views.filter(({ reads }) => reads.some((one) => tableKey(one) === key)).map(({ view }) => view),
  );
}

/** What reading these relations reads: themselves, what is below a view, and what is part of a table. */
export function readThrough(context: EffectContext, relations: readonly TableName[]): readonly TableName[] {
  return relations.flatMap((relation) => [
    relation,
    ...reached(relation, (_key, one) => {
      const view = viewNow(context, one);
      // The rows of a materialised view lie in itself.
      if (view !== undefined) return view.isMaterialized ? [] : view.reads;
      return childrenOf(context, one);
    }),
  ]);
}

/** Tables with a column of a type of one's own. */
export function tablesWithType({ schema, moment }: EffectContext, type: Name): readonly TableName[] {
  return schema
    .tablesAt(moment)
    .filter(({ columns }) =>
      [...columns.values()].some((column) => column.type?.isKnown === true && column.type.name === type.text),
    )
    .map(({ table }) => table);
}

/** Everything that one step after the other leads to, each once. */
function reached(
  from: TableName,
  next: (key: string, table: TableName) => readonly TableName[],
): readonly TableName[] {
  const found = new Map<string, TableName>();
  const open = [from];
  for (let table = open.pop(); table !== undefined; table = open.pop()) {
    const key = tableKey(table);
    if (key === undefined) continue;
    for (const one of next(key, table)) {
      const other = tableKey(one);
      if (other === undefined || found.has(other) || other === tableKey(from)) continue;
      found.set(other, one);
      open.push(one);
    }
  }
  return [...found.values()];
}
