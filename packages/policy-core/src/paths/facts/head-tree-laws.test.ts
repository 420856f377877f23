import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, type Known } from '../../model/known.ts';
import type { ChangeEntry, Observations } from '../../model/observations.ts';
import { added, deleted, foldersSeen, modified } from '../../testing/change-entries.ts';
import { headTree, type HeadTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';

/** A tree as a list of its files, and a change of it, told by what lies there afterwards. */
interface Step {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const NAMES = ['a', 'b', 'A', 'constructor'];
const anyPath = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
  .map((names) => names.join('/'));
/** No path is both a file and a folder. */
const anyTree = fc
  .uniqueArray(anyPath, { maxLength: 8 })
  .map((paths) => paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`))));
const anyStep: fc.Arbitrary<Step> = fc.record({ before: anyTree, after: anyTree });
/** Everything worth asking about. */
const ASKED = [
  ...NAMES,
  ...NAMES.flatMap((one) => NAMES.map((other) => `${one}/${other}`)),
  ...NAMES.flatMap((one) => NAMES.flatMap((two) => NAMES.map((three) => `${one}/${two}/${three}`))),
  'a/b/A/b',
  'nowhere',
];

function entriesOf({ before, after }: Step): readonly ChangeEntry[] {
  return [
    ...before.filter((path) => !after.includes(path)).map((path) => deleted(path)),
    ...after.filter((path) => !before.includes(path)).map((path) => added(path)),
    ...after
      .filter((path) => before.includes(path))
      .slice(0, 1)
      .map((path) => modified(path, '100755')),
  ];
}

function treeAfter(step: Step, hidden: readonly string[] = []): HeadTree {
  const all = Object.entries(foldersSeen(step.before));
  const folders = Object.fromEntries(all.filter(([folder]) => !hidden.includes(folder)));
  return headTree(entriesOf(step), surroundingsOf({ links: {}, folders }));
}

const isFolderOf = (paths: readonly string[], path: string) =>
  paths.some((other) => other.startsWith(`${path}/`));
const valueOf = <T>(answer: Known<T>): T => {
  if (!answer.known) throw new Error(answer.reason);
  return answer.value;
};

describe('the tree of any change', () => {
  test('has what the list of its files says', () => {
    fc.assert(
      fc.property(anyStep, (step) => {
        const tree = treeAfter(step);
        for (const path of ASKED) {
          const mode = valueOf(tree.modeOf(path));
          if (step.after.includes(path)) expect(mode, path).toMatch(/^100/);
          else if (isFolderOf(step.after, path)) expect(mode, path).toBe('040000');
          // A folder that the change empties still counts as one.
          else if (!isFolderOf(step.before, path)) expect(mode, path).toBeUndefined();
        }
      }),
    );
  });

  test('tells what is left, emptied folders apart', () => {
    fc.assert(
      fc.property(anyStep, (step) => {
        const tree = treeAfter(step);
        for (const path of ASKED) {
          const isThere = step.after.includes(path) || isFolderOf(step.after, path);
          expect(valueOf(tree.isLeft(path)), path).toBe(isThere);
        }
      }),
    );
  });

  test('tells what was there', () => {
    fc.assert(
      fc.property(anyStep, (step) => {
        const tree = treeAfter(step);
        for (const path of ASKED) {
          const was = step.before.includes(path) || isFolderOf(step.before, path);
          expect(valueOf(tree.wasThere(path)), path).toBe(was);
        }
      }),
    );
  });

  test('names in each folder what is left in it, each name once', () => {
    fc.assert(
      fc.property(anyStep, (step) => {
        const tree = treeAfter(step);
        for (const folder of ['', ...NAMES, 'a/b', 'a/b/A']) {
          const start = folder === '' ? '' : `${folder}/`;
          const names = valueOf(tree.namesIn(folder));
          expect(new Set(names).size).toBe(names.length);
          const left = names.filter((name) => valueOf(tree.isLeft(start + name)));
          const below = step.after.filter((path) => path.startsWith(start));
          const expected = below.map((path) => path.slice(start.length).split('/')[0]);
          expect(left.toSorted(), folder).toEqual([...new Set(expected)].toSorted());
        }
      }),
    );
  });

  test('finds spellings among those names, whatever the case of the question', () => {
    fc.assert(
      fc.property(anyStep, (step) => {
        const tree = treeAfter(step);
        const expected = valueOf(tree.namesIn('')).filter((name) => name.toLowerCase() === 'a');
        expect(valueOf(tree.spellingsOf('a'))).toEqual(expected.toSorted());
        expect(tree.spellingsOf('A')).toEqual(tree.spellingsOf('a'));
      }),
    );
  });

  test('is the same in whatever order the entries come', () => {
    fc.assert(
      fc.property(anyStep, fc.integer(), (step, seed) => {
        const entries = entriesOf(step);
        const shuffled = entries.toSorted(
          (one, other) => hash(one.path, seed) - hash(other.path, seed) || (one.path < other.path ? -1 : 1),
        );
        const folders = foldersSeen(step.before);
        const [tree, other] = [entries, shuffled].map((all) =>
          headTree(all, surroundingsOf({ links: {}, folders })),
        );
        for (const path of ASKED) {
          expect(other?.modeOf(path)).toEqual(tree?.modeOf(path));
          expect(other?.isLeft(path)).toEqual(tree?.isLeft(path));
        }
      }),
    );
  });
});

describe('what was not seen', () => {
  const anyHidden = fc.subarray(['', ...NAMES, 'a/b', 'a/A', 'b/a']);

  test('is not known, and never something else', () => {
    fc.assert(
      fc.property(anyStep, anyHidden, (step, hidden) => {
        const [whole, partly] = [treeAfter(step), treeAfter(step, hidden)];
        for (const path of ASKED) {
          expectLess(partly.modeOf(path), whole.modeOf(path));
          expectLess(partly.isLeft(path), whole.isLeft(path));
          expectLess(partly.wasThere(path), whole.wasThere(path));
        }
      }),
    );
  });

  test('is known after it was asked for, however often that takes', () => {
    fc.assert(
      fc.property(anyStep, fc.constantFrom(...ASKED), (step, path) => {
        const all = new Map(Object.entries(foldersSeen(step.before)));
        let folders: Observations['folders'] = {};
        for (let round = 0; round < 5; round += 1) {
          const asked: string[] = [];
          const note = { folder: (folder: string) => asked.push(folder), link: () => 0 };
          const answer = headTree(entriesOf(step), surroundingsOf({ links: {}, folders }, note)).isLeft(path);
          if (asked.length === 0) {
            expect(answer).toEqual(treeAfter(step).isLeft(path));
            return;
          }
          const looked = asked.map((folder) => [folder, all.get(folder) ?? observed([])] as const);
          folders = { ...folders, ...Object.fromEntries(looked) };
        }
        expect.fail(`${path} was still asked for after five rounds`);
      }),
    );
  });

  test('does not throw away a reason', () => {
    const folders = { '': { known: false as const, reason: 'git is not installed' } };
    const tree = headTree([deleted('a/b')], surroundingsOf({ links: {}, folders }));
    expect(tree.modeOf('x')).toEqual(folders['']);
    expect(tree.wasThere('x')).toEqual(folders['']);
    expect(tree.namesIn('')).toEqual(folders['']);
    expect(tree.spellingsOf('X')).toEqual(folders['']);
  });
});

function expectLess<T>(partly: Known<T>, whole: Known<T>): void {
  if (partly.known) expect(partly).toEqual(whole);
}

function hash(path: string, seed: number): number {
  return Array.from(path, (sign) => sign.charCodeAt(0)).reduce(
    (sum, code) => (sum * 31 + code) % 997,
    seed % 997,
  );
}
