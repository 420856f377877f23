import type { SqlNode, SqlValue } from '../../parsers/parsers.ts';

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

/** A text under this key; `undefined` when there is none. */
export function textIn(parent: SqlNode | undefined, field: string): string | undefined {
  const value = parent?.[field];
  return typeof value === 'string' ? value : undefined;
}

/** A flag under this key. */
export function flagIn(parent: SqlNode | undefined, field: string): boolean {
  return parent?.[field] === true;
}

/** All nodes under that key, wherever they stand: also in each other. The last comes first. */
export function nodesNamed(parent: SqlNode, field: string): readonly SqlNode[] {
  const found: SqlNode[] = [];
  const open: SqlValue[] = [parent];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner !== 'object' || inner === null) continue;
      open.push(inner);
      if (name === field && isNode(inner)) found.push(inner);
    }
  }
  return found;
}

/** The name of a node and what it holds: `{ DropStmt: { ... } }`. */
export function namedNode(node: SqlNode): { readonly name: string; readonly body: SqlNode } {
  const [name = ''] = Object.keys(node);
  return { name, body: nodeIn(node, name) ?? {} };
}

export function isNode(value: SqlValue | undefined): value is SqlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an option says that may be switched off: `ANALYZE off`, `ANALYZE 0`; one without a value is on. */
export function isOff(value: SqlNode | undefined): boolean {
  const number = nodeIn(value, 'Integer');
  if (number !== undefined) return (number['ival'] ?? 0) === 0;
  return ['false', 'off', '0'].includes(stringIn(value)?.toLowerCase() ?? '');
}
