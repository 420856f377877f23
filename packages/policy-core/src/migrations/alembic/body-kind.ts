import type { PythonNode } from '../../parsers/parsers.ts';
import type { Direction } from '../operations/direction.ts';

export interface BodyKind {
  readonly kind: Extract<Direction['kind'], 'empty' | 'raises' | 'runs'>;
  readonly raise: PythonNode | undefined;
}

/** Whether a function does something, without looking into what it calls. */
export function bodyKind(body: PythonNode): BodyKind {
  // The body of a lambda is an expression.
  const statements = body.type === 'block' ? body.children : [];
  const end = statements.findIndex(({ type }) => type === 'return_statement');
  const raise = statements.find(({ type }, index) => type === 'raise_statement' && (end < 0 || index < end));
  if (raise !== undefined) return { kind: 'raises', raise };
  const isEmpty = body.type === 'block' ? statements.every(isNothing) : IDLE.has(body.type);
  return { kind: isEmpty ? 'empty' : 'runs', raise: undefined };
}

const IDLE = new Set([
  'string',
  'concatenated_string',
  'ellipsis',
  'none',
  'true',
  'false',
  'integer',
  'float',
]);

function isNothing({ type, children }: PythonNode): boolean {
  if (type === 'pass_statement') return true;
  if (type !== 'expression_statement' && type !== 'return_statement') return false;
  return children.every((child) => IDLE.has(child.type));
}
