import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { POLICY_FILE_NAMES } from '../../policy/policy.ts';
import { textOf } from '../../testing/text-of.ts';
import type { OutlineSymbol } from '../document-annotations.ts';
import { policyView } from './policy-view.ts';

const YAML = `version: 1
extends: [alembic]
protected:
  - id: core # the heart
    paths: [app/core/**, docs/core.md, 'nowhere/**']
    require: { label: core-ok }
    docs: docs/core.md
  - paths: [x]
rules:
  docs/encoding: off
  docs/nothing: off
deployment: { record: deploy/last.json }
waivers:
  - rule: docs/encoding
    path: docs/**
documents: &d [docs/core.md]
`;

const TOML = `version = 1
[[protected]]
id = "core"
paths = ["app/core/**"]
[[protected]]
id = "more"
[rules]
"docs/encoding" = "off"
`;

const JSON_TEXT = '{ "version": 1, "rules": { "docs/encoding": "off" }, "protected": [{ "id": "core" }] }';

const FILES = ['app/core/a.py', 'app/core/b.py', 'docs/core.md', 'deploy/last.json'];

function links(path: string, text: string, files: readonly string[] | undefined = FILES) {
  return policyView({ path, text, files }).links.map((link) => [
    textOf(text, link.at),
    'page' in link ? link.page : link.opens,
    link.tooltip,
  ]);
}

function outline(symbols: readonly OutlineSymbol[]): unknown {
  return symbols.map(({ name, children }) => (children.length === 0 ? name : [name, outline(children)]));
}

const shown = (path: string, text: string) => outline(policyView({ path, text, files: undefined }).symbols);

describe('links of a policy', () => {
  test('lead to what it extends, and from another place to the copy of that', () => {
    const copy = '.lockkeeper/extends/github/o/r/a.yaml';
    const text = `extends: [./org/base.yaml, github:o/r//a.yaml@${'a'.repeat(40)}, ./gone.yaml, alembic]\n`;
    expect(policyView({ path: 'lockkeeper.yaml', text, files: ['org/base.yaml', copy] }).links).toMatchObject(
      [{ opens: 'org/base.yaml' }, { opens: copy }],
    );
  });

  test('lead from rules to their pages and from what names files to the first that is there', () => {
    expect(links('lockkeeper.yaml', YAML)).toEqual([
      ['app/core/**', 'app/core/a.py', 'Open app/core/a.py, the first of 2 files'],
      ['docs/core.md', 'docs/core.md', 'Open docs/core.md'],
      ['docs/core.md', 'docs/core.md', 'Open docs/core.md'],
      ['docs/encoding', 'docs/encoding', 'Read about docs/encoding'],
      ['deploy/last.json', 'deploy/last.json', 'Open deploy/last.json'],
      ['docs/encoding', 'docs/encoding', 'Read about docs/encoding'],
      ['docs/**', 'docs/core.md', 'Open docs/core.md'],
      ['docs/core.md', 'docs/core.md', 'Open docs/core.md'],
    ]);
  });

  test('are there in TOML and JSON', () => {
    expect(links('lockkeeper.toml', TOML)).toEqual([
      ['"app/core/**"', 'app/core/a.py', 'Open app/core/a.py, the first of 2 files'],
      ['"docs/encoding"', 'docs/encoding', 'Read about docs/encoding'],
    ]);
    expect(links('lockkeeper.json', JSON_TEXT)).toEqual([
      ['"docs/encoding"', 'docs/encoding', 'Read about docs/encoding'],
    ]);
  });

  test('lead to pages alone where the files cannot be listed', () => {
    const text = 'rules: { docs/encoding: off }\ndocuments: [docs/core.md]\n';
    const view = policyView({ path: 'lockkeeper.yaml', text, files: undefined });
    expect(view.links.map((link) => 'page' in link)).toEqual([true]);
  });
});

describe('the outline of a policy', () => {
  test('lists its sections and what each of them lists, by the names that people use', () => {
    expect(shown('lockkeeper.yaml', YAML)).toEqual([
      'version',
      ['extends', ['alembic']],
      ['protected', ['core', 'x']],
      ['rules', ['docs/encoding', 'docs/nothing']],
      ['deployment', ['record']],
      ['waivers', ['docs/encoding']],
      ['documents', ['docs/core.md']],
    ]);
  });

  test('is the same in TOML and JSON', () => {
    expect(shown('lockkeeper.toml', TOML)).toEqual([
      'version',
      ['protected', ['core', 'more']],
      ['rules', ['docs/encoding']],
    ]);
    expect(shown('lockkeeper.json', JSON_TEXT)).toEqual([
      'version',
      ['rules', ['docs/encoding']],
      ['protected', ['core']],
    ]);
  });

  test('is there while something is half written, as far as that can be read', () => {
    expect(shown('lockkeeper.yaml', 'version: 1\nprotected:\n  - id: core\n    pat\nrul')).toEqual([
      'version',
      ['protected', ['core']],
      'rul',
    ]);
    expect(shown('lockkeeper.json', '{ "version": 1, "rules": {')).toEqual(['version', 'rules']);
    expect(shown('lockkeeper.toml', 'version = 1\nrul')).toEqual([]);
    expect(shown('lockkeeper.yaml', '- a\n')).toEqual([]);
  });

  test('names each part within all that belongs to it', () => {
    const { symbols } = policyView({ path: 'lockkeeper.yaml', text: YAML, files: undefined });
    const inside = ({ at, whole = at, children }: OutlineSymbol): boolean =>
      textOf(YAML, whole).includes(textOf(YAML, at)) && children.every(inside);
    expect(symbols.every(inside)).toBe(true);
    const section = symbols.find(({ name }) => name === 'deployment');
    expect(section?.whole && textOf(YAML, section.whole)).toBe('deployment: { record: deploy/last.json }');
  });
});

test('any text in any format has a view, never an exception', () => {
  fc.assert(
    fc.property(fc.constantFrom(...POLICY_FILE_NAMES), fc.string(), (path, text) => {
      expect(policyView({ path, text, files: FILES }).lenses).toEqual([]);
    }),
  );
});
