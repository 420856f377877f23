import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { added, addedLink, foldersSeen, targetsSeen } from '../../testing/change-entries.ts';
import { findChangedLinks } from './changed-links.ts';
import { headTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';

const POLICY = policyOf({
  protected: [{ id: 'core', paths: ['core/**', 'web/**/*.pem'], require: { label: 'ok' } }],
});
const FILES = [
  'core/auth.py',
  'core/deep/b.py',
  'docs/guide.md',
  'docs/deep/c.md',
  'web/certs/tls.pem',
  'web/app.ts',
];

type Links = Readonly<Record<string, string>>;

interface World {
  readonly links?: Observations['links'];
  readonly folders?: Observations['folders'];
  readonly unseen?: Parameters<typeof surroundingsOf>[1];
}

/** The standing of every link when all of them are added at once, by path. */
function standings(links: Links, world: World = {}): Readonly<Record<string, string>> {
  const entries = Object.keys(links).map((path) => addedLink(path));
  const tree = headTree(
    entries,
    surroundingsOf(
      { links: world.links ?? targetsSeen(links), folders: world.folders ?? foldersSeen(FILES) },
      world.unseen,
    ),
  );
  const found = findChangedLinks(POLICY, entries, tree);
  return Object.fromEntries(found.map(({ path, standing }) => [path, standing.kind]));
}

describe('a link to what is guarded, whatever way it takes', () => {
  test.each<[string, Links]>([
    ['straight', { 'docs/l': '../core/auth.py' }],
    ['over its own folder', { 'docs/l': './../core/auth.py' }],
    ['in and out of a folder', { 'docs/l': 'deep/../../core/auth.py' }],
    ['over a folder that is not there', { 'docs/l': 'nothing/../../core/auth.py' }],
    ['with slashes to spare', { 'docs/l': '..//core///auth.py' }],
    ['with a slash at the end', { 'docs/l': '../core/' }],
    ['from deep below', { 'docs/deep/l': '../../core/auth.py' }],
    ['from the root', { l: 'core/auth.py' }],
    ['in capitals', { 'docs/l': '../CORE/AUTH.PY' }],
    ['over a link to the root', { 'docs/l': 'up/core/auth.py', 'docs/up': '..' }],
    ['over a link to its folder', { 'docs/l': 'c/auth.py', 'docs/c': '../core' }],
    ['over three links', { 'docs/l': 'm', 'docs/m': 'n', 'docs/n': '../core/auth.py' }],
    ['over a link in another case', { 'docs/l': 'M', 'docs/m': '../core/auth.py' }],
    ['back over where a link leads', { 'docs/l': 'd/../../core/auth.py', 'docs/d': 'deep' }],
    ['to what is not there yet', { 'docs/l': '../core/planned.py' }],
    ['to what a pattern names anywhere below', { 'docs/l': '../web/certs/tls.pem' }],
    ['in words of Windows', { 'docs/l': '..\\core\\auth.py' }],
    ['in words of both systems', { 'docs/l': '..\\core/auth.py' }],
    ['with a dot that Windows leaves out', { 'docs/l': '../core./auth.py' }],
    ['with blanks that Windows leaves out', { 'docs/l': '../core  /auth.py' }],
    ['into a stream of the file', { 'docs/l': '../core/auth.py::$DATA' }],
    ['back over a file, as Windows counts it', { 'docs/l': 'guide.md\\..\\..\\core\\auth.py' }],
  ])('is found: %s', (_, links) => {
    expect(standings(links)['docs/l'] ?? standings(links)['l'] ?? standings(links)['docs/deep/l']).toBe(
      'guarded',
    );
  });

  test.each<[string, Links, string]>([
    ['to the root', { 'docs/l': '..' }, 'above'],
    ['to the root over a link', { 'docs/l': 'up', 'docs/up': '..' }, 'above'],
    ['to the folder of what a pattern names', { 'docs/l': '../web' }, 'above'],
    ['to a folder below it in which such a name may lie', { 'docs/l': '../web/certs' }, 'above'],
    ['out by one step', { 'docs/l': '../../core' }, 'outside'],
    ['to a fixed place', { 'docs/l': '/repo/core/auth.py' }, 'outside'],
    ['to a home', { 'docs/l': '~/core' }, 'outside'],
    ['to a drive', { 'docs/l': 'C:\\core' }, 'outside'],
    ['to a drive, from where one is there', { 'docs/l': 'C:core' }, 'outside'],
    ['to a server', { 'docs/l': '\\\\server\\core' }, 'outside'],
    ['to a device of Windows', { 'docs/l': '\\\\.\\PhysicalDrive0' }, 'outside'],
    ['out in words of Windows', { 'docs/l': '..\\..\\x' }, 'outside'],
    ['into the folder of git', { 'docs/l': '../.git/hooks/pre-commit' }, 'git-folder'],
    ['into it under its short name', { 'docs/l': '../GIT~1/config' }, 'git-folder'],
    ['into it with what nobody sees', { 'docs/l': '../.g\u200cit/config' }, 'git-folder'],
    ['into it as a stream', { 'docs/l': '../.git::$INDEX_ALLOCATION/config' }, 'git-folder'],
    ['to itself', { 'docs/l': 'l' }, 'dead'],
    ['to nothing', { 'docs/l': '' }, 'dead'],
    ['to a text with a NUL', { 'docs/l': 'guide.md\0' }, 'dead'],
  ])('is told apart: %s', (_, links, kind) => {
    expect(standings(links)['docs/l']).toBe(kind);
  });

  test.each<[string, Links]>([
    ['a free file', { 'docs/l': 'guide.md' }],
    ['a free folder', { 'docs/l': 'deep' }],
    ['a free file elsewhere', { 'docs/l': '../web/app.ts' }],
    ['a free file over another link', { 'docs/l': 'm', 'docs/m': 'guide.md' }],
    ['a name that only begins like a guarded one', { 'docs/l': '../core-docs/a.md' }],
    ['a name that only ends like the folder of git', { 'docs/l': '../my.git/a' }],
    ['a name with three dots', { 'docs/l': 'a...b' }],
  ])('is no link to %s', (_, links) => {
    expect(standings(links)).toEqual({});
  });
});

describe('whatever links a change makes', () => {
  const step = fc.constantFrom(
    '..',
    '.',
    'core',
    'docs',
    'deep',
    'web',
    'auth.py',
    'guide.md',
    'm',
    'n',
    'CORE',
    '..\\core',
  );
  const target = fc.array(step, { minLength: 1, maxLength: 5 }).map((steps) => steps.join('/'));
  const anyLinks = fc.record({ 'docs/l': target, m: target, 'docs/n': target });

  test('one that is found stays found beside free files, in any order', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const entries = Object.keys(links).map((path) => addedLink(path));
        const surroundings = { links: targetsSeen(links), folders: foldersSeen(FILES) };
        const kinds = (all: typeof entries) =>
          new Set(
            findChangedLinks(POLICY, all, headTree(all, surroundingsOf(surroundings))).map(
              ({ path, standing }) => `${path} ${standing.kind}`,
            ),
          );
        const more = [added('docs/free.md'), ...entries.toReversed(), added('zzz')];
        expect(kinds(more)).toEqual(kinds(entries));
      }),
    );
  });

  test('not to have seen a target is never a pass of what was found', () => {
    fc.assert(
      fc.property(anyLinks, fc.subarray(['docs/l', 'm', 'docs/n']), (links, hidden) => {
        const whole = standings(links);
        const lost = Object.fromEntries(
          hidden.map((path) => [path, unobserved('git has no copy of it here')]),
        );
        const partly = standings(links, { links: { ...targetsSeen(links), ...lost } });
        for (const path of Object.keys(whole)) expect(partly[path], path).toBeDefined();
        for (const path of hidden) expect(partly[path], path).toBe('unknown');
      }),
    );
  });

  test('not to have seen a folder is never a pass of what was found', () => {
    fc.assert(
      fc.property(anyLinks, fc.subarray(Object.keys(foldersSeen(FILES))), (links, hidden) => {
        const whole = standings(links);
        const seen = Object.entries(foldersSeen(FILES)).filter(([folder]) => !hidden.includes(folder));
        const partly = standings(links, { folders: Object.fromEntries(seen) });
        for (const path of Object.keys(whole)) expect(partly[path], path).toBeDefined();
      }),
    );
  });

  test('a guard more never lets one through', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const entries = Object.keys(links).map((path) => addedLink(path));
        const tree = headTree(
          entries,
          surroundingsOf({ links: targetsSeen(links), folders: foldersSeen(FILES) }),
        );
        const wider = policyOf({
          protected: [
            { id: 'core', paths: ['core/**', 'web/**/*.pem'], require: { label: 'ok' } },
            { id: 'docs', paths: ['docs/deep/**'], require: { label: 'ok' } },
          ],
        });
        const paths = (policy: typeof wider) =>
          findChangedLinks(policy, entries, tree).map(({ path }) => path);
        for (const path of paths(POLICY)) expect(paths(wider)).toContain(path);
      }),
    );
  });

  test('whoever looks where it is asked to look is done after a few rounds', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const [allLinks, allFolders] = [targetsSeen(links), foldersSeen(FILES)];
        const [seenLinks, seenFolders] = [new Set<string>(), new Set<string>()];
        for (let round = 0; round < 15; round += 1) {
          const before = seenLinks.size + seenFolders.size;
          const kinds = standings(links, {
            links: pick(allLinks, seenLinks),
            folders: pick(allFolders, seenFolders),
            unseen: { link: (path) => seenLinks.add(path), folder: (path) => seenFolders.add(path) },
          });
          if (seenLinks.size + seenFolders.size > before) continue;
          expect(kinds).toEqual(standings(links));
          return;
        }
        expect.fail('something was still asked for after fifteen rounds');
      }),
    );
  });
});

/** A path that was asked for and is not there was seen to be empty. */
function pick<T>(all: Readonly<Record<string, T>>, paths: ReadonlySet<string>): Readonly<Record<string, T>> {
  const empty = { known: true, value: [] } as T;
  return Object.fromEntries([...paths].map((path) => [path, all[path] ?? empty]));
}
