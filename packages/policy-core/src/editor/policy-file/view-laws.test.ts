import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { lineStarts, type Position, type SourceSpan } from '../../model/source-span.ts';
import { anyPolicyKeys } from '../../testing/any-policy-keys.ts';
import { POLICY_FORMS, type PolicyForm } from '../../testing/policy-forms.ts';
import { textOf } from '../../testing/text-of.ts';
import type { OutlineSymbol } from '../document-annotations.ts';
import { policyView } from './policy-view.ts';

const FILES = ['core/a.py', 'docs/x.md', 'r.txt', 'a b/c.json', 'éa/b', 'AGENTS.md'];
const FORMS: readonly PolicyForm[] = ['lockkeeper.yaml', 'lockkeeper.toml', 'lockkeeper.json'];

/** A policy that is whole, or cut short anywhere. */
const anyText = fc
  .record({ form: fc.constantFrom(...FORMS), keys: anyPolicyKeys, cut: fc.option(fc.nat(5000)) })
  .map(({ form, keys, cut }) => {
    const text = POLICY_FORMS[form]({ version: 1, ...keys });
    return { path: form, text: cut === null ? text : text.slice(0, cut % (text.length + 1)) };
  });

function isBeforeOrAt(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character <= other.character);
}

function isWithin(inner: SourceSpan, outer: SourceSpan): boolean {
  return isBeforeOrAt(outer.start, inner.start) && isBeforeOrAt(inner.end, outer.end);
}

function isInText(text: string, { start, end }: SourceSpan): boolean {
  const lines = lineStarts(text);
  const isThere = ({ line, character }: Position) => (lines[line] ?? Infinity) + character <= text.length;
  return isThere(start) && isThere(end) && isBeforeOrAt(start, end);
}

function flat(symbols: readonly OutlineSymbol[]): readonly OutlineSymbol[] {
  return symbols.flatMap((symbol) => [symbol, ...flat(symbol.children)]);
}

describe('the outline of any policy', () => {
  test('lies in the text, each name within what belongs to it', () => {
    fc.assert(
      fc.property(anyText, ({ path, text }) => {
        for (const { at, whole, name } of flat(policyView({ path, text, files: undefined }).symbols)) {
          expect(isInText(text, at) && isInText(text, whole ?? at), text).toBe(true);
          expect(isWithin(at, whole ?? at), `${name} in ${text}`).toBe(true);
        }
      }),
    );
  });

  test('nests: what a section lists lies within it', () => {
    fc.assert(
      fc.property(anyText, ({ path, text }) => {
        for (const { children, at, whole = at } of policyView({ path, text, files: undefined }).symbols) {
          for (const child of children) expect(isWithin(child.whole ?? child.at, whole), text).toBe(true);
        }
      }),
    );
  });

  test('is the same in every format', () => {
    const told = (form: PolicyForm, value: object) =>
      policyView({ path: form, text: POLICY_FORMS[form](value), files: undefined }).symbols.map(
        ({ name, children }) => [name, children.map((child) => child.name)],
      );
    fc.assert(
      fc.property(anyPolicyKeys, (keys) => {
        const [yaml, toml, json] = FORMS.map((form) => told(form, { version: 1, ...keys }));
        expect(toml).toEqual(yaml);
        expect(json).toEqual(yaml);
      }),
    );
  });

  test('of TOML in tables holds what stands below their heads', () => {
    const text = '[[protected]]\nid = "a"\n[policy]\ntitle = "x"\n[[protected]]\nid = "b"\n';
    const { symbols } = policyView({ path: 'lockkeeper.toml', text, files: undefined });
    const wholes = symbols.map(({ name, at, whole = at }) => [name, textOf(text, whole)]);
    expect(wholes).toEqual([
      ['protected', text.trimEnd()],
      ['policy', '[policy]\ntitle = "x"'],
    ]);
  });

  test.each([
    ['by its id', '{ paths: [x], id: a }', 'a'],
    ['by its rule', '{ path: x, rule: docs/encoding }', 'docs/encoding'],
    ['by its name', '{ folders: [x], name: shop }', 'shop'],
    ['by the first text in it', '{ recursive: true, folders: [x, y] }', 'x'],
    ['past an empty id', "{ id: '', paths: [x] }", 'x'],
    ['by itself', 'x', 'x'],
  ])('names an item %s', (_, item, name) => {
    const text = `a: [${item}]\n`;
    const [section] = policyView({ path: 'lockkeeper.yaml', text, files: undefined }).symbols;
    expect(section?.children.map((child) => [child.name, textOf(text, child.whole ?? child.at)])).toEqual([
      [name, item],
    ]);
  });

  test.each(['{ }', '1', '[]', 'null', "''"])('leaves out an item without a name: %s', (item) => {
    const text = `a: [${item}, b]\n`;
    const [section] = policyView({ path: 'lockkeeper.yaml', text, files: undefined }).symbols;
    expect(section?.children.map(({ name }) => name)).toEqual(['b']);
  });
});

describe('the links of any policy', () => {
  test('lie in the text, on one line, and lead to files that are there or to pages', () => {
    fc.assert(
      fc.property(anyText, ({ path, text }) => {
        for (const link of policyView({ path, text, files: FILES }).links) {
          expect(isInText(text, link.at)).toBe(true);
          expect(textOf(text, link.at)).not.toBe('');
          if ('opens' in link) expect(FILES).toContain(link.opens);
          else expect(link.tooltip).toBe(`Read about ${link.page}`);
        }
      }),
    );
  });

  test('are the same in every format', () => {
    const told = (form: PolicyForm, value: object) =>
      policyView({ path: form, text: POLICY_FORMS[form](value), files: FILES })
        .links.map(({ tooltip }) => tooltip)
        .toSorted();
    fc.assert(
      fc.property(anyPolicyKeys, (keys) => {
        const [yaml, toml, json] = FORMS.map((form) => told(form, { version: 1, ...keys }));
        expect(toml).toEqual(yaml);
        expect(json).toEqual(yaml);
      }),
    );
  });

  test('leave alone what no rule, and no file that is there, is called', () => {
    const text =
      'rules: { docs/nothing: off }\nwaivers: [{ rule: no, path: nowhere }]\nscope: [x]\npolicy: { title: r.txt }\n';
    const { links } = policyView({ path: 'lockkeeper.yaml', text, files: FILES });
    expect(links.map(({ tooltip }) => tooltip)).toEqual(['Open r.txt']);
  });
});
