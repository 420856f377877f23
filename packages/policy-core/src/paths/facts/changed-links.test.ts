import { describe, expect, test } from 'vitest';

import { observed } from '../../model/known.ts';
import type { ChangeEntry } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { foldersOf } from '../../testing/folders-of.ts';
import { findChangedLinks } from './changed-links.ts';
import { headTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';

const POLICY = {
  protected: [
    { id: 'core', paths: ['core/**'], except: ['core/docs/**'], require: { label: 'ok' } },
    { id: 'keys', paths: ['**/*.key', 'web/*.pem'], require: { label: 'ok' } },
  ],
};
const FILES = ['lockkeeper.json', 'core/auth.py', 'core/docs/a.md', 'docs/guide.md', 'web/app.ts'];

const link = (path: string, status: ChangeEntry['status'] = 'added'): ChangeEntry => ({
  status,
  path,
  oldMode: status === 'added' ? '000000' : '100644',
  newMode: status === 'deleted' ? '000000' : '120000',
});

interface Given {
  readonly policy?: object;
  readonly entries?: readonly ChangeEntry[];
  readonly files?: readonly string[];
}

function judged(
  links: Readonly<Record<string, string>>,
  { policy = POLICY, entries, files = FILES }: Given = {},
) {
  const changed = entries ?? Object.keys(links).map((path) => link(path));
  const tree = headTree(
    changed,
    surroundingsOf({
      links: Object.fromEntries(Object.entries(links).map(([path, target]) => [path, observed(target)])),
      folders: Object.fromEntries(
        Object.entries(foldersOf(files)).map(([folder, inside]) => [folder, observed(inside)]),
      ),
    }),
  );
  return findChangedLinks(policyOf({ ...policy }), changed, tree).map(({ path, standing }) => {
    const guard = 'guard' in standing ? ` ${standing.guard.name} by ${standing.line.pattern.text}` : '';
    return `${path}: ${standing.kind}${guard}`;
  });
}

describe('a link of a change', () => {
  test.each([
    ['to a guarded file', { 'docs/l': '../core/auth.py' }, 'guarded section core by core/**'],
    [
      'to a name that is guarded anywhere',
      { 'docs/l': '../web/tls.key' },
      'guarded section keys by **/*.key',
    ],
    ['to a guarded folder', { 'docs/l': '../core' }, 'guarded section core by core/**'],
    ['to the folder in which guarded names lie', { 'docs/l': '../web' }, 'above section keys by web/*.pem'],
    ['to the root', { 'docs/l': '..' }, 'above section core by core/**'],
    ['at a guarded path', { 'core/l': '../docs/guide.md' }, 'handed-over section core by core/**'],
    ['from one guard to another', { 'core/l': '../web/tls.key' }, 'guarded section keys by **/*.key'],
    ['out of the repository', { 'docs/l': '../../x' }, 'outside'],
    ['to itself', { 'docs/l': 'l' }, 'dead'],
    ['into the folder of git', { 'docs/l': '../.git' }, 'git-folder'],
  ])('%s is told', (_, links, standing) => {
    expect(judged(links)).toEqual(Object.keys(links).map((path) => `${path}: ${standing}`));
  });

  test.each([
    ['above a guarded path where nothing lies yet', 'app', 'app/db/migrations/**'],
    ['above it in another case', 'App/DB', 'app/db/migrations/**'],
    ['at a folder whose names are guarded', 'app', 'app/pay**'],
  ])('%s is told', (_, path, pattern) => {
    const policy = { protected: [{ id: 'deep', paths: [pattern], require: { label: 'ok' } }] };
    const target = path.includes('/') ? '../docs' : 'docs';
    expect(judged({ [path]: target }, { policy })).toEqual([
      `${path}: handed-over section deep by ${pattern}`,
    ]);
    expect(judged({ [`${path}x`]: target }, { policy })).toEqual([]);
  });

  test.each([
    ['to a free file', 'docs/l', 'guide.md'],
    ['within one guard', 'core/l', 'auth.py'],
    ['to what a section leaves free', 'docs/l', '../core/docs/a.md'],
    ['at what a section leaves free', 'core/docs/l', 'a.md'],
    ['to a free folder, though names are guarded anywhere', 'l', 'docs'],
    ['to a place where something guarded could come to be', 'docs/l', '../infrastructure'],
  ])('%s is left out', (_, path, target) => {
    expect(judged({ [path]: target })).toEqual([]);
  });

  describe('into a folder that only wildcards guard', () => {
    const policy = {
      protected: [
        { id: 'code', paths: ['core/**/*.py'], require: { label: 'ok' } },
        { id: 'apps', paths: ['web/*/secret.py'], require: { label: 'ok' } },
      ],
    };
    const files = [...FILES, 'core/deep/er/b.py', 'web/shop/secret.py', 'web/shop/img/a.png'];

    test.each([
      ['docs/l', '../core/deep', 'above section code by core/**/*.py'],
      ['docs/l', '../core/deep/er', 'above section code by core/**/*.py'],
      ['docs/l', '../CORE/Deep', 'above section code by core/**/*.py'],
      ['docs/l', '../web/shop', 'above section apps by web/*/secret.py'],
      ['web/l', 'shop/img', undefined],
      ['core/l', 'deep', undefined],
      ['docs/l', '../web/app.ts', undefined],
      ['docs/l', '../core/planned', undefined],
    ])('%s to %s is %s', (path, target, standing) => {
      expect(judged({ [path]: target }, { policy, files })).toEqual(
        standing === undefined ? [] : [`${path}: ${standing}`],
      );
    });
  });

  test.each(['added', 'modified', 'type-changed'] as const)('counts when it is %s', (status) => {
    expect(judged({ 'docs/l': '/etc' }, { entries: [link('docs/l', status)] })).toEqual(['docs/l: outside']);
  });

  test('does not count when it goes away', () => {
    expect(judged({ 'docs/l': '/etc' }, { entries: [link('docs/l', 'deleted')] })).toEqual([]);
  });

  test('is free where the policy says so', () => {
    const links = { 'docs/l': '/etc', 'web/l': '/etc' };
    expect(judged(links, { policy: { integrity: { symlinks: { except: ['docs/**'] } } } })).toEqual([
      'web/l: outside',
    ]);
    expect(judged(links, { policy: { integrity: { symlinks: { allow: true } } } })).toEqual([]);
  });

  test('is judged by the worst of what the systems make of it', () => {
    expect(judged({ 'docs/l': '..\\core\\auth.py' })).toEqual(['docs/l: guarded section core by core/**']);
    expect(judged({ 'docs/l': 'to/../core/auth.py', 'docs/to': '../web' })).toEqual([
      'docs/l: guarded section core by core/**',
      'docs/to: above section keys by web/*.pem',
    ]);
  });
});
