import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checkerFor, loadPolicy } from '@lockkeeper/policy-core';
import type { FolderEntry } from '@lockkeeper/policy-core/observe';

const FILES = ['docs/guide.md', 'docs/deep/a.md', 'core/auth.py'];
const PLACES = ['link', 'docs/link', 'docs/deep/link', 'other', 'docs/other'];

type Links = Readonly<Record<string, string>>;

const step = fc.constantFrom('..', '.', 'docs', 'deep', 'core', 'link', 'other', 'guide.md', 'auth.py');
const target = fc.array(step, { minLength: 1, maxLength: 5 }).map((steps) => steps.join('/'));
const someLinks: fc.Arbitrary<Links> = fc
  .uniqueArray(fc.constantFrom(...PLACES), { minLength: 1 })
  .chain((places) =>
    fc.tuple(...places.map((place) => target.map((to) => [place, to] as const))).map(Object.fromEntries),
  );

/** The core is under guard, and nothing else of the tree. */
const checker = checkerFor(
  loadPolicy({
    path: 'lockkeeper.json',
    text: JSON.stringify({
      version: 1,
      protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }],
      integrity: { self_protect: { paths: ['no/such/folder/**'] } },
    }),
  }),
  undefined,
);

describe.skipIf(process.platform === 'win32')('symbolic links of a change', () => {
  let root: string;
  beforeAll(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'lockkeeper-links-')));
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('are refused wherever the file system follows them out, in a circle or into what is protected', () => {
    let inside = 0;
    fc.assert(
      fc.property(someLinks, (links) => {
        const folder = writeTree(mkdtempSync(path.join(root, 'r-')), links);
        const refused = refusedIn(links);
        for (const link of Object.keys(links)) {
          const led = whereTo(folder, link);
          if (led === 'nowhere') continue;
          if (led === 'out' || led === 'circle' || isGuarded(led))
            expect(refused, `${link} of ${JSON.stringify(links)}`).toContain(link);
          else inside += 1;
        }
      }),
    );
    expect(inside).toBeGreaterThan(2);
  });

  it('are let through where the file system stays with what is free', () => {
    fc.assert(
      fc.property(
        someLinks.filter((links) => !goesBack(links)),
        (links) => {
          const folder = writeTree(mkdtempSync(path.join(root, 'r-')), links);
          const free = Object.keys(links).filter((link) => whereTo(folder, link).startsWith('docs'));
          const refused = refusedIn(links);
          expect(free.filter((link) => refused.includes(link))).toEqual([]);
        },
      ),
    );
  });
});

/** Windows takes back a name by `..`, wherever it leads: then more is refused than Linux needs. */
function goesBack(links: Links): boolean {
  return Object.values(links).some((to) => /[^./]\/(?:\.\/)*\.\./.test(to));
}

function writeTree(folder: string, links: Links): string {
  for (const file of FILES) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), '');
  }
  for (const [link, to] of Object.entries(links)) symlinkSync(to, path.join(folder, link));
  return folder;
}

/** A path inside, `''` for the root itself. */
function whereTo(folder: string, link: string): string {
  try {
    const real = path.relative(folder, realpathSync(path.join(folder, link)));
    return real.startsWith('..') ? 'out' : real;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ELOOP' ? 'circle' : 'nowhere';
  }
}

function isGuarded(place: string): boolean {
  return place === '' || place === 'core' || place.startsWith('core/');
}

function refusedIn(links: Links): readonly string[] {
  const changes = Object.keys(links).map(
    (link) => ({ path: link, status: 'added', newMode: '120000' }) as const,
  );
  const { findings, undetermined, crashed } = checker.checkChange(
    { changes, links, folders: foldersBefore(), labels: [], commits: [] },
    { stage: 'local' },
  );
  expect({ crashed, undetermined: undetermined.filter(({ rule }) => rule === 'paths/symlink') }).toEqual({
    crashed: [],
    undetermined: [],
  });
  return findings.filter(({ rule }) => rule === 'paths/symlink').map(({ at }) => at?.path ?? '');
}

function foldersBefore(): Readonly<Record<string, readonly FolderEntry[]>> {
  const folder = (name: string) => ({ name, mode: '040000' });
  const file = (name: string) => ({ name, mode: '100644' });
  return {
    '': [folder('core'), folder('docs')],
    core: [file('auth.py')],
    docs: [folder('deep'), file('guide.md')],
    'docs/deep': [file('a.md')],
  };
}
