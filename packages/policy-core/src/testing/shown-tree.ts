import type { PolicyNode } from '../editor/policy-file/policy-node.ts';

/** What a policy tree holds, as plain values. */
export function plainTree(node: PolicyNode | undefined): unknown {
  if (node?.kind === 'list') return node.items.map(plainTree);
  if (node?.kind !== 'map') return node?.value;
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainTree(value)]));
}

/** A policy tree with every key and single value as it is written: what an editor would underline. */
export function shownTree(node: PolicyNode | undefined, text: string): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return text.slice(node.range.start, node.range.end);
  if (node.kind === 'list') return node.items.map((item) => shownTree(item, text));
  return Object.fromEntries(
    node.entries.map(({ keyRange, value }) => [
      text.slice(keyRange.start, keyRange.end),
      shownTree(value, text),
    ]),
  );
}
