import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyPolicyKeys } from '../../testing/any-policy-keys.ts';
import { POLICY_FORMS, type PolicyForm } from '../../testing/policy-forms.ts';
import { spotAt, spotsIn } from './policy-spot.ts';
import { nodeAt, policyTree, syntaxOf } from './policy-tree.ts';

const spots = (form: PolicyForm, text: string) => spotsIn(policyTree(syntaxOf(form), text));

describe('the spots of a policy', () => {
  test.each([
    ['lockkeeper.yaml', 'a: 1\nb:\n  - c: [x]\n'],
    ['lockkeeper.toml', 'a = 1\n[[b]]\nc = ["x"]\n'],
    ['lockkeeper.json', '{ "a": 1, "b": [{ "c": ["x"] }] }'],
  ] as const)('are its keys and single values, in the order of %s', (form, text) => {
    expect(spots(form, text).map(({ on, steps, scalar }) => [on, steps.join('.'), scalar?.value])).toEqual([
      ['key', 'a', undefined],
      ['value', 'a', 1],
      ['key', 'b', undefined],
      ['key', 'b.0.c', undefined],
      ['value', 'b.0.c.0', 'x'],
    ]);
  });

  test('are none of nothing', () => {
    expect(spotsIn(undefined)).toEqual([]);
    expect(spots('lockkeeper.yaml', 'a: []\nb: {}\n').map(({ steps }) => steps)).toEqual([['a'], ['b']]);
  });

  test('are the same in every format', () => {
    const told = (form: PolicyForm, value: object) =>
      spots(form, POLICY_FORMS[form](value)).map(({ on, steps, scalar }) =>
        JSON.stringify([on, steps, scalar?.value]),
      );
    fc.assert(
      fc.property(anyPolicyKeys, (keys) => {
        const [first, ...others] = Object.keys(POLICY_FORMS).map((form) =>
          told(form as PolicyForm, { version: 1, ...keys }).toSorted(),
        );
        for (const other of others) expect(other).toEqual(first);
      }),
    );
  });

  test('stand where the tree has them, and lie one behind the other in YAML and JSON', () => {
    fc.assert(
      fc.property(anyPolicyKeys, fc.constantFrom('lockkeeper.yaml', 'lockkeeper.json'), (keys, form) => {
        const text = POLICY_FORMS[form]({ version: 1, ...keys });
        const tree = policyTree(syntaxOf(form), text);
        let last = 0;
        for (const { on, steps, range, scalar } of spotsIn(tree)) {
          expect(range.start).toBeGreaterThanOrEqual(last);
          expect(range.end).toBeLessThanOrEqual(text.length);
          last = range.end;
          if (on === 'value') expect(nodeAt(tree, steps)).toBe(scalar);
        }
      }),
    );
  });
});

describe('the spot at a place', () => {
  const text = 'ab: cd # ef\ngh:\n';
  const tree = policyTree('yaml', text);

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
  ])('%d is %s', (offset, expected) => {
    const spot = spotAt(tree, offset);
    const words = spot && `${spot.on} ${text.slice(spot.range.start, spot.range.end)}`;
    expect(words).toBe(expected);
  });

  test('is found at each end of each spot that is something wide', () => {
    for (const { range } of spotsIn(tree).filter((one) => one.range.start < one.range.end)) {
      expect(spotAt(tree, range.start)?.range).toEqual(range);
      expect(spotAt(tree, range.end)?.range).toEqual(range);
    }
  });

  test('is the first of two that touch', () => {
    expect(spotAt(policyTree('json', '["a""b"]'), 4)?.scalar?.value).toBe('a');
  });
});
