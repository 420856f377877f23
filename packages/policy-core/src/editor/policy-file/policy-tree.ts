import type { Steps } from '../../policy/source/policy-text.ts';
import { jsonTree } from './json-tree.ts';
import { tomlTree } from './toml-tree.ts';
import { yamlTree } from './yaml-tree.ts';
import type { PolicyNode } from './policy-node.ts';

export type PolicySyntax = 'yaml' | 'toml' | 'json';

/** The format follows the file name, as where a policy is read. */
export function syntaxOf(path: string): PolicySyntax {
  if (path.endsWith('.toml')) return 'toml';
  return path.endsWith('.json') ? 'json' : 'yaml';
}

/** `undefined` where nothing can be made of the text: it is empty, or TOML that is not complete. */
export function policyTree(syntax: PolicySyntax, text: string): PolicyNode | undefined {
  try {
    return READERS[syntax](text);
  } catch {
    // The readers run out of stack where a text is nested without end: there is nothing to show of it.
    return undefined;
  }
}

const READERS = { yaml: yamlTree, toml: tomlTree, json: jsonTree };

/** `undefined` where nothing is written at these steps. */
export function nodeAt(tree: PolicyNode | undefined, steps: Steps): PolicyNode | undefined {
  return steps.reduce<PolicyNode | undefined>((node, step) => {
    if (node?.kind === 'list') return typeof step === 'number' ? node.items[step] : undefined;
    return node?.kind === 'map' ? node.entries.find(({ key }) => key === step)?.value : undefined;
  }, tree);
}

/** Every text in a list, or the text itself. */
export function textsIn(node: PolicyNode | undefined): readonly string[] {
  if (node?.kind === 'scalar') return typeof node.value === 'string' ? [node.value] : [];
  return node?.kind === 'list' ? node.items.flatMap(textsIn) : [];
}

export function keysIn(node: PolicyNode | undefined): readonly string[] {
  return node?.kind === 'map' ? node.entries.map(({ key }) => key) : [];
}
