import type { PythonNode } from '../../parsers/parsers.ts';
import type { Scope } from '../../parsers/python/bindings.ts';
import { fullName } from '../../parsers/python/imported-names.ts';
import { argumentsOf, childIn } from '../../parsers/python/nodes.ts';
import { newBudget, origins, type PythonValue, type TracedFile } from '../../parsers/python/values.ts';

/**
 * The name of the type that a call of `alter_column` asks for, where it is one of MySQL that PostgreSQL does not
 * have: SQLAlchemy cannot even write the statement, or the server refuses it, so that nothing happens there.
 */
export function refusedType(file: TracedFile, call: PythonNode, scope: Scope): string | undefined {
  const type = argumentsOf(file, call).keywords.get('type_');
  if (type === undefined) return undefined;
  const found = origins(file, { node: type, scope }, newBudget());
  const [first, ...more] = found.map((origin) => refusedOrigin(file, origin));
  return more.includes(undefined) ? undefined : first;
}

const ONLY_MYSQL = new Set(
  (
    'BINARY BLOB DATETIME LONGBLOB LONGTEXT MEDIUMBLOB MEDIUMINT MEDIUMTEXT SET TINYBLOB TINYINT TINYTEXT ' +
    'VARBINARY YEAR'
  ).split(' '),
);

function refusedOrigin(file: TracedFile, { node, scope }: PythonValue): string | undefined {
  const callee = node.type === 'call' ? childIn(node, 'function') : node;
  const name = callee && fullName(file, { node: callee, scope });
  const type =
    name?.from === 'imported' ? /^sqlalchemy\.dialects\.mysql\.(\w+)$/.exec(name.path)?.[1] : undefined;
  if (type === undefined) return undefined;
  // PostgreSQL may have an enumeration of that name.
  if (type === 'ENUM') return isNameless(file, node) ? 'ENUM without a name' : undefined;
  return ONLY_MYSQL.has(type) ? type : undefined;
}

function isNameless(file: TracedFile, node: PythonNode): boolean {
  return node.type === 'call' && !argumentsOf(file, node).keywords.has('name');
}
