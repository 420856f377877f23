import { readTomlTree } from '../../model/toml-tree.ts';
import type { TomlValue } from '../../model/toml-value.ts';
import type { PolicyNode } from './policy-node.ts';

/** `undefined` where the text is not complete: TOML has no reader that goes on behind an error. */
export function tomlTree(text: string): PolicyNode | undefined {
  // The reader knows no byte order mark: a blank keeps the places as they are.
  const reading = readTomlTree(text.replace(/^\uFEFF/, ' '));
  return reading.kind === 'malformed' ? undefined : nodeOf(reading.root);
}

function nodeOf(value: TomlValue): PolicyNode {
  const { range } = value;
  switch (value.kind) {
    case 'table': {
      const entries = Array.from(value.entries, ([key, entry]) => ({
        key,
        keyRange: entry.key,
        value: nodeOf(entry.value),
      }));
      return { kind: 'map', range, entries };
    }
    case 'array':
      return { kind: 'list', range, items: value.items.map(nodeOf) };
    case 'integer':
      return { kind: 'scalar', range, value: Number(value.value) };
    default:
      return { kind: 'scalar', range, value: 'value' in value ? value.value : undefined };
  }
}
