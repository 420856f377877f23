import { knownName, type Name } from '../operations/name.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { nodeIn, textIn } from './nodes.ts';
import { objectOfTree } from './object-of-tree.ts';
import { placed, type PlacedOperation } from './placed-operation.ts';
import type { StatementText } from './script-parts.ts';
import { nameParts, objectName, relationName, tableName } from './table-name.ts';

/** ALTER ... RENAME; nothing for a rename that stays inside its type or domain. */
export function renameStatement(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const table = tableName(nodeIn(node, 'relation'));
  const to = knownName(textIn(node, 'newname') ?? '');
  switch (node['renameType']) {
    case 'OBJECT_TABLE':
      return [placed(statement, { kind: 'rename-table', table, to })];
    case 'OBJECT_COLUMN': {
      const column = knownName(textIn(node, 'subname') ?? '');
      return [placed(statement, { kind: 'rename-column', table, column, to })];
    }
    case 'OBJECT_TABCONSTRAINT': {
      const name = knownName(textIn(node, 'subname') ?? '');
      return [placed(statement, { kind: 'rename-constraint', table, name, to })];
    }
    case 'OBJECT_ATTRIBUTE':
    case 'OBJECT_DOMCONSTRAINT':
      return [];
    default: {
      const object = objectOfTree(node['renameType']);
      const on = ON_TABLE.has(object) ? { on: table } : {};
      return [placed(statement, { kind: 'rename-object', object, name: renamed(node), to, ...on })];
    }
  }
}

const ON_TABLE: ReadonlySet<string> = new Set(['trigger', 'policy', 'rule']);

/** SET SCHEMA, which matters of tables, views and types only. */
export function setSchema(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const schema = knownName(textIn(node, 'newschema') ?? '');
  if (node['objectType'] === 'OBJECT_TABLE') {
    const table = tableName(nodeIn(node, 'relation'));
    return [placed(statement, { kind: 'set-table-schema', table, schema })];
  }
  const object = objectOfTree(node['objectType']);
  if (object !== 'view' && object !== 'materialized-view' && object !== 'type' && object !== 'domain')
    return [];
  const what = `ALTER ${object.toUpperCase().replace('-', ' ')}`;
  const deed = { kind: 'set-object-schema', object, name: renamed(node), schema } as const;
  return [placed(statement, { kind: 'other', what, deed })];
}

/** Triggers and policies stand beside their table; databases and schemas have no schema. */
function renamed(node: SqlNode): Name {
  const own = textIn(node, 'subname');
  if (own !== undefined) return knownName(own);
  const relation = nodeIn(node, 'relation');
  return relation === undefined ? objectName(nameParts(nodeIn(node, 'object'))) : relationName(relation);
}
