import type { Steps } from '../../policy/source/policy-text.ts';
import type { TextRange } from '../../model/text-range.ts';

/** A part of a policy text as it stands, half written or not. A value that is not written yet is `null`, nothing wide. */
export type PolicyNode = PolicyMap | PolicyList | PolicyScalar;

export interface PolicyMap {
  readonly kind: 'map';
  readonly range: TextRange;
  readonly entries: readonly PolicyEntry[];
}

export interface PolicyEntry {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly value: PolicyNode;
}

export interface PolicyList {
  readonly kind: 'list';
  readonly range: TextRange;
  readonly items: readonly PolicyNode[];
}

export interface PolicyScalar {
  readonly kind: 'scalar';
  readonly range: TextRange;
  readonly value: unknown;
}

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

/** A key or a single value of a policy. */
export interface PolicySpot {
  readonly on: 'key' | 'value';
  /** Of the value; of a key those of what belongs to it. */
  readonly steps: Steps;
  readonly range: TextRange;
  /** What is written there. */
  readonly value: unknown;
}

/** Every key and every single value, in the order of the text. */
export function spotsIn(node: PolicyNode | undefined, steps: Steps = []): readonly PolicySpot[] {
  switch (node?.kind) {
    case 'scalar':
      return [{ on: 'value', steps, range: node.range, value: node.value }];
    case 'list':
      return node.items.flatMap((item, index) => spotsIn(item, [...steps, index]));
    case 'map':
      return node.entries.flatMap(({ key, keyRange, value }) => [
        { on: 'key', steps: [...steps, key], range: keyRange, value: key },
        ...spotsIn(value, [...steps, key]),
      ]);
    case undefined:
      return [];
  }
}

/** The key or value that a place touches, also right behind it; `undefined` between them. */
export function spotAt(tree: PolicyNode | undefined, offset: number): PolicySpot | undefined {
  return spotsIn(tree).find(({ range: { start, end } }) => start < end && start <= offset && offset <= end);
}
