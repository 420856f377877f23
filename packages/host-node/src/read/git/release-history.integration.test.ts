import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { observed } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import { createBranchMover } from '../../write/git/branch-mover.ts';
import {
  removeTemporaryFolders,
  runGit,
  temporaryFolder,
  temporaryRepository,
} from '../../testing/temporary-repository.ts';
import { principalsOfKeys } from '../signatures/ssh-key.ts';
import { createReleaseHistory } from './release-history.ts';

afterAll(removeTemporaryFolders);

function released() {
  const repository = temporaryRepository();
  const commit = (text: string): string => {
    repository.write('app.py', text);
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message', text);
    return repository.git('rev-parse', 'HEAD');
  };
  return { repository, commit, history: createReleaseHistory(repository.root) };
}

describe('the history of a release', () => {
  test('knows trees, and the newest commit of a branch with one [row 0.37]', async () => {
    const { repository, commit, history } = released();
    const first = commit('one');
    const second = commit('two');
    const again = commit('one');
    const tree = repository.git('rev-parse', `${first}^{tree}`);
    expect(await history.tree(first)).toEqual(observed(tree));
    expect(await history.withTree(again, tree)).toEqual(observed(again));
    expect(await history.withTree(second, tree)).toEqual(observed(first));
    expect(await history.withTree(first, 'f'.repeat(40))).toEqual(observed(null));
    expect((await history.tree('f'.repeat(40))).known).toBe(false);
  });

  test('knows what commits say first, of those that are here', async () => {
    const { commit, history } = released();
    const [first, second] = [commit('one and more'), commit('two')];
    const found = await history.subjects([second, 'f'.repeat(40), first]);
    expect([...found]).toEqual([
      [second, 'two'],
      [first, 'one and more'],
    ]);
    expect(await history.subjects([])).toEqual(new Map());
  });

  test('counts what one commit has and another has not, and says where it cannot', async () => {
    const { commit, history } = released();
    const [first, , third] = [commit('one'), commit('two'), commit('three')];
    expect(await history.ahead({ from: first, to: third })).toEqual(observed(2));
    expect(await history.ahead({ from: third, to: first })).toEqual(observed(0));
    expect((await history.ahead({ from: 'f'.repeat(40), to: third })).known).toBe(false);
  });

  test('names everybody who made a part of it', async () => {
    const { repository, commit, history } = released();
    const first = commit('one');
    repository.write('app.py', 'two');
    repository.git('commit', '--quiet', '--all', '--author=Mia <MIA@example.com>', '--message', 'two');
    const second = repository.git('rev-parse', 'HEAD');
    const committer = repository.git('log', '-1', '--format=%ce').toLowerCase();
    expect(await history.makers({ from: first, to: second })).toEqual(
      observed({ addresses: ['mia@example.com', committer], keys: [] }),
    );
    expect(await history.makers({ from: second, to: second })).toEqual(observed({ addresses: [], keys: [] }));
  });

  test('names whom a message calls a co-author, and the keys that signed', async () => {
    const { repository, commit, history } = released();
    const first = commit('one');
    const folder = temporaryFolder();
    const file = path.join(folder, 'key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
    const fingerprint = execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' }).split(' ')[1] ?? '';
    repository.write('app.py', 'two');
    const signing = ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${file}.pub`, 'commit', '-S'];
    const message = [
      'two',
      '',
      'gpgsig -----BEGIN SSH SIGNATURE-----',
      '',
      'Co-authored-by: Tom <Tom@example.com>',
      'co-authored-by: Ann <ann@example.com>',
    ].join('\n');
    repository.git(...signing, '--quiet', '--all', '--author=Mia <mia@example.com>', '--message', message);
    const second = repository.git('rev-parse', 'HEAD');
    const made = await history.makers({ from: first, to: second });
    expect(made.known && made.value).toEqual({
      addresses: expect.arrayContaining(['mia@example.com', 'tom@example.com', 'ann@example.com']),
      keys: [fingerprint],
    });
    const alone = await history.makers({ from: null, to: second });
    expect(alone.known && alone.value.keys).toEqual([fingerprint]);
    const key = readFileSync(`${file}.pub`, 'utf8');
    const signers = `# ${key}bob@example.com ssh-ed25519 AAAA\n"Mia@example.com,m@example.com" namespaces="a b" ${key}`;
    expect(principalsOfKeys(signers, [fingerprint])).toEqual(['mia@example.com', 'm@example.com']);
  });

  test('takes a tag for signed only where a named signer signed this name for this commit [row 0.44]', async () => {
    const { repository, commit, history } = released();
    const first = commit('one');
    const folder = temporaryFolder();
    const key = (name: string): string => {
      const file = path.join(folder, name);
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
      return file;
    };
    const [mine, other] = [key('mine'), key('other')];
    const sign = (name: string, file: string, of = first) =>
      repository.git(
        '-c',
        'gpg.format=ssh',
        '-c',
        `user.signingkey=${file}.pub`,
        'tag',
        '-s',
        '-m',
        name,
        name,
        of,
      );
    sign('v1', mine);
    sign('v2', other);
    repository.git('tag', 'light', first);
    repository.git('tag', '-a', '-m', 'plain', 'v3', first);
    // The object of a good tag under another name, and a signed tag of what is no commit.
    repository.git('update-ref', 'refs/tags/v9', repository.git('rev-parse', 'refs/tags/v1'));
    sign('blob', mine, repository.git('rev-parse', `${first}:app.py`));
    const signers = `mia@example.com namespaces="git" ${readFileSync(`${mine}.pub`, 'utf8')}`;
    const tags = await history.tags(first, signers);
    const good = tags.known
      ? tags.value.map(({ name, signature }) => [name, signature.known && signature.value.isGood])
      : [];
    expect(good).toEqual([
      ['light', false],
      ['v1', true],
      ['v2', false],
      ['v3', false],
      ['v9', false],
    ]);
    const unnamed = await history.tags(first, undefined);
    expect(unnamed.known && unnamed.value.find(({ name }) => name === 'v1')?.signature.known).toBe(false);
    const second = commit('two');
    expect(await history.tags(second, signers)).toEqual(observed([]));
  });
});

describe('a branch of a remote', () => {
  test('is moved forward from where it was seen, and never elsewhere [row 0.23]', async () => {
    const { repository, commit } = released();
    const first = commit('one');
    const remote = temporaryFolder();
    runGit(remote, ['init', '--quiet', '--bare']);
    repository.git('push', '--quiet', remote, `${first}:refs/heads/main`);
    const mover = createBranchMover({ root: repository.root, remote });
    expect(await mover.tip('main')).toEqual(observed(first));
    expect(await mover.tip('none')).toEqual(observed(null));
    const second = commit('two');
    expect(await mover.advance({ branch: 'main', from: first, to: second })).toEqual({ kind: 'moved' });
    expect(runGit(remote, ['rev-parse', 'main'])).toBe(second);
    repository.git('checkout', '--quiet', '-b', 'apart', first);
    const apart = commit('three');
    expect(await mover.advance({ branch: 'main', from: second, to: apart })).toMatchObject({
      kind: 'refused',
    });
    expect(await mover.advance({ branch: 'main', from: first, to: apart })).toMatchObject({
      kind: 'refused',
    });
    expect(runGit(remote, ['rev-parse', 'main'])).toBe(second);
    expect(await mover.advance({ branch: 'new', from: null, to: apart })).toEqual({ kind: 'moved' });
    expect(await mover.advance({ branch: 'new', from: null, to: second })).toMatchObject({ kind: 'refused' });
    expect(runGit(remote, ['rev-parse', 'new'])).toBe(apart);
    const gone = createBranchMover({ root: repository.root, remote: path.join(remote, 'none') });
    expect(await gone.advance({ branch: 'main', from: first, to: second })).toMatchObject({
      kind: 'unknown',
    });
    expect((await gone.tip('main')).known).toBe(false);
  });
});
