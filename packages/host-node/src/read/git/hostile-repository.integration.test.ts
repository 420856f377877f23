import { chmodSync, existsSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { observed } from '@lockkeeper/policy-core';
import { afterAll, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createFileSystem } from '../files/file-system.ts';
import { findRepository } from './find-repository.ts';
import { createGit } from './git.ts';

afterAll(removeTemporaryFolders);

/** Every setting of a repository by which git, asked by us, could be made to start a program. */
const TRAPS = [
  'core.fsmonitor',
  'diff.external',
  'diff.trap.command',
  'diff.trap.textconv',
  'filter.trap.clean',
  'filter.trap.process',
  'filter.a=b.clean',
  'core.pager',
  'pager.diff',
  'pager.ls-files',
  'core.askPass',
  'core.sshCommand',
  'core.editor',
  'gpg.program',
  'gpg.ssh.program',
  'pager.log',
  'pager.for-each-ref',
  'merge.trap.driver',
  'credential.helper',
];

test('a repository starts no program by being read', async () => {
  const repository = temporaryRepository();
  const first = repository.commit({ 'a.txt': 'one\n', 'b.txt': 'one\n' });
  repository.commit({
    'a.txt': 'two\n',
    '.gitattributes': 'a.txt filter=trap diff=trap\nb.txt filter=a=b diff=trap\n',
  });
  symlinkSync('a.txt', path.join(repository.root, 'link'));
  repository.commit();
  const head = signLastCommit(repository);
  const witness = path.join(temporaryFolder(), 'started');
  const trap = path.join(temporaryFolder(), 'trap.sh');
  writeFileSync(trap, `#!/bin/sh\necho "$0 $@" >> '${witness}'\ncat\n`);
  chmodSync(trap, 0o755);
  for (const key of TRAPS) repository.git('config', key, trap);
  repository.git('config', 'filter.trap.required', 'true');
  repository.git('config', 'log.showSignature', 'true');
  repository.git('config', 'core.hooksPath', path.dirname(trap));
  for (const hook of ['post-index-change', 'reference-transaction', 'fsmonitor-watchman']) {
    writeFileSync(path.join(path.dirname(trap), hook), `#!/bin/sh\n'${trap}'\n`, { mode: 0o755 });
  }
  const later = new Date(Date.now() + 5000);
  for (const file of ['a.txt', 'b.txt']) utimesSync(path.join(repository.root, file), later, later);

  const git = createGit(repository.root);
  expect(await findRepository(repository.root)).toEqual({ kind: 'repository', root: repository.root });
  expect(await git.describe()).toMatchObject({ value: { head } });
  expect(await git.mergeBase(first, head)).toEqual(observed(first));
  expect(await git.changes({ from: head, to: 'worktree' })).toEqual(observed([]));
  expect(await git.changes({ from: first, to: head })).toMatchObject({ known: true });
  expect(await git.readAt(head, ['a.txt'])).toEqual(
    new Map([['a.txt', observed({ kind: 'text', text: 'two\n' })]]),
  );
  expect(await git.listAt(head, [''])).toMatchObject({ known: true });
  expect(await createFileSystem(repository.root, { git }).list([''])).toMatchObject({ known: true });
  expect(await git.relation(first, head)).toEqual(observed('ancestor'));
  expect(await git.defaultBranch()).toEqual(observed(head));
  expect(await git.commits({ from: first, to: 'worktree' })).toMatchObject({ value: [{}, { id: head }] });
  expect((await git.linksAt(head, ['link'])).get('link')).toEqual(observed('a.txt'));
  expect((await git.foldersAt(head, [''])).get('')).toMatchObject({ value: [{}, {}, {}, { name: 'link' }] });
  expect(await git.branchesWith(first)).toEqual(observed(['main']));
  expect(await git.tagsAt(first)).toEqual(observed([]));
  expect(existsSync(witness)).toBe(false);

  // The trap does work: an ordinary git walks into it.
  expect(() => repository.git('diff', '--stat', first)).toThrow(/trap/);
  expect(existsSync(witness)).toBe(true);
  rmSync(witness);
  repository.git('log', '-1');
  expect(existsSync(witness)).toBe(true);
});

/** With a signature that nobody made, which is enough for git to start what checks signatures. */
function signLastCommit(repository: TemporaryRepository): string {
  const [header = '', ...message] = repository.git('cat-file', 'commit', 'HEAD').split('\n\n');
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----';
  const file = path.join(temporaryFolder(), 'commit');
  writeFileSync(file, `${header}\n${signature}\n\n${message.join('\n\n')}\n`);
  repository.git('update-ref', 'HEAD', repository.git('hash-object', '-t', 'commit', '-w', file));
  return repository.git('rev-parse', 'HEAD');
}
