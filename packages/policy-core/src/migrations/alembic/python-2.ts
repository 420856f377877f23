import type { PythonNode } from '../../parsers/parsers.ts';
import { allNodes, type PythonFile } from '../../parsers/python/nodes.ts';

/** The first statement that only Python 2 knows; the grammar reads both. */
export function pythonTwoStatement({ text, root }: PythonFile): PythonNode | undefined {
  if (!/\b(?:print|exec)\b/.test(text)) return undefined;
  for (const node of allNodes(root)) if (isPythonTwo(node)) return node;
  return undefined;
}

/** `print >> file` shifts bits in Python 3: it fails when it runs, and is no mistake before. */
function isPythonTwo({ type, children }: PythonNode): boolean {
  if (type === 'exec_statement') return true;
  return type === 'print_statement' && children[0]?.type !== 'chevron';
}
