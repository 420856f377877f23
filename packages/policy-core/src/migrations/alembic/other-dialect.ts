import type { PythonNode } from '../../parsers/parsers.ts';
import type { PythonValue, TracedFile } from '../../parsers/python/values.ts';
import { branchesOf } from './conditions.ts';
import { exitsSurely } from './certain-exit.ts';

/**
 * Whether a text stands where only another database comes by, if what is compared with the names of dialects is the
 * name of one: `if dialect_name() == "mysql":`. That is no proof, for anything may be compared with such a name; what
 * PostgreSQL refuses anyway does nothing there.
 */
export function isForOtherDialect(file: TracedFile, { node, scope }: PythonValue): boolean {
  let at: PythonNode | undefined = file.root;
  while (at !== undefined) {
    if (BRANCHED.has(at.type)) {
      const branch = branchesOf(file, { node: at, scope }, 'dialect').find((one) => holds(one.node, node));
      if (branch?.runs === 'never') return true;
    }
    const earlier = at.children.filter(({ end }) => end <= node.start);
    if (earlier.some((one) => exitsSurely(file, { node: one, scope }, 'dialect'))) return true;
    at = at.children.find((child) => holds(child, node));
  }
  return false;
}

const BRANCHED: ReadonlySet<string> = new Set(['if_statement', 'elif_clause']);

function holds({ start, end }: PythonNode, node: PythonNode): boolean {
  return start <= node.start && node.end <= end && !(start === node.start && end === node.end);
}
