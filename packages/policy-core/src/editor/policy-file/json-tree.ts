import { parseTree, type Node } from 'jsonc-parser';
import type { PolicyEntry, PolicyNode } from './policy-node.ts';

/** What the reader made of a text, whatever it objects to. */
export function jsonTree(text: string): PolicyNode | undefined {
  const root = parseTree(text, [], { disallowComments: false, allowTrailingComma: true });
  return root && nodeOf(root);
}

function nodeOf(node: Node): PolicyNode {
  const range = { start: node.offset, end: node.offset + node.length };
  const { type, children = [] } = node;
  if (type === 'object') return { kind: 'map', range, entries: children.flatMap(entryOf) };
  if (type === 'array') return { kind: 'list', range, items: children.map(nodeOf) };
  return { kind: 'scalar', range, value: node.value };
}

function entryOf({ children: [key, value] = [] }: Node): readonly PolicyEntry[] {
  if (key === undefined) return [];
  const keyRange = { start: key.offset, end: key.offset + key.length };
  const missing = { kind: 'scalar', range: { start: keyRange.end, end: keyRange.end }, value: null } as const;
  return [{ key: String(key.value), keyRange, value: value === undefined ? missing : nodeOf(value) }];
}
