import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  changeObservations,
  documentObservations,
  type ChangeInput,
} from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { ChangeEntry, Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { foldersOf } from '../../testing/folders-of.ts';
import { askIn } from '../../testing/ask-in.ts';
import { wantedRounds } from '../../testing/wanted-of.ts';
import { caseCollisions } from './case-collisions.ts';
import { changedLinks } from './changed-links.ts';
import { changedSubmodules, findChangedSubmodules } from './changed-submodules.ts';
import { confusableNames } from './confusable-names.ts';
import { suspiciousNames } from './suspicious-names.ts';

const policy = policyOf({
  protected: [{ id: 'core', paths: ['core/**', 'pay**'], require: { label: 'ok' } }],
});
const BEFORE = foldersOf(['core/auth.py', 'docs/guide.md', 'docs/deep/a.md', 'src/x.ts'], ['src/old']);
const TARGETS = { 'src/old': '../core' };

const seenOf = (changes: ChangeInput['changes'], links: Readonly<Record<string, string>> = {}) =>
  changeObservations({ changes, folders: BEFORE, links: { ...TARGETS, ...links } }, {});

/** Every judgement, by its rule and path. */
function judged(seen: Observations): readonly string[] {
  const ask = askIn(policy, seen);
  const named = (rule: string, items: readonly { readonly path: string; readonly kind?: string }[]) =>
    items.flatMap(({ path, kind }) => (kind === 'unknown' ? [] : [`${rule} ${path}`]));
  return [
    ...ask(changedLinks).flatMap(({ judged }) => judged.map(({ path }) => `link ${path}`)),
    ...ask(changedSubmodules).flatMap(({ judged }) => judged.map(({ path }) => `submodule ${path}`)),
    ...ask(caseCollisions).flatMap(({ judged }) => named('case', judged)),
    ...ask(suspiciousNames).flatMap(({ judged }) => named('suspicious', judged)),
    ...ask(confusableNames).flatMap(({ judged }) => named('confusable', judged)),
  ].toSorted();
}

const BAD: ChangeInput['changes'] = [
  { path: 'docs/l', status: 'added', newMode: '120000' },
  { path: 'vendor/lib', status: 'added', newMode: '160000' },
  { path: 'Core/a.py', status: 'added' },
  { path: 'docs/nul', status: 'added' },
  { path: 'c\u043ere/a.py', status: 'added' },
];
const ALL = [
  'case Core/a.py',
  'confusable c\u043ere/a.py',
  'link docs/l',
  'submodule vendor/lib',
  'suspicious docs/nul',
];

describe('what a change does beside the texts of its files', () => {
  test('is judged in a change, beside a whole tree, and in a release, where it may have come past every judge', () => {
    const seen = seenOf(BAD, { 'docs/l': '../core' });
    expect(judged(seen)).toEqual(ALL);
    for (const kind of ['tree', 'release'] as const)
      expect(judged({ ...seen, focus: { kind } })).toEqual(ALL);
  });

  test('is no matter of a single document', () => {
    const seen = seenOf(BAD, { 'docs/l': '../core' });
    expect(judged({ ...seen, focus: { kind: 'document', path: 'docs/l' } })).toEqual([]);
    expect(judged(documentObservations({ path: 'docs/nul', text: '' }, {}))).toEqual([]);
  });

  test('is nothing where no change was seen', () => {
    expect(judged({ ...seenOf(BAD), change: unobserved('this is a shallow clone') })).toEqual([]);
  });
});

describe('whatever the change is', () => {
  const name = fc.constantFrom(
    'core',
    'Core',
    'CORE',
    'c\u043ere',
    'docs',
    'Docs',
    'd\u043ecs',
    'guide.md',
    'Guide.md',
    'nul',
    'src',
    'new',
  );
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
  const entry: fc.Arbitrary<ChangeEntry> = fc
    .record({
      path,
      status: fc.constantFrom(
        'added' as const,
        'modified' as const,
        'deleted' as const,
        'type-changed' as const,
      ),
      mode: fc.constantFrom('100644', '100755', '120000', '160000'),
    })
    .map(({ path: at, status, mode }) => ({
      path: at,
      status,
      oldMode: status === 'added' ? '000000' : '100644',
      newMode: status === 'deleted' ? '000000' : mode,
    }));
  // Git never lists a folder as such.
  const possible = entry.filter(({ path: at, status }) => status !== 'deleted' || !(at in BEFORE));
  const entries = fc.uniqueArray(possible, { selector: ({ path: at }) => at, maxLength: 8 });
  const target = fc.constantFrom('/etc', '../core', '..', 'guide.md', '../src/old/auth.py', '../../x', 'new');
  const linksOf = (list: readonly ChangeEntry[], to: string) =>
    Object.fromEntries(list.map(({ path: at }) => [at, to]));

  test('the order in which its paths are listed does not matter', () => {
    const shuffled = entries.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, target, ([list, other], to) => {
        expect(judged(seenOf(other, linksOf(list, to)))).toEqual(judged(seenOf(list, linksOf(list, to))));
      }),
    );
  });

  test('another bad path takes nothing away from what is found', () => {
    const bad = fc.constantFrom<ChangeEntry>(
      { path: 'extra/nul', status: 'added', oldMode: '000000', newMode: '100644' },
      { path: 'extra/lib', status: 'added', oldMode: '000000', newMode: '160000' },
      { path: 'extra/l', status: 'added', oldMode: '000000', newMode: '120000' },
      { path: 'PAYments/a', status: 'added', oldMode: '000000', newMode: '100644' },
      { path: 'DOCS/x', status: 'added', oldMode: '000000', newMode: '100644' },
      { path: 'p\u0430y.py', status: 'added', oldMode: '000000', newMode: '100644' },
    );
    fc.assert(
      fc.property(entries, bad, target, (list, more, to) => {
        const links = { ...linksOf(list, to), 'extra/l': '/etc' };
        const after = judged(seenOf([...list, more], links));
        expect(after).toEqual(expect.arrayContaining([...judged(seenOf(list, links))]));
        expect(after.some((found) => found.endsWith(` ${more.path}`))).toBe(true);
      }),
    );
  });

  test('what is not known takes nothing away from what is certain without it', () => {
    fc.assert(
      fc.property(entries, target, (list, to) => {
        const seen = seenOf(list, linksOf(list, to));
        const blind = { ...seen, folders: {} };
        const ask = askIn(policy, blind);
        const open =
          ask(caseCollisions).some(({ judged: all }) => all.some(({ kind }) => kind === 'unknown')) ||
          ask(changedLinks).some(({ judged }) => judged.some(({ standing }) => standing.kind === 'unknown'));
        const lost = judged(seen).filter((found) => !judged(blind).includes(found));
        expect(lost.length === 0 || open).toBe(true);
      }),
    );
  });
});

