import type { SqlNode, SqlValue } from '../parsers/parsers.ts';

/** Ways into PostgreSQL's parse trees, whose fields are absent when they hold a default. */

/** The node under this key, `undefined` when there is none. */
export function nodeIn(parent: SqlNode | undefined, field: string): SqlNode | undefined {
  const value = parent?.[field];
  return isNode(value) ? value : undefined;
}

/** The nodes of a list; empty when there is no such list. */
export function listIn(parent: SqlNode | undefined, field: string): readonly SqlNode[] {
  const value = parent?.[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The text of a `{ String: { sval } }` node. */
export function stringIn(node: SqlNode | undefined): string | undefined {
  const value = nodeIn(node, 'String')?.['sval'];
  return typeof value === 'string' ? value : undefined;
}

function isNode(value: SqlValue | undefined): value is SqlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
