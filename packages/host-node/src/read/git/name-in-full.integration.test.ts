import { observed } from '@lockkeeper/policy-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createGit } from './git.ts';

afterAll(removeTemporaryFolders);

let repository: TemporaryRepository;
let good: string;
let evil: string;
beforeAll(() => {
  repository = temporaryRepository();
  good = repository.commit({ 'a.txt': 'good' });
  repository.git('switch', '--quiet', '--create', 'agent');
  evil = repository.commit({ 'a.txt': 'evil' });
});

/** What somebody is asked about, and references that are there: each at the good commit or at the other one. */
const SITUATIONS: readonly {
  readonly name: string;
  readonly good: readonly string[];
  readonly evil: readonly string[];
}[] = [
  { name: 'main', good: [], evil: ['refs/tags/main'] },
  { name: 'main', good: [], evil: ['refs/main'] },
  { name: 'main', good: [], evil: ['refs/heads/refs/heads/main', 'refs/heads/heads/main'] },
  { name: 'main', good: [], evil: ['refs/tags/heads/main', 'refs/tags/refs/heads/main'] },
  { name: 'main', good: [], evil: ['refs/remotes/main/HEAD', 'refs/remotes/origin/main'] },
  { name: 'heads/main', good: [], evil: ['refs/heads/heads/main', 'refs/tags/heads/main'] },
  { name: 'refs/heads/main', good: [], evil: ['refs/tags/refs/heads/main', 'refs/heads/refs/heads/main'] },
  { name: 'develop', good: ['refs/heads/develop'], evil: ['refs/tags/develop'] },
  {
    name: 'release/1.0',
    good: ['refs/heads/release/1.0'],
    evil: ['refs/tags/release/1.0', 'refs/release/1.0'],
  },
  { name: 'origin/main', good: ['refs/remotes/origin/main'], evil: ['refs/heads/origin/main'] },
  {
    name: 'origin/main',
    good: ['refs/remotes/origin/main'],
    evil: ['refs/tags/origin/main', 'refs/origin/main'],
  },
  { name: 'origin/main', good: ['refs/remotes/origin/main'], evil: ['refs/remotes/origin/origin/main'] },
  {
    name: 'remotes/origin/main',
    good: ['refs/remotes/origin/main'],
    evil: ['refs/heads/remotes/origin/main'],
  },
  { name: 'origin/main', good: ['refs/heads/origin/main'], evil: ['refs/tags/origin/main'] },
  { name: 'v1.0', good: ['refs/tags/v1.0'], evil: ['refs/v1.0'] },
  { name: 'tags/v1.0', good: ['refs/tags/v1.0'], evil: ['refs/heads/tags/v1.0', 'refs/tags/tags/v1.0'] },
  { name: 'worktree', good: ['refs/heads/worktree'], evil: ['refs/tags/worktree'] },
  { name: 'groß/ü', good: ['refs/heads/groß/ü'], evil: ['refs/tags/groß/ü'] },
  { name: '$(id)', good: ['refs/heads/$(id)'], evil: ['refs/tags/$(id)'] },
  { name: '@@', good: ['refs/heads/@@'], evil: ['refs/tags/@@'] },
  { name: 'main^0', good: [], evil: ['refs/tags/main'] },
  { name: 'main~0', good: [], evil: ['refs/tags/main'] },
  { name: 'main^{commit}', good: [], evil: ['refs/tags/main'] },
];

