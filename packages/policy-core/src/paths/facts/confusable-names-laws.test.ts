import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { unobserved } from '../../model/known.ts';
import type { ChangeEntry, Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { added, deleted, foldersSeen, modified } from '../../testing/change-entries.ts';
import { findConfusableNames } from './confusable-names.ts';
import { headTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';

const DRAFT = {
  protected: [
    { id: 'core', paths: ['core/**'], except: ['core/docs/**'], require: { label: 'ok' } },
    { id: 'pay', paths: ['app/payments**', '**/secrets.y?ml'], require: { label: 'ok' } },
  ],
  change_scope: { deny: { paths: ['migrations/'] } },
  dependencies: [{ id: 'api', source: 'api/requirements.txt', lock: 'api/requirements.lock' }],
};
const POLICY = policyOf(DRAFT);
const BEFORE = ['core/auth.py', 'app/payments/a.py', 'docs/guide.md', 'docs/naïve.md', 'tools/отчёт.md'];

function judged(
  entries: readonly ChangeEntry[],
  {
    policy = POLICY,
    folders = foldersSeen(BEFORE),
  }: { readonly policy?: typeof POLICY; readonly folders?: Observations['folders'] } = {},
) {
  const all = findConfusableNames(policy, entries, headTree(entries, surroundingsOf({ links: {}, folders })));
  const found = all.filter((one) => one.kind !== 'unknown');
  const unknown = all.filter((one) => one.kind === 'unknown');
  return {
    found: found.map((name) =>
      name.kind === 'guard' ? `${name.path} ~ ${name.guard.name}` : `${name.own} ~ ${name.other}`,
    ),
    unknown: unknown.map(({ path }) => path),
  };
}
const one = (path: string) => judged([added(path)]).found;

describe('a path passes for one that is guarded', () => {
  test.each([
    ['by a folder in Cyrillic', 'соге/auth.py', 'section core'],
    ['by one letter of Greek', 'cοre/auth.py', 'section core'],
    ['by a zero', 'c0re/auth.py', 'section core'],
    ['by a letter that nobody sees', 'co\u00adre/auth.py', 'section core'],
    ['by a mark that joins nothing', 'core\u2060/auth.py', 'section core'],
    ['by a mark that isolates text', '\u2068core/auth.py', 'section core'],
    ['by a slash that is a letter', 'core\u2215auth.py', 'section core'],
    ['by a fraction for the slash', 'core\u2044auth.py', 'section core'],
    ['by a wide form', 'ｃｏｒｅ/auth.py', 'section core'],
    ['by bold letters', '𝐜𝐨𝐫𝐞/auth.py', 'section core'],
    ['by an accent that stands alone', 'core\u0301/auth.py', 'section core'],
    ['by letters and capitals', 'СОRE/auth.py', 'section core'],
    ['by r and n for m', 'app/payrnents/a.py', 'section pay'],
    ['by a name that only begins alike', 'app/рayments_v2.py', 'section pay'],
    ['by a name anywhere below', 'deep/down/sеcrets.yaml', 'section pay'],
    ['by what the scope denies', 'mіgrations/001.sql', 'what the change scope denies'],
    ['by a file of a pair', 'api/requіrements.lock', 'the dependencies api'],
    ['by the policy itself', 'lосkkeeper.json', 'what enforces the policy'],
    ['by a file that agents read', 'docs/СLAUDE.md', 'what enforces the policy'],
    ['by the deploy record', 'infrastructure/last-gооd-deploy.json', 'what only machines write'],
  ])('%s', (_, path, guard) => {
    expect(one(path)).toEqual([`${path} ~ ${guard}`]);
  });

  test.each([
    ['guarded itself', 'core/nеw.py'],
    ['guarded in another case, which is the matter of case collisions', 'CORE/auth.py'],
    ['guarded where marks of direction do not count, which is so as well', '\u200ecore/auth.py'],
    ['what a section leaves free, in letters of its own', 'core/docs/а.md'],
    ['a free name in another script', 'docs/руководство.md'],
    ['a free name with an accent', 'docs/café.md'],
    ['of another length', 'coore/auth.py'],
  ])('but not one that is %s', (_, path) => {
    expect(one(path)).toEqual([]);
  });
});

describe('a name passes for one beside it', () => {
  test.each([
    ['docs/guіde.md', 'docs/guide.md'],
    ['docs/ɡuide.md', 'docs/guide.md'],
    ['docs/guide\u200b.md', 'docs/guide.md'],
    ['docs/guide․md', 'docs/guide.md'],
    ['docs/ｇｕｉｄｅ.md', 'docs/guide.md'],
    ['docs/nаïve.md', 'docs/naïve.md'],
    ['tools/oтчёт.md', 'tools/отчёт.md'],
  ])('%s for %s', (path, other) => {
    expect(one(path)).toEqual([`${path} ~ ${other}`]);
  });

  test('and not for one that is new with it, unless it looks like it', () => {
    expect(judged([added('docs/а.md'), added('docs/b.md')]).found).toEqual([]);
    expect(judged([added('docs/а.md'), added('docs/a.md')]).found).toEqual(['docs/а.md ~ docs/a.md']);
  });

  test('and for the first of several, so that two runs say the same', () => {
    const beside = [added('docs/xo.md'), added('docs/xο.md'), added('docs/xо.md')];
    expect(judged(beside).found).toEqual(judged(beside.toReversed()).found.toReversed());
  });

  test('and not for itself in another normal form, which is the matter of case collisions', () => {
    expect(one('docs/nai\u0308ve.md')).toEqual([]);
  });
});

describe('whatever a change adds', () => {
  const anyPath = fc.constantFrom(
    'соге/auth.py',
    'core/a.py',
    'app/payrnents/a.py',
    'docs/guіde.md',
    'docs/new.md',
    'dоcs/a.md',
    'tools/oтчёт.md',
    'мир/a.md',
  );
  const anyPaths = fc.uniqueArray(anyPath, { minLength: 1 });

  test('order does not matter', () => {
    fc.assert(
      fc.property(anyPaths, (paths) => {
        const entries = paths.map((path) => added(path));
        const [found, other] = [judged(entries), judged(entries.toReversed())];
        expect(other.found.toReversed()).toEqual(found.found);
        expect(other.unknown.toReversed()).toEqual(found.unknown);
      }),
    );
  });

  test('what else it touches takes no finding away', () => {
    fc.assert(
      fc.property(anyPaths, fc.subarray(['src/a.ts', 'app/payments/a.py', 'README.md']), (paths, more) => {
        const entries = paths.map((path) => added(path));
        const all = [...more.map((path) => modified(path)), ...entries];
        expect(judged(all).found).toEqual(judged(entries).found);
      }),
    );
  });

  test('a section more takes no finding of another guard away', () => {
    const more = { id: 'more', paths: ['web/**'], require: { label: 'ok' } };
    const wider = policyOf({ ...DRAFT, protected: [...DRAFT.protected, more] });
    fc.assert(
      fc.property(anyPaths, (paths) => {
        const entries = paths.map((path) => added(path));
        expect(judged(entries, { policy: wider })).toEqual(judged(entries));
      }),
    );
  });

  test('what was not seen is not known, and never fine', () => {
    const hidden = fc.subarray(Object.keys(foldersSeen(BEFORE)));
    fc.assert(
      fc.property(anyPaths, hidden, (paths, folders) => {
        const entries = paths.map((path) => added(path));
        const lost = Object.fromEntries(folders.map((folder) => [folder, unobserved('git is too slow')]));
        const whole = judged(entries);
        const partly = judged(entries, { folders: { ...foldersSeen(BEFORE), ...lost } });
        const told = [...partly.found, ...partly.unknown];
        for (const path of paths) {
          if (!whole.found.some((found) => isAbout(found, path))) continue;
          expect(
            told.some((found) => isAbout(found, path)),
            path,
          ).toBe(true);
        }
      }),
    );
  });

  test('what it takes away, or only changes, has its name already', () => {
    fc.assert(
      fc.property(anyPaths, fc.constantFrom(deleted, modified), (paths, touch) => {
        expect(judged(paths.map((path) => touch(path)))).toEqual({ found: [], unknown: [] });
      }),
    );
  });
});

/** A finding names the added path, or the folder above it that is new. */
function isAbout(found: string, path: string): boolean {
  const [own = ''] = found.split(' ~ ');
  return path === own || path.startsWith(`${own}/`);
}
