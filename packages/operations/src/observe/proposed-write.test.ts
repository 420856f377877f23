import { observed, textContent, unobserved } from '@lockkeeper/policy-core';
import { JUDGED_LATER } from '@lockkeeper/policy-core/observe';
import { describe, expect, test } from 'vitest';

import { fakeObservers, type FakeRepository } from '../testing/fake-repository.ts';
import { judge } from './judge.ts';
import { localBase } from './local-base.ts';
import { policyOfBase } from './policy-of-base.ts';
import { observeWrite } from './proposed-write.ts';
import { readingWhereBranched, prefetchWrite } from './write-prefetch.ts';

const POLICY = `version: 1
protected:
  - { id: core, paths: [core/**], require: { label: approved-core-change } }
dependencies:
  - { id: app, source: requirements.txt, lock: requirements.lock }
`;
const FILES = { 'lockkeeper.yaml': POLICY, 'core/a.py': 'a', 'requirements.txt': 'flask==3.0.0\n' };

const REPOSITORY: FakeRepository = {
  commits: {
    first: { files: FILES },
    later: { files: { ...FILES, 'lockkeeper.yaml': 'version: 1\n', 'core/own.py': 'x' }, parents: ['first'] },
  },
  names: { HEAD: 'later', main: 'first' },
  branch: 'auto/x',
  branches: { main: 'first', 'auto/x': 'later' },
  worktree: { ...FILES, 'lockkeeper.yaml': 'version: 1\n' },
};

async function seenFor(path: string, repository = REPOSITORY, text = 'new') {
  const observers = fakeObservers(repository);
  const start = await prefetchWrite([path], observers.git);
  const write = {
    paths: [path],
    content: async () => observed(textContent(text)),
    agentSign: 'the hook of a test runs it',
  };
  return observeWrite(write, start, observers);
}

