import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyPolicyKeys } from '../../testing/any-policy-keys.ts';
import { POLICY_FORMS, type PolicyForm } from '../../testing/policy-forms.ts';
import { keysIn, nodeAt, spotAt, spotsIn, textsIn } from './policy-node.ts';
import { policyTree, syntaxOf } from './policy-tree.ts';

const treeOf = (form: PolicyForm, text: string) => policyTree(syntaxOf(form), text);

const TEXTS = [
  ['lockkeeper.yaml', 'a: 1\nb:\n  - c: [x, "y"]\n  - d: [z]\n'],
  ['lockkeeper.toml', 'a = 1\n[[b]]\nc = ["x", "y"]\n[[b]]\nd = ["z"]\n'],
  ['lockkeeper.json', '{ "a": 1, "b": [{ "c": ["x", "y"] }, { "d": ["z"] }] }'],
] as const;

describe.each(TEXTS)('a tree of %s', (form, text) => {
  const tree = treeOf(form, text);

  test('is asked by steps, and answers with nothing where there is nothing', () => {
    expect(textsIn(nodeAt(tree, ['b', 0, 'c']))).toEqual(['x', 'y']);
    expect(textsIn(nodeAt(tree, ['a']))).toEqual([]);
    expect(keysIn(tree)).toEqual(['a', 'b']);
    expect(keysIn(nodeAt(tree, ['b']))).toEqual([]);
    for (const steps of [['x'], ['a', 'x'], ['b', 'x'], ['b', 9], ['b', 0, 0]])
      expect(nodeAt(tree, steps)).toBeUndefined();
  });

  test('has its keys and single values as spots, in the order of the text', () => {
    expect(spotsIn(tree).map(({ on, steps, value }) => [on, steps.join('.'), value])).toEqual([
      ['key', 'a', 'a'],
      ['value', 'a', 1],
      ['key', 'b', 'b'],
      ['key', 'b.0.c', 'c'],
      ['value', 'b.0.c.0', 'x'],
      ['value', 'b.0.c.1', 'y'],
      ['key', 'b.1.d', 'd'],
      ['value', 'b.1.d.0', 'z'],
    ]);
  });
});

describe('the spots of any policy', () => {
  test('are the same in every format', () => {
    const told = (form: PolicyForm, value: object) =>
      spotsIn(treeOf(form, POLICY_FORMS[form](value)))
        .map(({ on, steps, value: written }) => JSON.stringify([on, steps, written]))
        .toSorted();
    fc.assert(
      fc.property(anyPolicyKeys, (keys) => {
        const [first, ...others] = TEXTS.map(([form]) => told(form, { version: 1, ...keys }));
        for (const other of others) expect(other).toEqual(first);
      }),
    );
  });

  test('lie in the text, one behind the other in YAML and JSON', () => {
    fc.assert(
      fc.property(anyPolicyKeys, fc.constantFrom('lockkeeper.yaml', 'lockkeeper.json'), (keys, form) => {
        const text = POLICY_FORMS[form]({ version: 1, ...keys });
        let last = 0;
        for (const { range } of spotsIn(treeOf(form, text))) {
          expect(range.start).toBeGreaterThanOrEqual(last);
          expect(range.end).toBeLessThanOrEqual(text.length);
          last = range.end;
        }
      }),
    );
  });
});

test.each([
  [0, 'key ab'],
  [1, 'key ab'],
  [2, 'key ab'],
  [3, undefined],
  [4, 'value cd'],
  [6, 'value cd'],
  [7, undefined],
  [9, undefined],
  [12, 'key gh'],
  [14, 'key gh'],
  [15, undefined],
  [400, undefined],
])('the spot at %d is %s', (offset, expected) => {
  const text = 'ab: cd # ef\ngh:\n';
  const spot = spotAt(policyTree('yaml', text), offset);
  expect(spot && `${spot.on} ${text.slice(spot.range.start, spot.range.end)}`).toBe(expected);
});

test('of two spots that touch the first is at the place', () => {
  expect(spotAt(policyTree('json', '["a""b"]'), 4)?.value).toBe('a');
});
