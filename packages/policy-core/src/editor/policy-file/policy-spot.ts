import type { Steps } from '../../policy/source/policy-text.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { PolicyNode, PolicyScalar } from './policy-node.ts';

/** A key or a single value of a policy. */
export interface PolicySpot {
  readonly on: 'key' | 'value';
  /** Of the value; of a key those of what belongs to it. */
  readonly steps: Steps;
  readonly range: TextRange;
  /** `undefined` for a key. */
  readonly scalar: PolicyScalar | undefined;
}

/** Every key and every single value, in the order of the text. */
export function spotsIn(node: PolicyNode | undefined, steps: Steps = []): readonly PolicySpot[] {
  switch (node?.kind) {
    case 'scalar':
      return [{ on: 'value', steps, range: node.range, scalar: node }];
    case 'list':
      return node.items.flatMap((item, index) => spotsIn(item, [...steps, index]));
    case 'map':
      return node.entries.flatMap(({ key, keyRange, value }) => [
        { on: 'key', steps: [...steps, key], range: keyRange, scalar: undefined },
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
