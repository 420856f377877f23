import { childIn } from '../../../parsers/python/nodes.ts';
import { fullName } from '../../../parsers/python/imported-names.ts';
import type { PythonValue, TracedFile } from '../../../parsers/python/values.ts';

/**
 * What is called, or the class itself where a class is passed: `Column` for `sa.Column(...)`. `undefined` for any
 * other expression, and for functions of the file.
 */
export function constructName(file: TracedFile, { node, scope }: PythonValue): string | undefined {
  const callee = node.type === 'call' ? childIn(node, 'function') : node;
  const name = callee && fullName(file, { node: callee, scope });
  if (name === undefined || (name.from === 'own' && !name.path.includes('.'))) return undefined;
  return name.path.slice(name.path.lastIndexOf('.') + 1);
}

/** The name of a type of SQLAlchemy's own; `undefined` for a type of anybody else. */
export function sqlalchemyTypeName(file: TracedFile, { node, scope }: PythonValue): string | undefined {
  const callee = node.type === 'call' ? childIn(node, 'function') : node;
  const name = callee && fullName(file, { node: callee, scope });
  if (name === undefined || name.from === 'own') return undefined;
  const parts = name.path.split('.');
  const last = parts.at(-1);
  const own = last === undefined ? undefined : OF_OTHERS.get(last);
  if (own !== undefined) return parts[0] === own.library ? own.name : undefined;
  return parts.some((part) => OTHER_DIALECTS.has(part)) || !isSqlalchemy(parts, name.from) ? undefined : last;
}

/** What other libraries have made of a type: a String of sqlmodel, and CITEXT of before SQLAlchemy had its own. */
const OF_OTHERS = new Map([
  ['AutoString', { library: 'sqlmodel', name: 'String' }],
  ['CIText', { library: 'citext', name: 'CITEXT' }],
]);

const OTHER_DIALECTS = new Set(['mysql', 'mssql', 'oracle', 'sqlite']);
/** What modules of SQLAlchemy are called in most files. */
const USUAL_NAMES = new Set(['sa', 'sqlalchemy', 'postgresql', 'pg']);

/** Flask-SQLAlchemy hands the types on as attributes of `db`. */
function isSqlalchemy(parts: readonly string[], from: 'imported' | 'free'): boolean {
  const [root = ''] = parts;
  if (parts.at(-2) === 'db') return true;
  return from === 'imported' ? root === 'sqlalchemy' : parts.length === 1 || USUAL_NAMES.has(root);
}
