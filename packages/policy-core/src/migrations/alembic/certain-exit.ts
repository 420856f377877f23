import type { PythonValue, TracedFile } from '../../parsers/python/values.ts';
import { branchesOf, type Unfollowed } from './conditions.ts';

/**
 * Whether nothing behind an `if` runs on PostgreSQL, because the part of it that surely runs leaves the function, or
 * the round of the loop: `if op.get_bind().dialect.name != "postgresql": return`.
 */
export function exitsSurely(
  file: TracedFile,
  { node, scope }: PythonValue,
  unfollowed: Unfollowed = 'unknown',
): boolean {
  if (!BRANCHED.has(node.type)) return false;
  const branches = branchesOf(file, { node, scope }, unfollowed);
  return branches.some(
    ({ node: branch, runs }) => runs === 'surely' && leaves(file, { node: branch, scope }, unfollowed),
  );
}

const BRANCHED: ReadonlySet<string> = new Set(['if_statement', 'elif_clause']);
const LEAVES: ReadonlySet<string> = new Set([
  'return_statement',
  'raise_statement',
  'continue_statement',
  'break_statement',
]);

function leaves(file: TracedFile, { node, scope }: PythonValue, unfollowed: Unfollowed): boolean {
  if (node.type === 'else_clause' || node.type === 'block') {
    return node.children.some((child) => leaves(file, { node: child, scope }, unfollowed));
  }
  return LEAVES.has(node.type) || exitsSurely(file, { node, scope }, unfollowed);
}
