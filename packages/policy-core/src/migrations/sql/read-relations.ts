import type { TableName } from '../operations/name.ts';
import type { SqlNode, SqlValue } from '../../parsers/parsers.ts';
import { flagIn, isNode, listIn, nodeIn, textIn } from './nodes.ts';
import { tableName } from './table-name.ts';

/**
 * The tables and views that a query reads, each once, in the order of the text; names that its WITH gives are
 * none of them, nor is the relation that it changes.
 *
 * @param own names of the queries in the WITHs around it
 */
export function relationsRead(
  query: SqlNode | undefined,
  own: ReadonlySet<string> = new Set(),
): readonly TableName[] {
  const found = new Map<string, TableName>();
  // What a statement changes itself is not read; what one in its WITH changes gives it rows.
  if (query !== undefined) collect({ ...query, relation: undefined }, own, found);
  return [...found.values()];
}

interface WithQueries {
  /** What stands under `CommonTableExpr`, with the names that hold in it. */
  readonly queries: readonly { readonly query: SqlNode; readonly own: ReadonlySet<string> }[];
  /** The names that hold in what stands behind the WITH. */
  readonly names: ReadonlySet<string>;
}

/** The WITH of a statement. Each of its queries knows those before it; with RECURSIVE it knows all, and itself. */
export function withQueries(node: SqlNode, own: ReadonlySet<string>): WithQueries {
  const clause = nodeIn(node, 'withClause');
  if (clause === undefined) return { queries: [], names: own };
  const all = listIn(clause, 'ctes').map((item) => nodeIn(item, 'CommonTableExpr') ?? {});
  const names = new Set([...own, ...all.map(nameOf)]);
  if (flagIn(clause, 'recursive')) return { queries: all.map((query) => ({ query, own: names })), names };
  const before = new Set(own);
  const queries = all.map((query) => {
    const known = new Set(before);
    before.add(nameOf(query));
    return { query, own: known };
  });
  return { queries, names };
}

/** `own`: names of the queries in the WITHs around. */
function collect(node: SqlNode, own: ReadonlySet<string>, found: Map<string, TableName>): void {
  const { queries, names } = withQueries(node, own);
  const inside = (inner: SqlNode): void => collect(inner, names, found);
  for (const field in node) {
    const value = node[field];
    if (field === 'withClause') for (const one of queries) collect(one.query, one.own, found);
    else if (isNode(value) && isRelation(field, value)) note(value, names, found);
    else if (!TARGETS.has(field)) each(value, inside);
  }
}

/** TABLESAMPLE has a `RangeVar` under its `relation`. */
function isRelation(field: string, node: SqlNode): boolean {
  return field === 'RangeVar' || (field === 'relation' && nodeIn(node, 'RangeVar') === undefined);
}

/** What SELECT INTO makes, and the aliases of FOR UPDATE. */
const TARGETS: ReadonlySet<string> = new Set(['rel', 'lockingClause']);

function nameOf(query: SqlNode): string {
  return textIn(query, 'ctename') ?? '';
}

function note(node: SqlNode, own: ReadonlySet<string>, found: Map<string, TableName>): void {
  const table = tableName(node);
  if (table.schema === undefined && own.has(table.text)) return;
  const key = JSON.stringify([table.schema, table.text]);
  if (!found.has(key)) found.set(key, table);
}

function each(value: SqlValue | undefined, visit: (node: SqlNode) => void): void {
  if (Array.isArray(value)) for (const item of value) each(item, visit);
  else if (isNode(value)) visit(value);
}
