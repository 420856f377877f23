import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved, type Known } from '../../model/known.ts';
import { holderOf, VALUE_HOLDERS } from '../../policy/enforcers/held-values.ts';
import { textOf } from '../../testing/text-of.ts';
import { heldChanges } from './held-changes.ts';

const NO_WORKFLOW: Known<readonly string[]> = observed([]);

function changed(
  name: string,
  [before, after]: readonly [before: string | undefined, after: string | undefined],
  workflows = NO_WORKFLOW,
): readonly string[] | string {
  const holder = holderOf(name);
  if (holder === undefined) throw new Error(name);
  const changes = heldChanges(holder, { path: name, before, after, workflows });
  return changes.known ? changes.value.map(({ key }) => key) : changes.reason;
}

const json = (before: unknown, after: unknown) => [JSON.stringify(before), JSON.stringify(after)] as const;

describe('package.json', () => {
  test.each<readonly [string, object, object, readonly string[]]>([
    ['a dependency', { dependencies: { a: '1' } }, { dependencies: { a: '2' } }, []],
    ['another version', { version: '1.0.0' }, { version: '1.1.0' }, []],
    ['a script that nothing calls', { scripts: { dev: 'a' } }, { scripts: { dev: 'b' } }, []],
    ['an install hook', {}, { scripts: { postinstall: 'x' } }, ['scripts.postinstall']],
    ['a hook that is taken away', { scripts: { prepare: 'husky' } }, { scripts: {} }, ['scripts.prepare']],
    ['the package manager', { packageManager: 'pnpm@9' }, { packageManager: 'pnpm@10' }, ['packageManager']],
    ['an override', {}, { overrides: { a: 'npm:b@1' } }, ['overrides']],
    ['an override of pnpm', { pnpm: {} }, { pnpm: { overrides: { a: '1' } } }, ['pnpm']],
    ['what runs on staged files', { 'lint-staged': { '*': 'x' } }, {}, ['lint-staged']],
    ['keys in another order', { overrides: { a: '1', b: '2' } }, { overrides: { b: '2', a: '1' } }, []],
  ])('%s', (_, ...[before, after, keys]) => {
    expect(changed('package.json', json(before, after))).toEqual(keys);
  });

  const SCRIPTS = { test: 'npm run unit && tsc', unit: 'vitest', pretest: 'x', dev: 'vite', 'test:ui': 'y' };
  test.each<readonly [string, readonly string[]]>([
    ['- run: npm test', ['pretest', 'test', 'unit']],
    ['- run: pnpm -r run unit', ['unit']],
    ['- run: yarn --cwd web test:ui', ['test:ui']],
    ['- run: npx run-p unit dev', ['dev', 'unit']],
    ['- run: node --run unit', ['unit']],
    ['- run: make test', []],
    ['- run: npm run unit-tests', []],
    ['# test', []],
  ])('a workflow that says %j holds the scripts %j', (line, names) => {
    const after = Object.fromEntries(Object.keys(SCRIPTS).map((name) => [name, 'true']));
    const sides = json({ scripts: SCRIPTS }, { scripts: after });
    const keys = changed('package.json', sides, observed([line]));
    expect(new Set(keys)).toEqual(new Set(names.map((name) => `scripts.${name}`)));
  });

  test('a called script that is added or taken away counts, in a file that was there', () => {
    const lines = observed(['npm run lint']);
    const [none, one] = [{ scripts: { dev: 'x' } }, { scripts: { dev: 'x', lint: 'eslint' } }];
    expect(changed('package.json', json(none, one), lines)).toEqual(['scripts.lint']);
    expect(changed('package.json', json(one, none), lines)).toEqual(['scripts.lint']);
    expect(changed('package.json', [undefined, JSON.stringify(one)], lines)).toEqual([]);
    expect(changed('package.json', [JSON.stringify(one), undefined], lines)).toEqual(['scripts.lint']);
  });

  test('without a sight of workflows any script may be called', () => {
    const sides = json({ scripts: { dev: 'a' } }, { scripts: { dev: 'b' } });
    expect(changed('package.json', sides, unobserved('x'))).toEqual(['scripts.dev']);
  });

  test('what npm reads counts: the last of two keys, behind a byte order mark; what it cannot read runs nothing', () => {
    const twice = '\uFEFF{"scripts":{},"scripts":{"prepare":"x"}}';
    expect(changed('package.json', ['{"scripts":{}}', twice])).toEqual(['scripts.prepare']);
    expect(changed('package.json', [twice, '{'])).toEqual(['scripts.prepare']);
    expect(changed('package.json', ['{', '{}'])).toEqual([]);
  });

  test('the key is underlined where it stands', () => {
    const after = '{\n  "scripts": {\n    "prepare": "x"\n  }\n}\n';
    const [holder] = VALUE_HOLDERS;
    if (holder === undefined) throw new Error('no holder');
    const changes = heldChanges(holder, { path: 'p', before: '{}', after, workflows: NO_WORKFLOW });
    expect(changes.known && changes.value.map(({ at }) => textOf(after, at))).toEqual(['"prepare"']);
  });

  test('nothing changes where the values are the same, whatever else is written', () => {
    const value = fc.dictionary(fc.constantFrom('scripts', 'overrides', 'name', 'pnpm'), fc.jsonValue());
    fc.assert(
      fc.property(value, fc.boolean(), (package_, isIndented) => {
        const [before, after] = [
          JSON.stringify(package_),
          JSON.stringify({ ...package_, version: '2' }, undefined, isIndented ? 2 : 0),
        ];
        expect(changed('package.json', [before, after], unobserved('x'))).toEqual([]);
      }),
    );
  });
});

describe('pyproject.toml', () => {
  const [BUILD, UV] = [
    '[build-system]\nrequires = ["hatchling"]\n',
    '[tool.uv]\noverride-dependencies = ["a==1"]\n',
  ];
  test.each<readonly [string, string, string, readonly string[]]>([
    ['a dependency', '[project]\ndependencies = ["a"]', '[project]\ndependencies = ["b", 1]', []],
    ['what builds it', BUILD, BUILD.replace('hatchling', 'evil'), ['build-system']],
    ['an override', '', UV, ['tool.uv.override-dependencies']],
    ['the same, written as one line', UV, 'tool.uv = { override-dependencies = ["a==1"] }', []],
    ['a task that nothing calls', '[tool.poe.tasks]\na = "x"', '[tool.poe.tasks]\na = "y"', []],
  ])('%s', (_, ...[before, after, keys]) => {
    expect(changed('pyproject.toml', [before, after])).toEqual(keys);
  });

  test('a task that a workflow calls', () => {
    const sides = ['[tool.poe.tasks]\na = "x"', '[tool.poe.tasks]\na = "y"'] as const;
    expect(changed('pyproject.toml', sides, observed(['poe a']))).toEqual(['tool.poe.tasks.a']);
  });

  test('what cannot be read is not known', () => {
    expect(changed('pyproject.toml', ['', 'a = '])).toBe('it is no TOML that can be read');
    expect(changed('pyproject.toml', ['a = ', ''])).toBe('it is no TOML that can be read');
  });
});

test('composer.json: an install hook', () => {
  expect(changed('composer.json', json({}, { scripts: { 'post-install-cmd': 'x' } }))).toEqual([
    'scripts.post-install-cmd',
  ]);
});
