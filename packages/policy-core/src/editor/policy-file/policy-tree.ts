import { parseTree, type Node } from 'jsonc-parser';
import { isMap, isNode, isScalar, isSeq, parseDocument, type Pair } from 'yaml';

import type { TextRange } from '../../model/text-range.ts';
import { readTomlTree } from '../../model/toml-tree.ts';
import type { TomlValue } from '../../model/toml-value.ts';
import type { PolicyEntry, PolicyNode } from './policy-node.ts';

export type PolicySyntax = 'yaml' | 'toml' | 'json';

/** The format follows the file name, as where a policy is read. */
export function syntaxOf(path: string): PolicySyntax {
  if (path.endsWith('.toml')) return 'toml';
  return path.endsWith('.json') ? 'json' : 'yaml';
}

/**
 * What the reader of each format made of a text, whatever it objects to. `undefined` where that is nothing: it is
 * empty, or TOML that is not complete, whose reader does not go on behind an error.
 */
export function policyTree(syntax: PolicySyntax, text: string): PolicyNode | undefined {
  try {
    return READERS[syntax](text);
  } catch {
    // The readers run out of stack where a text is nested without end: there is nothing to show of it.
    return undefined;
  }
}

const READERS: Readonly<Record<PolicySyntax, (text: string) => PolicyNode | undefined>> = {
  yaml(text) {
    const { contents } = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    return contents === null ? undefined : ofYaml(contents, 0);
  },
  toml(text) {
    // The reader knows no byte order mark: a blank keeps the places as they are.
    const reading = readTomlTree(text.replace(/^\uFEFF/, ' '));
    return reading.kind === 'malformed' ? undefined : ofToml(reading.root);
  },
  json(text) {
    const root = parseTree(text, [], { disallowComments: false, allowTrailingComma: true });
    return root && ofJson(root);
  },
};

/** `start`: where it stands, should it not be written. An alias stands for itself. */
function ofYaml(node: unknown, start: number): PolicyNode {
  const range = yamlRange(node) ?? { start, end: start };
  if (isMap(node)) {
    return { kind: 'map', range, entries: node.items.flatMap((pair) => yamlEntry(pair, range.start)) };
  }
  if (isSeq(node)) {
    return { kind: 'list', range, items: node.items.map((item) => ofYaml(item, range.start)) };
  }
  return { kind: 'scalar', range, value: isScalar(node) ? node.value : null };
}

function yamlEntry({ key, value }: Pair, start: number): readonly PolicyEntry[] {
  if (!isScalar(key)) return [];
  const keyRange = yamlRange(key) ?? { start, end: start };
  return [{ key: String(key.value), keyRange, value: ofYaml(value, keyRange.end) }];
}

function yamlRange(node: unknown): TextRange | undefined {
  const range = isNode(node) ? node.range : undefined;
  return range ? { start: range[0], end: range[1] } : undefined;
}

function ofToml(value: TomlValue): PolicyNode {
  const { range } = value;
  if (value.kind === 'array') return { kind: 'list', range, items: value.items.map(ofToml) };
  if (value.kind === 'table') {
    const entries = Array.from(value.entries, ([key, entry]) => ({
      key,
      keyRange: entry.key,
      value: ofToml(entry.value),
    }));
    return { kind: 'map', range, entries };
  }
  const plain = 'value' in value ? value.value : undefined;
  return { kind: 'scalar', range, value: typeof plain === 'bigint' ? Number(plain) : plain };
}

function ofJson(node: Node): PolicyNode {
  const range = jsonRange(node);
  const { type, children = [] } = node;
  if (type === 'object') return { kind: 'map', range, entries: children.flatMap(jsonEntry) };
  if (type === 'array') return { kind: 'list', range, items: children.map(ofJson) };
  return { kind: 'scalar', range, value: node.value };
}

function jsonEntry({ children: [key, value] = [] }: Node): readonly PolicyEntry[] {
  if (key === undefined) return [];
  const keyRange = jsonRange(key);
  const missing = { kind: 'scalar', range: { start: keyRange.end, end: keyRange.end }, value: null } as const;
  return [{ key: String(key.value), keyRange, value: value === undefined ? missing : ofJson(value) }];
}

function jsonRange({ offset, length }: Node): TextRange {
  return { start: offset, end: offset + length };
}