describe('a short name', () => {
  test.each(SITUATIONS)('$name is not $evil', async ({ name, good: known, evil: others }) => {
    const made = [...known, ...others];
    for (const ref of known) repository.git('update-ref', ref, good);
    for (const ref of others) repository.git('update-ref', ref, evil);
    const git = createGit(repository.root);
    try {
      expect(await git.resolve(name)).toEqual(observed(good));
      expect((await git.readAt(name, ['a.txt'])).get('a.txt')).toEqual(
        observed({ kind: 'text', text: 'good' }),
      );
      expect(await git.mergeBases(name, evil)).toEqual(observed([good]));
      expect(await git.relation(evil, name)).toEqual(observed('not-an-ancestor'));
      expect(await git.changes({ from: name, to: evil })).toMatchObject({ value: [{ path: 'a.txt' }] });
      expect(await git.commits({ from: name, to: evil })).toMatchObject({ value: [{ id: evil }] });
    } finally {
      for (const ref of made) repository.git('update-ref', '-d', ref);
    }
  });

  test('that no reference has is asked of git as it is', async () => {
    const git = createGit(repository.root);
    expect(await git.resolve(good.slice(0, 12))).toEqual(observed(good));
    expect(await git.resolve('HEAD~1')).toEqual(observed(good));
    expect(await git.resolve('@')).toEqual(observed(evil));
    for (const name of ['', '^main', 'main..agent', '-n', '--all', 'm*', 'refs/heads/*', 'nowhere', ':a.txt'])
      expect(await git.resolve(name), name).toMatchObject({ known: false });
  });

  const MISSING = [
    'refs/remotes/origin/main',
    'refs/heads/gone',
    'refs/tags/v9',
    'refs/heads/refs/heads/main',
    'refs/remotes/origin/gone~0',
  ];
  test.each(MISSING.flatMap((name) => ['tags', 'heads', 'remotes'].map((kind) => ({ name, kind }))))(
    'in full, $name, that nothing has is not one of the $kind called like it',
    async ({ name, kind }) => {
      const ref = `refs/${kind}/${name.replace(/~0$/, '')}`;
      repository.git('update-ref', ref, evil);
      try {
        await expectNothingBy(name);
      } finally {
        repository.git('update-ref', '-d', ref);
      }
    },
  );

  test.each(['heads', 'tags', 'remotes'])(
    'that is the beginning of an id and one of the %s is neither',
    async (kind) => {
      const names = [good.slice(0, 7), good.slice(0, 12), `v1.0-3-g${good.slice(0, 9)}`, 'FETCH_HEAD'];
      for (const name of names) {
        repository.git('update-ref', `refs/${kind}/${name}`, evil);
        try {
          await expectNothingBy(name);
          await expectNothingBy(`${name}~0`);
          expect(await createGit(repository.root).resolve(`refs/${kind}/${name}`)).toEqual(observed(evil));
        } finally {
          repository.git('update-ref', '-d', `refs/${kind}/${name}`);
        }
      }
    },
  );

  test('that is a tag here and a branch of a remote is neither', async () => {
    for (const name of ['next', 'release/2']) {
      repository.git('update-ref', `refs/remotes/origin/${name}`, good);
      repository.git('update-ref', `refs/tags/${name}`, evil);
      await expectNothingBy(name);
      const git = createGit(repository.root);
      expect(await git.resolve(`origin/${name}`)).toEqual(observed(good));
      expect(await git.resolve(`refs/tags/${name}`)).toEqual(observed(evil));
      repository.git('update-ref', '-d', `refs/remotes/origin/${name}`);
      expect(await git.resolve(name)).toEqual(observed(evil));
      repository.git('update-ref', '-d', `refs/tags/${name}`);
    }
  });

  test.each(['heads/gone', 'remotes/origin/gone'])(
    'that says it is a branch, %s, is no tag',
    async (name) => {
      repository.git('update-ref', `refs/tags/${name}`, evil);
      try {
        await expectNothingBy(name);
      } finally {
        repository.git('update-ref', '-d', `refs/tags/${name}`);
      }
    },
  );

  test('of digits that begin no id is a branch', async () => {
    repository.git('update-ref', 'refs/heads/20261123', good);
    repository.git('update-ref', 'refs/heads/fix-gabcd', good);
    const git = createGit(repository.root);
    expect(await git.resolve('20261123')).toEqual(observed(good));
    expect(await git.resolve('fix-gabcd')).toEqual(observed(good));
  });

  test('does not stand for an id of a record that begins like it', async () => {
    repository.git('update-ref', `refs/heads/${evil.slice(0, 8)}`, good);
    const git = createGit(repository.root);
    expect(await git.relation(evil.slice(0, 8), good)).toEqual(observed('not-an-ancestor'));
    expect(await git.relation(good.slice(0, 8).toUpperCase(), evil)).toEqual(observed('ancestor'));
    repository.git('update-ref', '-d', `refs/heads/${evil.slice(0, 8)}`);
  });
});

async function expectNothingBy(name: string) {
  const git = createGit(repository.root);
  const unknown = expect.objectContaining({ known: false });
  expect(await git.resolve(name)).toEqual(unknown);
  expect((await git.readAt(name, ['a.txt'])).get('a.txt')).toEqual(unknown);
  expect((await git.digestsAt(name, ['a.txt'])).get('a.txt')).toEqual(unknown);
  expect((await git.linksAt(name, ['a.txt'])).get('a.txt')).toEqual(unknown);
  expect((await git.foldersAt(name, [''])).get('')).toEqual(unknown);
  expect(await git.listAt(name, [''])).toEqual(unknown);
  expect(await git.mergeBases(name, good)).toEqual(unknown);
  expect(await git.mergeBase(good, name)).toEqual(unknown);
  expect(await git.relation(good, name)).toEqual(unknown);
  expect(await git.changes({ from: good, to: name })).toEqual(unknown);
  expect(await git.changes({ from: name, to: 'worktree' })).toEqual(unknown);
  expect(await git.commits({ from: name, to: good })).toEqual(unknown);
  expect(await git.branchesWith(name)).toEqual(unknown);
  expect(await git.tagsAt(name)).toEqual(unknown);
}
