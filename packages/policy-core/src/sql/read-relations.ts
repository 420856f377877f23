import type { TableName } from '../migrations/name.ts';
import type { SqlNode, SqlValue } from '../parsers/parsers.ts';
import { isNode, listIn, nodeIn, textIn } from './nodes.ts';
import { tableName } from './table-name.ts';

/**
 * The tables and views that a query reads, each once, in the order of the text; names that its WITH gives are
 * none of them, nor is the relation that it changes.
 */
export function relationsRead(query: SqlNode | undefined): readonly TableName[] {
  const found = new Map<string, TableName>();
  // What a statement changes itself is not read; what one in its WITH changes gives it rows.
  if (query !== undefined) collect({ ...query, relation: undefined }, new Set(), found);
  return [...found.values()];
}

/** `own`: names of the queries in the WITHs around. */
function collect(node: SqlNode, own: ReadonlySet<string>, found: Map<string, TableName>): void {
  const names = withOwn(node, own);
  for (const [field, value] of Object.entries(node)) {
    if ((field === 'RangeVar' || field === 'relation') && isNode(value)) note(value, names, found);
    else if (!TARGETS.has(field)) each(value, (inner) => collect(inner, names, found));
  }
}

/** What SELECT INTO makes, and the aliases of FOR UPDATE. */
const TARGETS: ReadonlySet<string> = new Set(['rel', 'lockingClause']);

function withOwn(node: SqlNode, own: ReadonlySet<string>): ReadonlySet<string> {
  const queries = listIn(nodeIn(node, 'withClause'), 'ctes');
  if (queries.length === 0) return own;
  const names = queries.map((item) => textIn(nodeIn(item, 'CommonTableExpr'), 'ctename') ?? '');
  return new Set([...own, ...names]);
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
