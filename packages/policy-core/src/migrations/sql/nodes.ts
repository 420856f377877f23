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
  if (!Array.isArray(value)) return [];
  return value.every(isNode) ? value : value.filter(isNode);
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
  walkDown(parent, (name, inner) => {
    if (name === field && isNode(inner)) found.push(inner);
    return inner;
  });
  return found;
}

/** A node, or a list. */
type SqlTree = SqlNode | readonly SqlValue[];

/**
 * Visits all nodes and lists below a node, each with its key, from the last to the first; but those that stand beside
 * each other in the order of the text. What `visit` gives is gone on with.
 */
export function walkDown(root: SqlNode, visit: (name: string, inner: SqlTree) => SqlTree | undefined): void {
  // No recursion: a chain of operators is as deep as it is long.
  const open: SqlTree[] = [root];
  for (let tree = open.pop(); tree !== undefined; tree = open.pop()) {
    if (isNode(tree)) {
      // No list of the keys is made: this runs for all that is read.
      for (const name in tree) {
        const inner = tree[name];
        const next = isTree(inner) ? visit(name, inner) : undefined;
        if (next !== undefined) open.push(next);
      }
    } else for (const item of tree) if (isTree(item)) open.push(item);
  }
}

function isTree(value: SqlValue | undefined): value is SqlTree {
  return typeof value === 'object' && value !== null;
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
