import { isMap, isNode, isScalar, isSeq, parseDocument, type Pair } from 'yaml';

import type { TextRange } from '../../model/text-range.ts';
import type { PolicyEntry, PolicyNode } from './policy-node.ts';

/** What the reader made of a text, whatever it objects to. An alias stands for itself. */
export function yamlTree(text: string): PolicyNode | undefined {
  const { contents } = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  return contents === null ? undefined : nodeOf(contents, 0);
}

/** `start`: where it stands, should it not be written. */
function nodeOf(node: unknown, start: number): PolicyNode {
  const range = rangeOf(node) ?? { start, end: start };
  if (isMap(node)) {
    const entries = node.items.flatMap((pair) => entryOf(pair, range.start));
    return { kind: 'map', range, entries };
  }
  if (isSeq(node)) {
    return { kind: 'list', range, items: node.items.map((item) => nodeOf(item, range.start)) };
  }
  return { kind: 'scalar', range, value: isScalar(node) ? node.value : null };
}

function entryOf({ key, value }: Pair, start: number): readonly PolicyEntry[] {
  const keyRange = rangeOf(key) ?? { start, end: start };
  if (!isScalar(key)) return [];
  return [{ key: String(key.value), keyRange, value: nodeOf(value, keyRange.end) }];
}

function rangeOf(node: unknown): TextRange | undefined {
  const range = isNode(node) ? node.range : undefined;
  return range ? { start: range[0], end: range[1] } : undefined;
}
