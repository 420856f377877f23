import type { PythonNode } from '../../parsers/parsers.ts';
import { isOp, namedByGetattr, operationBehind, type AlembicNames } from './names.ts';
import type { Scope } from '../../parsers/python/bindings.ts';
import { argumentsOf, childIn, identifierName, lastName } from '../../parsers/python/nodes.ts';
import type { PythonValue, TracedFile } from '../../parsers/python/values.ts';

/** Where a node stands. */
export interface NodePlace {
  readonly scope: Scope;
  readonly parent: PythonNode;
}

/** What runs SQL by itself, on whatever object it is called. */
export const RUNS_SQL: ReadonlySet<string> = new Set([
  'execute',
  'exec_driver_sql',
  'executemany',
  'executescript',
]);

/**
 * `map(op.drop_table, names)`: an operation that is neither called nor given a name that calls can
 * be followed to, so what it is called with is not known.
 */
export function isEscaping(
  { file, names }: { readonly file: TracedFile; readonly names: AlembicNames },
  node: PythonNode,
  { parent, scope }: NodePlace,
): boolean {
  if (!isValue(node, parent)) return false;
  if (node.type === 'call' && isAnyOperation(file, names, { node, scope })) return true;
  if (isGivenName(node, parent)) return false;
  const operation = operationOf(file, names, { node, scope });
  return operation !== undefined && (DESTROYS.has(operation) || RUNS_SQL.has(operation));
}

const DESTROYS = new Set([
  'drop_table',
  'drop_column',
  'drop_constraint',
  'rename_table',
  'alter_column',
  'invoke',
]);

/** `getattr(op, name)` */
function isAnyOperation(file: TracedFile, names: AlembicNames, { node, scope }: PythonValue): boolean {
  if (identifierName(file, childIn(node, 'function')) !== 'getattr') return false;
  const [object] = argumentsOf(file, node).positional;
  return isOp(file, names, object) && namedByGetattr(file, node, scope) === undefined;
}

function operationOf(
  file: TracedFile,
  names: AlembicNames,
  { node, scope }: PythonValue,
): string | undefined {
  if (node.type === 'attribute') return lastName(file, node);
  if (node.type === 'call') return namedByGetattr(file, node, scope);
  const name = identifierName(file, node);
  return name === undefined ? undefined : operationBehind(file, names, { name, scope });
}

/** By parents: the field in which a name is no value. */
const OTHER_ROLES: Readonly<Record<string, string | undefined>> = {
  call: 'function',
  keyword_argument: 'name',
  function_definition: 'name',
  class_definition: 'name',
  assignment: 'left',
  augmented_assignment: 'left',
  named_expression: 'name',
  default_parameter: 'name',
  typed_default_parameter: 'name',
  for_statement: 'left',
  for_in_clause: 'left',
};
const OTHER_PARENTS = new Set([
  'dotted_name',
  'aliased_import',
  'parameters',
  'typed_parameter',
  'lambda_parameters',
  'global_statement',
  'nonlocal_statement',
  'as_pattern_target',
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'delete_statement',
  'type',
  // Both of its parts.
  'attribute',
]);

function isValue(node: PythonNode, parent: PythonNode): boolean {
  if (OTHER_PARENTS.has(parent.type)) return false;
  return node.field === undefined || OTHER_ROLES[parent.type] !== node.field;
}

/** `drop = op.drop_table`: calls of `drop` are followed, those of `self.drop` and of a name for a name are not. */
function isGivenName(node: PythonNode, parent: PythonNode): boolean {
  if (parent.type !== 'assignment' || node.field !== 'right' || node.type === 'identifier') return false;
  return parent.children.some(({ field, type }) => field === 'left' && type === 'identifier');
}
