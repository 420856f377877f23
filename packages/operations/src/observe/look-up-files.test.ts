import { describe, expect, test } from 'vitest';

import {
  loadPolicy,
  observed,
  unobserved,
  type FileContent,
  type Known,
  type Observations,
} from '@lockkeeper/policy-core';
import type { ChangeEntry } from '@lockkeeper/policy-core/observe';
import { fakeObservers } from '../testing/fake-repository.ts';
import { lookUp } from './look-up.ts';
import type { ReadFiles } from './policy-file.ts';

const policy = loadPolicy({
  path: 'lockkeeper.yaml',
  text: 'version: 1\ndependencies: [{ id: api, source: api/r.txt, lock: api/r.lock }]\n',
});
if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');

const POLICY = policy;
const FILES = {
  'api/r.txt': '-r ../base.txt\n',
  'api/r.lock': 'a==1\n',
  'base.txt': '-c limits.txt\n-r gone.txt\n',
  'limits.txt': 'a<2\n',
};

async function read(
  focus: Observations['focus'],
  changed: readonly string[],
  files: Readonly<Record<string, string>> = FILES,
) {
  const rounds: (readonly string[])[] = [];
  const entries = changed.map((path): ChangeEntry => ({
    path,
    status: 'modified',
    oldMode: '100644',
    newMode: '100644',
  }));
  const change = observed({
    base: null,
    head: 'worktree',
    branch: observed('x'),
    entries,
    isWhole: true,
    commits: observed([]),
    push: null,
  });
  const listing = unobserved('nothing was listed');
  const texts = await filesOf({ focus, change, listing }, async (paths) => {
    rounds.push(paths);
    return new Map(paths.map((path) => [path, contentOf(files[path])]));
  });
  return { paths: Object.keys(texts), rounds, texts };
}

async function filesOf(
  seen: Pick<Observations, 'focus' | 'change' | 'listing'>,
  read: ReadFiles,
): Promise<Observations['files']> {
  const observers = { ...fakeObservers({ commits: {} }), git: undefined };
  return (await lookUp(POLICY, seen, { ...observers, head: 'worktree', read })).files;
}

function contentOf(text: string | undefined): Known<FileContent> {
  return observed(text === undefined ? { kind: 'absent' } : { kind: 'text', text });
}

describe('the texts that are judged', () => {
  test('are those that requirements bring in as well, round by round', async () => {
    const { paths, rounds } = await read({ kind: 'change' }, ['api/r.lock']);
    expect(rounds).toEqual([['api/r.txt', 'api/r.lock'], ['base.txt'], ['limits.txt', 'gone.txt']]);
    expect(paths).toEqual(['api/r.txt', 'api/r.lock', 'base.txt', 'limits.txt', 'gone.txt']);
  });

  test('are those of a pair whose included file changed', async () => {
    const { paths } = await read({ kind: 'change' }, ['limits.txt']);
    expect(paths).toContain('api/r.txt');
  });

  test('are none of a pair that a change turns out not to touch', async () => {
    const { paths, rounds } = await read({ kind: 'change' }, ['docs/a.md']);
    expect(rounds).toHaveLength(3);
    expect(paths).toEqual([]);
  });

  test('are of an open document its own pair and what it brings in, and nothing else', async () => {
    expect((await read({ kind: 'document', path: 'docs/a.md' }, [])).rounds).toEqual([]);
    expect((await read({ kind: 'document', path: 'api/r.txt' }, [])).paths).toContain('limits.txt');
  });

  test('are of a whole tree all of them', async () => {
    expect((await read({ kind: 'tree' }, [])).paths).toContain('gone.txt');
  });

  test('end where files name each other', async () => {
    const circle = { 'api/r.txt': '-r a.txt\n', 'api/r.lock': '', 'api/a.txt': '-r r.txt\n-r a.txt\n' };
    expect((await read({ kind: 'change' }, ['api/a.txt'], circle)).paths).toEqual([
      'api/r.txt',
      'api/r.lock',
      'api/a.txt',
    ]);
  });

  test('are unknown where nobody answers, and not asked for again', async () => {
    const change = unobserved('this is a shallow clone');
    const listing = unobserved('nothing was listed');
    const texts = await filesOf({ focus: { kind: 'tree' }, change, listing }, async () => new Map());
    expect(texts['api/r.txt']).toEqual(unobserved('it was not read'));
  });
});
