import type { TableName } from '../operations/name.ts';
import type { PythonNode } from '../../parsers/parsers.ts';
import { childIn, identifierName, lastName, nameOf } from '../../parsers/python/nodes.ts';
import { alternatives, newBudget, type PythonValue } from '../../parsers/python/values.ts';
import type { ClassDefinition } from './definitions.ts';
import { nameGiven, tableGiven } from './receivers.ts';
import { classNamed } from './visible-definitions.ts';
import type { InterpreterState } from './interpreter-state.ts';

const TABLE_CALLS = new Set(['Table', 'table']);

/** The table that an object of SQLAlchemy stands for; `undefined` for any other object. */
export function tableBehind(state: InterpreterState, value: PythonValue): TableName | undefined {
  return READERS[value.node.type]?.(state, value);
}

type Reader = (state: InterpreterState, value: PythonValue) => TableName | undefined;

const READERS: Readonly<Record<string, Reader | undefined>> = {
  string: tableInText,
  concatenated_string: tableInText,
  call: ({ file }, value) => {
    const isTable = TABLE_CALLS.has(lastName(file, childIn(value.node, 'function')) ?? '');
    return isTable ? tableGiven(file, value) : undefined;
  },
  identifier: (state, { node, scope }) => {
    const definition = classNamed(state, nameOf(state.file, node), scope);
    return definition && tableOfClass(state, definition);
  },
  attribute: tableOfAttribute,
  subscript: tableOfMetadata,
};

function tableInText({ file }: InterpreterState, value: PythonValue): TableName {
  return { ...nameGiven(file, value), schema: undefined };
}

/** `User.__table__` */
function tableOfAttribute(state: InterpreterState, { node, scope }: PythonValue): TableName | undefined {
  const object = childIn(node, 'object');
  if (object === undefined || lastName(state.file, node) !== '__table__') return undefined;
  const [model] = alternatives(state.file, { node: object, scope }, newBudget());
  return model && tableBehind(state, model);
}

/** `metadata.tables["users"]` */
function tableOfMetadata({ file }: InterpreterState, { node, scope }: PythonValue): TableName | undefined {
  const [container, key] = [childIn(node, 'value'), childIn(node, 'subscript')];
  if (container?.type !== 'attribute' || lastName(file, container) !== 'tables') return undefined;
  if (key === undefined) return undefined;
  const { text, isKnown } = nameGiven(file, { node: key, scope });
  // SQLAlchemy's keys are `schema.table`.
  const [schema, table] = text.split('.', 2);
  return table === undefined ? { text, isKnown, schema: undefined } : { text: table, isKnown, schema };
}

/** A model that the migration defines for itself names its table. */
function tableOfClass({ file }: InterpreterState, { node }: ClassDefinition): TableName | undefined {
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