describe('a write that has not happened yet', () => {
  test('is a change of one file since the last commit, made by an agent', async () => {
    const seen = await seenFor('core/a.py');
    if (seen.kind !== 'seen') throw new Error(seen.kind);
    expect(seen.observations).toMatchObject({
      focus: { kind: 'change' },
      change: observed({
        base: 'later',
        head: 'worktree',
        branch: observed('auto/x'),
        entries: [{ path: 'core/a.py', status: 'modified', oldMode: '100644', newMode: '100644' }],
        isWhole: true,
        commits: observed([]),
        push: null,
      }),
      filesBefore: {},
      agentSigns: ['the hook of a test runs it'],
    });
    expect(seen).toMatchObject({ policyText: POLICY, policyOrigin: 'base', bootstrap: false });
  });

  test('of a file that is not there yet adds it', async () => {
    expect(await seenFor('core/new.py')).toMatchObject({
      observations: { change: { value: { entries: [{ status: 'added', oldMode: '000000' }] } } },
    });
    expect(await seenFor('core/own.py')).toMatchObject({
      observations: { change: { value: { entries: [{ status: 'modified' }] } } },
    });
  });

  test('of a revision leaves its history for later: the next write may mend it', async () => {
    const policy = `${POLICY}migrations: { alembic: [db/versions] }\n`;
    const files = { ...FILES, 'lockkeeper.yaml': policy };
    const repository = { commits: { first: { files } }, names: { HEAD: 'first', main: 'first' } };
    const revisions = async (path: string) => {
      const seen = await seenFor(path, repository);
      return seen.kind === 'seen' ? seen.observations.revisions : seen.kind;
    };
    expect(await revisions('db/versions/a.py')).toEqual({ paths: unobserved(JUDGED_LATER), files: {} });
    expect(await revisions('core/a.py')).toBeUndefined();
  });

  test('of a document looks for nothing that it speaks of: the next write may bring it', async () => {
    const files = { 'lockkeeper.yaml': `${POLICY}documents: [docs/**]\n` };
    const repository = { commits: { first: { files } }, names: { HEAD: 'first', main: 'first' } };
    expect(await seenFor('docs/a.md', repository, '[b](b.md)')).toMatchObject({
      observations: { present: { 'docs/b.md': unobserved(JUDGED_LATER) } },
    });
  });

  test('of a file whose scripts a workflow may call reads the workflows as they lie on disk', async () => {
    const files = { 'lockkeeper.yaml': 'version: 1\n', '.github/workflows/ci.yml': 'run: npm test' };
    const repository = { commits: { first: { files } }, names: { HEAD: 'first', main: 'first' } };
    const workflows = async (path: string) => {
      const seen = await seenFor(path, { ...repository, worktree: files });
      return seen.kind === 'seen' ? seen.observations.workflows : seen.kind;
    };
    expect(await workflows('package.json')).toEqual(observed(['run: npm test']));
    expect(await workflows('docs/a.md')).toBeUndefined();
  });

  test('of a file that the policy extends is refused where it breaks the policy', async () => {
    const files = {
      'lockkeeper.yaml': 'version: 1\nextends: [./org/base.yaml, ./org/other.yaml]\n',
      'org/base.yaml': 'version: 1\n',
      'org/other.yaml': 'version: 1\n',
    };
    const repository = { commits: { first: { files } }, names: { HEAD: 'first', main: 'first' } };
    const saidOf = async (text: string, worktree: FakeRepository['worktree'] = files) => {
      const seen = await seenFor('org/base.yaml', { ...repository, worktree }, text);
      if (seen.kind !== 'seen') throw new Error(seen.kind);
      const loadParsers = () => Promise.reject(new Error('Nothing is parsed.'));
      const { findings } = await judge(seen, { stage: 'hook', loadParsers });
      return findings.filter(({ rule }) => rule === 'policy/invalid').map(({ message }) => message);
    };
    expect(await saidOf('version: 1\nprotectd: []\n')).toEqual([
      expect.stringContaining('Unknown key "protectd". Did you mean "protected"?'),
    ]);
    expect(await saidOf('version: 1\nunsupported: error\n')).toEqual([]);
    // The next write may bring the other one back.
    const { 'org/other.yaml': _, ...without } = files;
    expect(await saidOf('version: 1\nprotectd: []\n', without)).toEqual([]);
  });

  test('of a file in a folder that nobody could see takes it for one that is there', async () => {
    const { git } = fakeObservers(REPOSITORY);
    const blind = { ...git, foldersAt: async () => new Map([['core', unobserved('the disk is broken')]]) };
    const { change } = await prefetchWrite(['core/new.py'], blind);
    expect(change.entries).toMatchObject([{ status: 'modified' }]);
  });

  test('is compared with the text that the branch began with', async () => {
    const { git } = fakeObservers(REPOSITORY);
    const home = await localBase({ git });
    expect(await readingWhereBranched(git, home).readAt('later', ['core/own.py'])).toEqual(
      new Map([['core/own.py', observed({ kind: 'absent' })]]),
    );
    const alone = { ...git, mergeBase: async () => unobserved('the two have nothing in common') };
    expect(await readingWhereBranched(alone, home).readAt('later', ['core/own.py'])).toEqual(
      new Map([['core/own.py', observed({ kind: 'text', text: 'x' })]]),
    );
  });

  test('shows the new text of its own file, and nothing of the other one of a pair', async () => {
    const seen = await seenFor('requirements.txt', REPOSITORY, 'flask>=3\n');
    expect(seen).toMatchObject({
      observations: {
        files: {
          'requirements.txt': observed({ kind: 'text', text: 'flask>=3\n' }),
          'requirements.lock': unobserved(JUDGED_LATER),
        },
      },
    });
  });

  test('is judged by nothing where there is no policy, and not at all by one that is broken', async () => {
    const none = {
      commits: { first: { files: { a: '' } } },
      names: { HEAD: 'first', main: 'first' },
      branch: 'main',
    };
    expect(await seenFor('a', none)).toEqual({ kind: 'no-policy', where: 'the working tree' });
    const broken = { ...none, commits: { first: { files: { 'lockkeeper.yaml': 'version: 7\n' } } } };
    expect(await seenFor('a', broken)).toMatchObject({ kind: 'invalid-policy', where: 'main' });
    const two = { ...none, commits: { first: { files: { 'lockkeeper.yaml': '', 'lockkeeper.yml': '' } } } };
    expect(await seenFor('a', two)).toMatchObject({ kind: 'failed' });
  });
});

describe('the policy that judges', () => {
  const chosen = async (repository: FakeRepository) => {
    const observers = fakeObservers(repository);
    const { base, file } = await policyOfBase(await localBase(observers), observers);
    return { base, text: 'text' in file ? file.text : file.kind };
  };
  const files = (text: string) => ({ 'lockkeeper.yaml': text });
  const A = 'version: 1\n';
  const B = 'version: 1\nextends: alembic\n';

  test('is that of the branch people merge into', async () => {
    expect(await chosen(REPOSITORY)).toEqual({ base: 'main', text: POLICY });
  });

  test('is that of the last commit where that branch has none yet', async () => {
    const commits = { first: { files: {} }, later: { files: files(A), parents: ['first'] } };
    expect(await chosen({ ...REPOSITORY, commits, worktree: files(B) })).toEqual({ base: 'later', text: A });
  });

  test('is that on disk where no commit has one, or there is no commit', async () => {
    const commits = { first: { files: {} }, later: { files: {}, parents: ['first'] } };
    expect(await chosen({ ...REPOSITORY, commits, worktree: files(B) })).toEqual({
      base: undefined,
      text: B,
    });
    expect(await chosen({ commits: {}, worktree: files(B), branch: 'main' })).toEqual({
      base: undefined,
      text: B,
    });
  });

  test('is unknown where git does not say what is checked out', async () => {
    const observers = fakeObservers(REPOSITORY);
    const git = { ...observers.git, describe: async () => unobserved('the disk is broken') };
    await expect(localBase({ git })).rejects.toThrow('because the disk is broken.');
    await expect(prefetchWrite(['a'], git)).rejects.toThrow('because the disk is broken.');
  });
});
