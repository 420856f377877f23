import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { observed, unobserved } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import { joinBytes } from '../../text/path-bytes.ts';
import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { gitCommandIn } from './git-command.ts';
import { unwatchedFiles, watchAgain } from './unwatched-files.ts';

afterAll(removeTemporaryFolders);

const ODD = 'S a\n"caf\udce9';

describe('files git does not look at', () => {
  test('are none as a rule', async () => {
    const { root } = withFiles();
    expect(await unwatchedFiles(gitCommandIn(root), root)).toEqual(observed({ assumed: [], skipped: [] }));
  });

  test('are known by the bits of the index, and are looked at when the bits are gone', async () => {
    const repository = withFiles();
    const git = gitCommandIn(repository.root);
    await hide(repository, '--assume-unchanged', ['a', 'both', ODD]);
    await hide(repository, '--skip-worktree', ['b', 'both', 'gone']);
    rmSync(path.join(repository.root, 'gone'));
    const unwatched = { assumed: ['a', 'both', ODD], skipped: ['b', 'both'] };
    const found = await unwatchedFiles(git, repository.root);
    expect(sorted(found)).toEqual(observed(unwatched));
    expect(await watchAgain(git, unwatched, {})).toMatchObject({ known: true });
    expect(await unwatchedFiles(git, repository.root)).toEqual(observed({ assumed: [], skipped: [] }));
  });

  test('are unobserved without a repository, and so is a bit that cannot be taken out', async () => {
    const root = temporaryFolder();
    expect(await unwatchedFiles(gitCommandIn(root), root)).toEqual(
      unobserved('this is not a git repository'),
    );
    const repository = withFiles();
    for (const files of [
      { assumed: ['no such file'], skipped: [] },
      { assumed: [], skipped: ['no such file'] },
    ]) {
      expect(await watchAgain(gitCommandIn(repository.root), files, {})).toMatchObject({ known: false });
    }
  });
});

function withFiles(): TemporaryRepository {
  const repository = temporaryRepository();
  writeFileSync(joinBytes(Buffer.from(repository.root), ODD), '');
  repository.commit({ a: '', b: '', both: '', gone: '', untouched: '' });
  return repository;
}

/** As a person would, through the standard input, since an argument cannot be any bytes. */
async function hide({ root }: TemporaryRepository, option: string, paths: readonly string[]): Promise<void> {
  const names = Buffer.concat(
    paths.flatMap((name) => [joinBytes(Buffer.alloc(0), name).subarray(1), Buffer.of(0)]),
  );
  const outcome = await gitCommandIn(root)(['update-index', '-z', option, '--stdin'], {
    conversation: {
      start: (input) => {
        input.write(names);
        input.end();
      },
      hear: () => {},
    },
  });
  expect(outcome).toMatchObject({ kind: 'exited', code: 0 });
}

function sorted(found: Awaited<ReturnType<typeof unwatchedFiles>>) {
  if (!found.known) return found;
  const { assumed, skipped } = found.value;
  const order = (name: string) => ['a', 'b', 'both', ODD].indexOf(name);
  const inOrder = (names: readonly string[]) => [...names].sort((one, other) => order(one) - order(other));
  return observed({ assumed: inOrder(assumed), skipped: inOrder(skipped) });
}
