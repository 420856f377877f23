import type { TableName } from '../migrations/name.ts';
import type { PythonNode } from '../parsers/parsers.ts';
import { childIn, identifierName, lastName } from '../python/nodes.ts';
import { alternatives, newBudget, type PythonValue } from '../python/values.ts';
import type { ClassDefinition } from './definitions.ts';
import { nameGiven, tableGiven } from './receivers.ts';
import type { Walking } from './walking.ts';

const TABLE_CALLS = new Set(['Table', 'table']);

/** The table that an object of SQLAlchemy stands for; `undefined` for any other object. */
export function tableBehind(walking: Walking, { node, scope }: PythonValue): TableName | undefined {
  const { file, definitions } = walking;
  switch (node.type) {
    case 'string':
    case 'concatenated_string':
      return { ...nameGiven(file, { node, scope }), schema: undefined };
    case 'call':
      return TABLE_CALLS.has(lastName(file, childIn(node, 'function')) ?? '')
        ? tableGiven(file, { node, scope })
        : undefined;
    case 'identifier': {
      const definition = definitions.classes.get(identifierName(file, node) ?? '');
      return definition && tableOfClass(walking, definition);
    }
    case 'attribute':
      return tableOfAttribute(walking, { node, scope });
    case 'subscript':
      return tableOfMetadata(walking, { node, scope });
    default:
      return undefined;
  }
}

/** `User.__table__` */
function tableOfAttribute(walking: Walking, { node, scope }: PythonValue): TableName | undefined {
  const object = childIn(node, 'object');
  if (object === undefined || lastName(walking.file, node) !== '__table__') return undefined;
  const [model] = alternatives(walking.file, { node: object, scope }, newBudget());
  return model && tableBehind(walking, model);
}

/** `metadata.tables["users"]` */
function tableOfMetadata({ file }: Walking, { node, scope }: PythonValue): TableName | undefined {
  const [container, key] = [childIn(node, 'value'), childIn(node, 'subscript')];
  if (container?.type !== 'attribute' || lastName(file, container) !== 'tables') return undefined;
  if (key === undefined) return undefined;
  const { text, isKnown } = nameGiven(file, { node: key, scope });
  // SQLAlchemy's keys are `schema.table`.
  const [schema, table] = text.split('.', 2);
  return table === undefined ? { text, isKnown, schema: undefined } : { text: table, isKnown, schema };
}

/** A model that the migration defines for itself names its table. */
function tableOfClass({ file }: Walking, { node }: ClassDefinition): TableName | undefined {
  for (const statement of childIn(node, 'body')?.children ?? []) {
    const assignment: PythonNode | undefined = statement.children[0];
    if (assignment?.type !== 'assignment') continue;
    const value = childIn(assignment, 'right');
    if (identifierName(file, childIn(assignment, 'left')) !== '__tablename__' || value === undefined)
      continue;
    return { ...nameGiven(file, { node: value, scope: file.scopes.module }), schema: undefined };
  }
  return undefined;
}
