import { describe, expect, test } from 'vitest';

import { observed } from '../../model/known.ts';
import type { ChangeEntry } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { foldersOf } from '../../testing/folders-of.ts';
import { findCaseCollisions } from './case-collisions.ts';
import { headTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';

const POLICY = policyOf({
  protected: [
    { id: 'core', paths: ['core/**', 'pay**'], except: ['core/README.md'], require: { label: 'ok' } },
    { id: 'legal', paths: ['**/LICENSE'], require: { label: 'ok' } },
  ],
  change_scope: { deny: { paths: ['migrations/'] } },
  dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock' }],
});
const BEFORE = ['docs/guide.md', 'core/auth.py'];

const entry = (path: string, status: ChangeEntry['status'] = 'added'): ChangeEntry => ({
  status,
  path,
  oldMode: status === 'added' ? '000000' : '100644',
  newMode: status === 'deleted' ? '000000' : '100644',
});

function judged(entries: readonly ChangeEntry[], before: readonly string[] | undefined = BEFORE) {
  const folders = Object.entries(before.length === 0 ? {} : foldersOf(before));
  const tree = headTree(
    entries,
    surroundingsOf({
      links: {},
      folders: Object.fromEntries(folders.map(([folder, inside]) => [folder, observed(inside)])),
    }),
  );
  const all = findCaseCollisions(POLICY, entries, tree);
  const found = all.filter((one) => one.kind !== 'unknown');
  const unknown = all.filter((one) => one.kind === 'unknown');
  return {
    found: found.map((collision) =>
      collision.kind === 'guard'
        ? `${collision.path}: ${collision.guard.name} by ${collision.line.pattern.text}`
        : `${collision.path}: ${collision.own} is ${collision.other}`,
    ),
    unknown,
  };
}

describe('a path that is guarded in another case', () => {
  test.each([
    ['Core/auth.py', 'section core by core/**'],
    ['core2/../x', undefined],
    ['CORE', 'section core by core/**'],
    ['PAYments/a.py', 'section core by pay**'],
    ['docs/license', 'section legal by **/LICENSE'],
    ['Migrations/001.sql', 'what the change scope denies by migrations/'],
    ['R.TXT', 'the dependencies api by r.txt'],
    ['Lockkeeper.json', 'what enforces the policy by lockkeeper.json'],
    ['docs/agents.md', 'what enforces the policy by **/AGENTS.md'],
    ['infrastructure/DEPLOYS/a.json', 'what only machines write by infrastructure/deploys/**'],
    ['core/new.py', undefined],
    ['core/README.md', undefined],
    ['LICENSE', undefined],
    ['docs/new.md', undefined],
  ])('%s belongs to %s', (path, guard) => {
    expect(judged([entry(path)]).found).toEqual(guard === undefined ? [] : [`${path}: ${guard}`]);
  });

  test('is told once, by the first guard', () => {
    expect(judged([entry('Core/LICENSE')]).found).toEqual(['Core/LICENSE: section core by core/**']);
  });

  test('is told by another guard than the one it is under', () => {
    expect(judged([entry('core/license')]).found).toEqual(['core/license: section legal by **/LICENSE']);
  });
});

describe('what is judged', () => {
  test.each([
    ['added', ['docs/GUIDE.md: docs/GUIDE.md is docs/guide.md']],
    ['type-changed', ['docs/GUIDE.md: docs/GUIDE.md is docs/guide.md']],
    ['modified', []],
    ['deleted', []],
  ] as const)('of a path that is %s', (status, found) => {
    expect(judged([entry('docs/GUIDE.md', status)]).found).toEqual(found);
  });

  test('is every added path, also of one folder', () => {
    expect(judged([entry('Docs/a'), entry('Docs/b')]).found).toEqual([
      'Docs/a: Docs is docs',
      'Docs/b: Docs is docs',
    ]);
  });

  test('is no rename to another case, of a file or of a folder', () => {
    expect(judged([entry('docs/guide.md', 'deleted'), entry('docs/Guide.md')]).found).toEqual([]);
    expect(judged([entry('docs/guide.md', 'deleted'), entry('Docs/guide.md')]).found).toEqual([]);
  });

  test('is a rename of what is protected', () => {
    expect(judged([entry('core/auth.py', 'deleted'), entry('Core/auth.py')]).found).toEqual([
      'Core/auth.py: section core by core/**',
    ]);
  });
});

describe('what cannot be told', () => {
  const UNSEEN = { folder: '', reason: 'what lay in the root of the repository was not seen' };

  test('is told for each path of a folder that was not seen', () => {
    expect(judged([entry('docs/a'), entry('docs/b'), entry('x')], []).unknown).toEqual([
      { kind: 'unknown', path: 'docs/a', ...UNSEEN },
      { kind: 'unknown', path: 'docs/b', ...UNSEEN },
      { kind: 'unknown', path: 'x', ...UNSEEN },
    ]);
  });

  test('is nothing where the answer is certain', () => {
    expect(judged([entry('Core/auth.py')], [])).toEqual({
      found: ['Core/auth.py: section core by core/**'],
      unknown: [],
    });
    expect(judged([entry('web/A'), entry('web/a')], []).found).toEqual([]);
  });

  test('is nothing where nothing is added', () => {
    expect(judged([entry('docs/guide.md', 'modified')], [])).toEqual({ found: [], unknown: [] });
  });
});