describe('what must be seen to judge a change', () => {
  const withoutSurroundings = (changes: ChangeInput['changes']) => changeObservations({ changes }, {});
  const wanted = (seen: Observations, found?: Parameters<typeof wantedRounds>[2]) =>
    wantedRounds(policy, seen, found).map(({ links, folders }) => ({ links, folders }));

  test('is nothing for files that only change or go', () => {
    expect(wanted(withoutSurroundings(['docs/guide.md', { path: 'src/x.ts', status: 'deleted' }]))).toEqual(
      [],
    );
  });

  test('is every folder of an added path, at once', () => {
    const seen = withoutSurroundings([{ path: 'docs/deep/new/b.md', status: 'added' }]);
    expect(wanted(seen)).toEqual([{ links: [], folders: ['', 'docs', 'docs/deep', 'docs/deep/new'] }]);
  });

  test('is only what leads to a folder where the rest is new', () => {
    const seen = withoutSurroundings([{ path: 'web/app/b.ts', status: 'added' }]);
    expect(wanted({ ...seen, folders: { '': observed([]) } })).toEqual([]);
  });

  test('is the target of a link, then the folders it leads through, and the links that lie there', () => {
    const link = { path: 'docs/l', status: 'modified', oldMode: '120000', newMode: '120000' } as const;
    const folders = Object.fromEntries(
      Object.entries(BEFORE).map(([folder, inside]) => [folder, observed(inside)]),
    );
    const links = { 'docs/l': observed('../src/old/auth.py'), 'src/old': observed('../core') };
    expect(wanted(withoutSurroundings([link]), { links, folders })).toEqual([
      { links: ['docs/l'], folders: [] },
      { links: [], folders: ['', 'src', 'src/old'] },
      { links: ['src/old'], folders: [] },
      { links: [], folders: ['core'] },
    ]);
  });

  test('is asked for once, in vain or not', () => {
    const seen = withoutSurroundings([{ path: 'a.md', status: 'added' }]);
    expect(wanted(seen)).toEqual([{ links: [], folders: [''] }]);
    expect(wanted({ ...seen, folders: { '': unobserved('git is too slow') } })).toEqual([]);
  });

  test('does not grow with the files of a folder that many are added to', () => {
    const changes = Array.from({ length: 3_000 }, (_, index) => ({
      path: `docs/reports/${index}.md`,
      status: 'added' as const,
    }));
    expect(wanted(withoutSurroundings(changes))).toEqual([
      { links: [], folders: ['', 'docs', 'docs/reports'] },
    ]);
  });
});

const entry = (path: string, status: ChangeEntry['status'], newMode = '160000'): ChangeEntry => ({
  status,
  path,
  oldMode: status === 'added' ? '000000' : '160000',
  newMode: status === 'deleted' ? '000000' : newMode,
});

const kinds = (entries: readonly ChangeEntry[], submodules: 'deny' | 'allow' = 'deny') =>
  findChangedSubmodules(policyOf({ integrity: { submodules } }), entries).map(
    ({ path, kind, status }) => `${path} ${kind} ${status}`,
  );

test.each(['added', 'modified', 'type-changed'] as const)('a submodule that is %s is told', (status) => {
  expect(kinds([entry('vendor/lib', status)])).toEqual([`vendor/lib submodule ${status}`]);
  expect(kinds([entry('vendor/lib', status)], 'allow')).toEqual([]);
});

test.each(['.gitmodules', '.GITMODULES', '.GitModules'])('%s is the list of them', (path) => {
  expect(kinds([entry(path, 'modified', '100644')])).toEqual([`${path} list modified`]);
  expect(kinds([entry(path, 'deleted')])).toEqual([]);
});

test.each(['vendor/.gitmodules', 'gitmodules', '.gitmodules.md', 'src/x.ts'])('%s is not', (path) => {
  expect(kinds([entry(path, 'added', '100644')])).toEqual([]);
});

test('a submodule under the name of the list is a submodule', () => {
  expect(kinds([entry('.gitmodules', 'added')])).toEqual(['.gitmodules submodule added']);
});

test('a submodule that goes away, or becomes a file, is fine', () => {
  expect(kinds([entry('a', 'deleted'), entry('b', 'type-changed', '100644')])).toEqual([]);
});
