import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { filesNamed, pathsNamed, type NamedFiles } from './matched-files.ts';
import { spotsIn, type PolicySpot } from './policy-node.ts';
import { policyTree } from './policy-tree.ts';

const FILES = ['app/a.py', 'app/b/c.py', 'docs/x.md', 'db/v/1.py', 'deploy.json', 'r.txt', 'main'];

/** The last single value of a policy in YAML. */
function lastOf(text: string) {
  const tree = policyTree('yaml', text);
  const spot = spotsIn(tree).findLast(({ on }) => on === 'value');
  if (spot === undefined) throw new Error('There is no value.');
  return { spot, tree };
}

function named(text: string, files: readonly string[] = FILES): NamedFiles | undefined {
  const { spot, tree } = lastOf(text);
  return filesNamed(spot, tree, files);
}

function names(text: string, path: string): boolean {
  const { spot, tree } = lastOf(text);
  return pathsNamed(spot, tree)?.(path) === true;
}

describe('what a text of a policy stands for', () => {
  const python = { kind: 'pattern', files: ['app/a.py', 'app/b/c.py', 'db/v/1.py'] };

  test.each<[string, string, object | undefined]>([
    ['a pattern of a section', "protected: [{ paths: ['**/*.py'] }]", python],
    ['a pattern of an exception', "protected: [{ except: ['**/*.py'] }]", python],
    ['a pattern of a scope', "scope: ['**/*.py']", python],
    ['a pattern of a waiver', "waivers: [{ path: '**/*.py' }]", python],
    ['a pattern that matches nothing', 'scope: [nowhere/**]', { kind: 'pattern', files: [] }],
    [
      'a file that is there',
      'deployment: { record: deploy.json }',
      { kind: 'file', isThere: true, path: 'deploy.json' },
    ],
    [
      'a file that is not there',
      'deployment: { record: x.json }',
      { kind: 'file', isThere: false, path: 'x.json' },
    ],
    ['a file of a pair', 'dependencies: [{ source: r.txt }]', { kind: 'file', isThere: true, path: 'r.txt' }],
    ['a folder', 'migrations: { alembic: [db/v] }', { kind: 'folder', files: 1 }],
    ['a folder above others', 'migrations: { alembic: [app] }', { kind: 'folder', files: 2 }],
    ['a folder with a slash behind it', 'migrations: { alembic: [app/] }', { kind: 'folder', files: 2 }],
    ['a folder that is not there', 'migrations: { alembic: [ap] }', { kind: 'folder', files: 0 }],
    ['a folder of a map', 'migrations: { alembic: [{ folders: [db] }] }', { kind: 'folder', files: 1 }],
    [
      'a document of a section',
      'protected: [{ docs: docs/x.md }]',
      { kind: 'file', isThere: true, path: 'docs/x.md' },
    ],
    ['a text that is no file', 'policy: { title: Mine }', undefined],
    ['a key that nobody knows', 'nothing: [x]', undefined],
    ['an empty text', "scope: ['']", undefined],
    ['a number', 'version: 1', undefined],
    ['a pattern that is none', "scope: ['[x']", undefined],
  ])('%s', (_, text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  test('follows the dialect that the policy names, wherever it stands', () => {
    expect(named('scope: [b]')).toEqual({ kind: 'pattern', files: [] });
    const codeowners = { kind: 'pattern', files: ['app/b/c.py'] };
    expect(named('patterns: { dialect: codeowners }\nscope: [b]')).toEqual(codeowners);
    expect(named('patterns: { dialect: lockpath }\nscope: [b]')).toEqual({ kind: 'pattern', files: [] });
    expect(named('patterns: { dialect: [codeowners] }\nscope: [b]')).toEqual({ kind: 'pattern', files: [] });
  });

  test('is nothing of a key', () => {
    const tree = policyTree('yaml', 'scope: []\n');
    expect(spotsIn(tree).map((spot) => filesNamed(spot, tree, FILES))).toEqual([undefined]);
  });

  test('keeps the files in their order', () => {
    expect(named("scope: ['**']", ['b', 'a', 'c'])).toEqual({ kind: 'pattern', files: ['b', 'a', 'c'] });
  });
});

describe('whether a text of a policy names a path', () => {
  test.each([
    ['scope: [app/**]', 'app/new.py', true],
    ['scope: [app/**]', 'apple/new.py', false],
    ["scope: ['[x']", '[x', false],
    ['migrations: { alembic: [db/v] }', 'db/v/new.py', true],
    ['migrations: { alembic: [db/v] }', 'db/v', false],
    ['migrations: { alembic: [db/v] }', 'db/v2/new.py', false],
    ['migrations: { alembic: [db/v//] }', 'db/v/new.py', true],
    ['dependencies: [{ lock: a.lock }]', 'a.lock', true],
    ['dependencies: [{ lock: a.lock }]', 'b/a.lock', false],
    ['version: 1', '1', false],
  ])('%s: %s %s', (text, path, expected) => {
    expect(names(text, path)).toBe(expected);
  });

  test('agrees with the files that it stands for', () => {
    const word = fc.constantFrom('app', 'b', 'c.py', '*', '**', '*.py', 'docs', '[x', '!a', '');
    const text = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('/'));
    const steps = fc.constantFrom<PolicySpot['steps']>(
      ['scope', 0],
      ['migrations', 'alembic', 0],
      ['deployment', 'record'],
      ['documents', 0],
    );
    fc.assert(
      fc.property(text, steps, fc.boolean(), (value, at, isCodeowners) => {
        const tree = isCodeowners ? policyTree('yaml', 'patterns: { dialect: codeowners }') : undefined;
        const spot = { on: 'value', steps: at, value } as const;
        const told = value === '' ? 0 : countOf(filesNamed(spot, tree, FILES));
        const matching = value === '' ? [] : FILES.filter((path) => pathsNamed(spot, tree)?.(path));
        expect(matching).toHaveLength(told);
      }),
    );
  });
});

function countOf(found: NamedFiles | undefined): number {
  if (found?.kind === 'pattern') return found.files.length;
  if (found?.kind === 'folder') return found.files;
  return Number(found?.isThere === true);
}
