import { loadPolicy, observed, unobserved, type Observations, type Policy } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { fakeObservers, type Files } from '../testing/fake-repository.ts';
import { lookUp } from './look-up.ts';
import { readerAt } from './reader-at.ts';

const INI = '[alembic]\nscript_location = db\n';
const EVIL = '[alembic]\nversion_locations = db/versions evil\n';

const BASE: Files = {
  'alembic.ini': INI,
  'db/versions/a.py': '',
  'evil/b.py': '',
  'evil/deep/c.py': '',
  'src/x.py': '',
};

function policy(folders = '[db/versions]'): Policy {
  const loaded = loadPolicy({
    path: 'lockkeeper.yaml',
    text: `version: 1\nmigrations: { alembic: ${folders} }\n`,
  });
  if (loaded.kind === 'invalid') throw new Error('the policy of this test is wrong');
  return loaded;
}

interface Given {
  readonly files?: Files;
  readonly focus?: Observations['focus'];
  readonly touched?: readonly string[];
  readonly deleted?: readonly string[];
  readonly head?: string;
  readonly folders?: string;
  readonly hasGit?: boolean;
}

function changeOf({ touched = [], deleted = [] }: Given): Observations['change'] {
  return observed({
    base: null,
    head: 'worktree',
    branch: unobserved('nobody said'),
    entries: [
      ...touched.map((path) => ({ path, status: 'modified', oldMode: '100644', newMode: '100644' }) as const),
      ...deleted.map((path) => ({ path, status: 'deleted', oldMode: '100644', newMode: '000000' }) as const),
    ],
    isWhole: true,
    commits: unobserved('nobody said'),
    push: null,
  });
}

const CHANGE = { kind: 'change' } as const;

async function seen(given: Given) {
  const { files = BASE, focus = CHANGE, head = 'HEAD', folders, hasGit = true } = given;
  const change = changeOf(given);
  const fake = fakeObservers({
    commits: { head: { files, parents: [] } },
    names: { HEAD: 'head' },
    worktree: files,
  });
  const { git, ...rest } = fake;
  const observers = hasGit ? { ...rest, git } : { ...rest, git: undefined };
  const { configurations } = await lookUp(
    policy(folders),
    { focus, change, listing: unobserved('nothing was listed') },
    { ...observers, head, read: readerAt(head, observers) },
  );
  return {
    files: configurations && Object.keys(configurations.files),
    paths: configurations?.paths.known === true ? configurations.paths.value : configurations?.paths,
    reads: fake.reads.filter((path) => /\.(?:ini|cfg|alembic-head)$|pyproject\.toml$/.test(path)),
  };
}

describe('configurations are looked for', () => {
  test('around the folders of the policy on a whole tree', async () => {
    const { files, paths } = await seen({ focus: { kind: 'tree' } });
    expect(files).toEqual(['alembic.ini']);
    expect(paths).toEqual([]);
  });

  test('beside one that the change touches, wherever it is', async () => {
    const files = { ...BASE, 'deploy/live.cfg': EVIL, 'deploy/alembic_live.ini': EVIL, 'deploy/x.cfg': '' };
    const found = await seen({ files, touched: ['deploy/live.cfg'] });
    expect(found.files).toEqual(['deploy/alembic_live.ini', 'deploy/live.cfg']);
  });

  test('beside one that the change takes away', async () => {
    const { 'alembic.ini': _, ...rest } = BASE;
    const files = { ...rest, 'pyproject.toml': '' };
    expect((await seen({ files, deleted: ['alembic.ini'] })).files).toEqual(['pyproject.toml']);
  });

  test('around the folders of the policy for Python that might be loaded', async () => {
    expect((await seen({ touched: ['evil/b.py'] })).files).toEqual(['alembic.ini']);
  });

  test('beside the open one', async () => {
    const focus = { kind: 'document', path: 'alembic.ini' } as const;
    expect((await seen({ focus, head: 'worktree' })).files).toEqual(['alembic.ini']);
  });

  test('by their usual names where git cannot list a folder', async () => {
    const { files, reads } = await seen({ focus: { kind: 'tree' }, head: 'worktree', hasGit: false });
    expect(files).toEqual(['alembic.ini']);
    expect(reads).toContain('db/pyproject.toml');
  });
});

describe('nothing is looked for', () => {
  test.each([
    ['a change of other files', { touched: ['README.md'] }],
    ['a revision of the policy', { touched: ['db/versions/a.py'] }],
    ['Python that is taken away', { deleted: ['evil/b.py'] }],
    ['another open file', { focus: { kind: 'document', path: 'evil/b.py' } }],
    ['a policy without Alembic', { focus: { kind: 'tree' }, folders: '[]' }],
  ] satisfies readonly [string, Given][])('for %s', async (_, given) => {
    const { reads, ...found } = await seen(given);
    expect(found).toEqual({ files: undefined, paths: undefined });
    // It may name a driver, whatever it says of Alembic.
    expect(reads.filter((path) => !/(?:pyproject\.toml|setup\.cfg)$/.test(path))).toEqual([]);
  });
});

describe('folders that are loaded beside the policy', () => {
  test('are listed to their depths', async () => {
    const { paths } = await seen({ files: { ...BASE, 'alembic.ini': EVIL }, focus: { kind: 'tree' } });
    expect(paths).toEqual(['evil/b.py', 'evil/deep/c.py']);
  });

  test('are listed on disk as well', async () => {
    const files = { ...BASE, 'alembic.ini': EVIL };
    const { paths } = await seen({ files, focus: { kind: 'tree' }, head: 'worktree' });
    expect(paths).toEqual(['evil/b.py', 'evil/deep/c.py']);
  });
});
