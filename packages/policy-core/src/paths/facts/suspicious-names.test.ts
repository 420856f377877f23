import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed } from '../../model/known.ts';
import type { ChangeEntry } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { foldersOf } from '../../testing/folders-of.ts';
import { headTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';
import { newPathsOf } from './new-names.ts';
import { findSuspiciousNames, isShortName, shortForm } from './suspicious-names.ts';

const POLICY = policyOf({
  protected: [{ id: 'core', paths: ['migrations/**', 'app/core/**'], require: { label: 'ok' } }],
});

const entry = (path: string, status: ChangeEntry['status'] = 'added'): ChangeEntry => ({
  status,
  path,
  oldMode: status === 'added' ? '000000' : '100644',
  newMode: status === 'deleted' ? '000000' : '100644',
});

const treeWith = (entries: readonly ChangeEntry[], before: readonly string[]) =>
  headTree(
    entries,
    surroundingsOf({
      links: {},
      folders: Object.fromEntries(
        Object.entries(foldersOf(before)).map(([folder, inside]) => [folder, observed(inside)]),
      ),
    }),
  );

const judged = (entries: readonly ChangeEntry[], before: readonly string[] = ['docs/guide.md']) =>
  findSuspiciousNames(POLICY, entries, treeWith(entries, before)).map(({ path, how }) => `${path}: ${how}`);

describe('an added name that hides something', () => {
  test.each([
    ['docs/a\tb.md', 'it holds the control character U+0009'],
    ['docs/a\nb.md', 'it holds the control character U+000A'],
    ['docs/caf\udce9.md', 'it is not UTF-8: it holds the byte 0xE9'],
    ['docs/nul.md', 'its part "nul.md" is a device on Windows'],
    ['docs./guide.md', 'its part "docs." ends in a dot, which Windows leaves out'],
    ['docs/co\u200bre.md', 'it holds the invisible character U+200B'],
    ['docs\\guide.md', 'it has a backslash, which separates directories on Windows'],
  ])('%j is told with the reason', (path, how) => {
    expect(judged([entry(path)])).toEqual([`${path}: ${how}`]);
  });

  test.each(['modified', 'deleted', 'type-changed'] as const)('is left alone when it is %s', (status) => {
    expect(judged([entry('docs/a\tb.md', status)])).toEqual([]);
  });

  test('is judged from the folder on that is new', () => {
    expect(judged([entry('aux/guide.md')], ['aux/old.md'])).toEqual([]);
    expect(judged([entry('aux/con/guide.md')], ['aux/old.md'])).toEqual([
      'aux/con/guide.md: its part "con" is a device on Windows',
    ]);
    expect(judged([entry('aux/nul')], ['aux/old.md'])).toEqual([
      'aux/nul: its part "nul" is a device on Windows',
    ]);
  });

  test('is judged as a whole where nobody knows what is new', () => {
    const entries = [entry('aux/guide.md')];
    expect(
      findSuspiciousNames(POLICY, entries, headTree(entries, surroundingsOf({ links: {}, folders: {} }))),
    ).toHaveLength(1);
  });
});

describe('a short name of Windows', () => {
  const CORE = 'to Windows it may be the short name of a path of section core';
  const SELF = 'to Windows it may be the short name of a path of what enforces the policy';

  test.each([
    ['LOCKKE~1.JSO', SELF],
    ['LOCKKE~1.YAM', SELF],
    ['GITHUB~1/workflows/ci.yml', SELF],
    ['backend/GITATT~1', 'its part "GITATT~1" is .gitattributes to some file systems'],
    ['MIGRAT~1/001_init.py', CORE],
    ['migrat~2/a_rather_long_name.sql', CORE],
  ])('is told where what it may stand for is guarded: %s', (path, how) => {
    expect(judged([entry(path)])).toEqual([`${path}: ${how}`]);
  });

  test.each(['docs/REPORT~1.DOC', 'migrations/REPORT~1.SQL', 'app/core/a~1', 'MIGRAT~1.TXT', 'core~1/a'])(
    'is left alone where it is not: %s',
    (path) => {
      expect(judged([entry(path)])).toEqual([]);
    },
  );

  test('is left alone in a folder that was there before', () => {
    expect(judged([entry('MIGRAT~1/new.py')], ['MIGRAT~1/old.py'])).toEqual([]);
  });
});

describe('the new paths of an added file', () => {
  test.each([
    ['docs/new.md', ['docs/new.md']],
    ['docs/a/b/new.md', ['docs/a', 'docs/a/b', 'docs/a/b/new.md']],
    ['web/new.ts', ['web', 'web/new.ts']],
    ['new.md', ['new.md']],
    ['docs/guide.md/x', ['docs/guide.md/x']],
  ])('%s are %j', (path, fresh) => {
    const added = entry(path);
    expect(newPathsOf(added, treeWith([added], ['docs/guide.md']))).toEqual(fresh);
  });
});

describe('a short name of Windows', () => {
  test.each([
    ['LOCKKE~1.YAM', 'lockkeeper.yaml'],
    ['lockke~2.jso', 'lockkeeper.json'],
    ['MIGRAT~1', 'migrations'],
    ['GITHUB~1', '.github'],
    ['CODEOW~1', 'CODEOWNERS'],
    ['MCP~1.JSO', '.mcp.json'],
    ['AIDERC~1.YML', '.aider.conf.yml'],
    ['CLAUDE~1.MD', 'CLAUDE.local.md'],
    ['MYDOCS~1', 'My Docs'],
    ['A_B~1', 'a+b'],
    ['REQUIR~1.TXT', 'requirements.txt'],
  ])('%s may stand for %s', (short, name) => {
    expect(isShortName(short)).toBe(true);
    expect(shortForm(short)).toBe(shortForm(name));
    expect(shortForm(`a/${short}/b`)).toBe(shortForm(`a/${name}/b`));
  });

  test.each([
    ['CORE~1', 'core'],
    ['MAIN~1.PY', 'main.py'],
    ['LOCKKE~1.YAM', 'lockkeeper.json'],
    ['MIGRAT~1', 'migration.d'],
  ])('%s never stands for %s', (short, name) => {
    expect(shortForm(short)).not.toBe(shortForm(name));
  });

  test.each(['notes~', 'a~b', 'file.txt~1', 'migrations~1', '~1', 'core.py', 'a~1.html', 'v1~2.0~1'])(
    'is not %s',
    (name) => {
      expect(isShortName(name)).toBe(false);
    },
  );
});

describe('the form', () => {
  test.each([
    ['app/payments**', 'app/payments**'],
    ['**/conftest_*.py', '**/conftest_*.py'],
    ['migrations/**', 'migrat~/**'],
    ['backend/\\[id\\]/', 'backend/\\[id\\]/'],
    ['', ''],
  ])('of the pattern %s is %s', (pattern, form) => {
    expect(shortForm(pattern)).toBe(form);
  });

  test('is the same for a name in any case, and has as many parts as the path', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9 ._~+/-]{0,40}$/), (path) => {
        expect(shortForm(path.toUpperCase())).toBe(shortForm(path));
        expect(shortForm(path).split('/')).toHaveLength(path.split('/').length);
      }),
    );
  });
});
