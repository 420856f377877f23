import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import type { ChangeEntry } from '../../model/observations.ts';
import { added, deleted, foldersSeen } from '../../testing/change-entries.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { headTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';
import { foldPath } from './path-folding.ts';
import { siblingSearch } from './sibling-collision.ts';

const NAMES = ['a', 'A', 'b', 'B'];
const anyPath = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
  .map((names) => names.join('/'));
/** No path is both a file and a folder, also where case does not count. */
const anyTree = fc
  .uniqueArray(anyPath, { maxLength: 5 })
  .map((paths) =>
    paths.filter((path) => !paths.some((other) => foldPath(other).startsWith(`${foldPath(path)}/`))),
  );

function search(path: string, before: readonly string[], entries: readonly ChangeEntry[] = [added(path)]) {
  return siblingSearch(headTree(entries, surroundingsOf({ links: {}, folders: foldersSeen(before) })))(path);
}

/** Whether a way to the new path was not there, and is one that was there in another case. */
function collides(path: string, before: readonly string[]): boolean {
  const old = new Set(before.flatMap(waysTo));
  return waysTo(path).some(
    (own) => !old.has(own) && [...old].some((other) => foldPath(other) === foldPath(own)),
  );
}

/** The folders above a path and the path itself. */
function waysTo(path: string): readonly string[] {
  const names = path.split('/');
  return names.map((_, depth) => names.slice(0, depth + 1).join('/'));
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

describe('one more path in any tree', () => {
  test('collides exactly where a new name of it is an old one in another case', () => {
    fc.assert(
      fc.property(anyTree, anyPath, (before, path) => {
        fc.pre(!before.some((other) => isAtOrBelow(other, path) || isAtOrBelow(path, other)));
        expect(search(path, before).collision !== undefined).toBe(collides(path, before));
      }),
    );
  });

  test('names what is there, and what is new above or at the path', () => {
    fc.assert(
      fc.property(anyTree, anyPath, (before, path) => {
        const { collision } = search(path, before);
        if (collision === undefined) return;
        expect(isAtOrBelow(path, collision.own)).toBe(true);
        expect(before.some((other) => isAtOrBelow(other, collision.other))).toBe(true);
        expect(foldPath(collision.other)).toBe(foldPath(collision.own));
        expect(collision.other).not.toBe(collision.own);
      }),
    );
  });

  test('collides with nothing that the change takes away', () => {
    fc.assert(
      fc.property(anyTree, anyPath, (before, path) => {
        fc.pre(!before.includes(path));
        const entries = [...before.map((other) => deleted(other)), added(path)];
        expect(search(path, before, entries).collision).toBeUndefined();
      }),
    );
  });

  test('that nobody could look around is not known to collide, and not known to be fine', () => {
    fc.assert(
      fc.property(anyTree, anyPath, (before, path) => {
        const folders = { '': unobserved('git is too slow') };
        const answer = siblingSearch(headTree([added(path)], surroundingsOf({ links: {}, folders })))(path);
        expect(answer).toMatchObject({
          collision: undefined,
          unseen: { folder: '', reason: 'git is too slow' },
        });
        const whole = search(path, before);
        expect(whole.unseen).toBeUndefined();
      }),
    );
  });
});

describe('names that are one on some file system', () => {
  test.each([
    ['docs/STRASSE.md', 'docs/straße.md'],
    ['docs/ΣΊΣΥΦΟΣ.md', 'docs/σίσυφος.md'],
    ['docs/\u212a.md', 'docs/k.md'],
    ['docs/re\u0301sume\u0301.md', 'docs/résumé.md'],
    ['docs/İ.md', 'docs/i\u0307.md'],
    ['docs/ﬁle.md', 'docs/file.md'],
    ['docs/re\u200dadme.md', 'docs/readme.md'],
    ['docs/ſ.md', 'docs/S.md'],
    ['docs/ǅ.md', 'docs/ǆ.md'],
    ['docs/Ω.md', 'docs/\u2126.md'],
  ])('%s and %s collide', (path, before) => {
    expect(search(path, [before]).collision).toEqual({ own: path, other: before });
    expect(search(before, [path]).collision).toEqual({ own: before, other: path });
  });

  test.each([
    ['docs/ı.md', 'docs/i.md'],
    ['docs/é.md', 'docs/e.md'],
    ['docs/а.md', 'docs/a.md'],
    ['docs/a .md', 'docs/a.md'],
    ['docs/①.md', 'docs/1.md'],
  ])('%s and %s do not', (path, before) => {
    expect(search(path, [before]).collision).toBeUndefined();
  });
});

test('forty thousand names in one folder are looked through once', () => {
  const before = Array.from({ length: 20_000 }, (_, index) => `docs/f${index}.md`);
  const entries = before.map((path) => added(path.replace('/f', '/g')));
  const tree = headTree(
    entries,
    surroundingsOf({
      links: {},
      folders: { ...foldersSeen(before), '': observed([{ name: 'docs', mode: '040000' }]) },
    }),
  );
  const start = stepsTaken();
  const find = siblingSearch(tree);
  expect(entries.filter(({ path }) => find(path).collision !== undefined)).toEqual([]);
  expect(stepsTaken() - start).toBeLessThan(2_000_000);
});
