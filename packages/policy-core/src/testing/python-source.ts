import type { Parsers, PythonNode } from '../parsers/parsers.ts';
import type { Scope } from '../parsers/python/bindings.ts';
import { allNodes, sourceOf, type PythonFile } from '../parsers/python/nodes.ts';
import { traceNames, type TracedFile } from '../parsers/python/values.ts';

/** Throws for a text that is no Python: then it is the test that is wrong. */
export function pythonFileOf({ python }: Parsers, text: string): PythonFile {
  const parse = python.parse(text);
  if (parse.kind !== 'module') throw new Error(`${parse.problem}: ${text}`);
  return { text, root: parse.root };
}

export function tracedFileOf(parsers: Parsers, text: string): TracedFile {
  return traceNames(pythonFileOf(parsers, text));
}

/** The last node that is written exactly so; of several that cover the same characters the innermost. */
export function nodeWritten(file: PythonFile, source: string): PythonNode {
  const node = [...allNodes(file.root)].findLast((one) => sourceOf(file, one) === source);
  if (node === undefined) throw new Error(`nothing is written ${source}`);
  return node;
}

/** The innermost function around the node, or the module. */
export function scopeAround({ scopes }: TracedFile, { start, end }: PythonNode): Scope {
  const around = [...scopes.functions].filter(([node]) => node.start <= start && end <= node.end);
  return around.at(-1)?.[1] ?? scopes.module;
}
