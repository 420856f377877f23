import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { Commit } from '@lockkeeper/policy-core/observe';
import { afterAll, describe, expect, test } from 'vitest';

import { joinBytes } from '../../text/path-bytes.ts';
import { countingGit } from '../../testing/counted-git.ts';
import {
  removeTemporaryFolders,
  repositoryAt,
  runGit,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createGit } from './git.ts';

afterAll(removeTemporaryFolders);

const ADA = { name: 'Ada', email: 'ada@example.com' };

describe('the commits of a range', () => {
  test('are what one side has and the other has not, oldest first, each with what it touched', async () => {
    const { repository, first } = oneCommit();
    repository.git('switch', '--quiet', '--create', 'topic');
    const second = repository.commit({ 'docs/a.md': 'two', 'core/auth.py': 'two' });
    repository.git('mv', 'core/auth.py', 'auth.py');
    const third = repository.commit();
    repository.git('switch', '--quiet', 'main');
    repository.commit({ 'other.md': '' });
    expect(await createGit(repository.root).commits({ from: first, to: 'topic' })).toEqual(
      observed([
        { id: second, author: ADA, committer: ADA, message: 'work\n', paths: ['core/auth.py', 'docs/a.md'] },
        { id: third, author: ADA, committer: ADA, message: 'work\n', paths: ['auth.py', 'core/auth.py'] },
      ]),
    );
    expect(await createGit(repository.root).commits({ from: 'main', to: third })).toMatchObject({
      value: [{ id: second }, { id: third }],
    });
  });

  test('that reaches to the disk are those up to the head, and what is not committed is in none', async () => {
    const { repository, first } = oneCommit();
    const second = repository.commit({ 'docs/a.md': 'two' });
    repository.write('core/auth.py', 'on disk');
    expect(await pathsOf(repository, first, 'worktree')).toEqual({ [second]: ['docs/a.md'] });
    expect(await pathsOf(repository, second, 'worktree')).toEqual({});
  });

  test('come after their parents, whatever date they claim', async () => {
    const { repository, first } = oneCommit();
    const second = repository.commit({ 'a.md': '' });
    const tree = repository.git('rev-parse', 'HEAD^{tree}');
    const early = writeCommit(repository, [`tree ${tree}`, `parent ${second}`, person('Ada', 100)]);
    const late = writeCommit(repository, [`tree ${tree}`, `parent ${early}`, person('Ada', 4_000_000_000)]);
    const last = writeCommit(repository, [`tree ${tree}`, `parent ${late}`, person('Ada', 1)]);
    expect(Object.keys(await pathsOf(repository, first, last))).toEqual([second, early, late, last]);
  });

  test('say who wrote them and who committed them, which need not be the same', async () => {
    const { repository, first } = oneCommit();
    repository.git('commit', '--quiet', '--allow-empty', '--author=Zoë Bot <bot[1]@example.com>', '-m', 'x');
    repository.commit({ '.mailmap': 'Human <human@example.com> <bot[1]@example.com>\n' });
    repository.git('config', 'log.mailmap', 'true');
    expect(await createGit(repository.root).commits({ from: first, to: 'HEAD' })).toMatchObject({
      value: [
        { author: { name: 'Zoë Bot', email: 'bot[1]@example.com' }, committer: ADA },
        { author: ADA, committer: ADA },
      ],
    });
  });

  test.each([
    'subject only',
    'subject\n\nbody\n\nCo-authored-by: Claude <noreply@anthropic.com>\n',
    'a\n\nb\r\n\ttab "quote" %H %x00 größe 💶\u0007\u001b[31m\n\n\n',
    `:100644 100644 ${'a'.repeat(40)} ${'a'.repeat(40)} M`,
    'a'.repeat(40),
    'caf\udce9 \udcff',
    '',
  ])('keep their message as it was written: %j', async (message) => {
    const { repository, first, tree } = oneCommit();
    const header = [`tree ${tree}`, `parent ${first}`, person('Ada', 1)];
    const id = writeCommit(repository, header, message);
    expect(await createGit(repository.root).commits({ from: first, to: id })).toEqual(
      observed([{ id, author: ADA, committer: ADA, message, paths: [] }]),
    );
  });

  test('are read in the encoding they name, whatever the repository wants to show', async () => {
    const { repository, first, tree } = oneCommit();
    const header = [`tree ${tree}`, `parent ${first}`, person('J\udcf6rg', 1), 'encoding ISO-8859-1'];
    const id = writeCommit(repository, header, 'gr\udcf6\udcdfe');
    repository.git('config', 'i18n.logOutputEncoding', 'UTF-16');
    repository.git('config', 'i18n.commitEncoding', 'UTF-16');
    expect(await createGit(repository.root).commits({ from: first, to: id })).toMatchObject({
      value: [{ id, author: { name: 'Jörg' }, message: 'größe' }],
    });
  });

  test('of nobody, in a broken form, are still commits', async () => {
    const { repository, first, tree } = oneCommit();
    const id = writeCommit(repository, [
      `tree ${tree}`,
      `parent ${first}`,
      'author nobody\ncommitter nobody',
    ]);
    expect(await createGit(repository.root).commits({ from: first, to: id })).toMatchObject({
      value: [{ id, message: 'work\n' }],
    });
  });
});

describe('what a commit touched', () => {
  test('has both sides of a move, modes, types, links and submodules', async () => {
    const { repository, first } = oneCommit();
    const inner = temporaryRepository();
    inner.commit({ 'a.txt': 'one' });
    const { root } = repository;
    repository.git('mv', 'core', 'moved');
    const moved = repository.commit();
    chmodSync(path.join(root, 'run.sh'), 0o755);
    const mode = repository.commit();
    rmSync(path.join(root, 'run.sh'));
    symlinkSync('moved', path.join(root, 'run.sh'));
    const type = repository.commit();
    repository.git('rm', '-r', '--quiet', 'moved');
    repository.git('submodule', '--quiet', 'add', inner.root, 'moved');
    const submodule = repository.commit();
    expect(await pathsOf(repository, first, 'HEAD')).toEqual({
      [moved]: ['core/auth.py', 'moved/auth.py'],
      [mode]: ['run.sh'],
      [type]: ['run.sh'],
      [submodule]: ['.gitmodules', 'moved', 'moved/auth.py'],
    });
  });

  test('may have any name', async () => {
    const { repository, first } = oneCommit();
    const names = [
      'a\nb',
      'c"d',
      'e\tf',
      '\u001b[31mg',
      ':(glob)h',
      '-i',
      'größe',
      'caf\udce9',
      '\n',
      'a'.repeat(40),
    ];
    for (const name of names) writeFileSync(joinBytes(Buffer.from(repository.root), name), '');
    const id = repository.commit();
    const paths = await pathsOf(repository, first, 'HEAD');
    expect([...(paths[id] ?? [])].sort()).toEqual([...names].sort());
  });

  test('in a merge is what differs from all its parents: neither what one of them brought, nor less', async () => {
    const { repository, first } = oneCommit();
    repository.git('switch', '--quiet', '--create', 'topic');
    const topic = repository.commit({ 'core/auth.py': 'topic', 'both.md': 'topic\n' });
    repository.git('switch', '--quiet', 'main');
    const main = repository.commit({ 'docs/a.md': 'main', 'both.md': 'main\n' });
    expect(() => repository.git('merge', '--quiet', '--no-commit', 'topic')).toThrow(/Command failed/);
    writeFileSync(path.join(repository.root, 'both.md'), 'solved');
    writeFileSync(path.join(repository.root, 'evil\n.py'), 'x');
    rmSync(path.join(repository.root, 'gone.md'));
    chmodSync(path.join(repository.root, 'run.sh'), 0o755);
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message=merge');
    const merge = repository.git('rev-parse', 'HEAD');
    const after = repository.commit({ 'after.md': '' });
    const paths = await pathsOf(repository, first, 'HEAD');
    expect(paths).toEqual({
      [topic]: ['both.md', 'core/auth.py'],
      [main]: ['both.md', 'docs/a.md'],
      [merge]: ['both.md', 'evil\n.py', 'gone.md', 'run.sh'],
      [after]: ['after.md'],
    });
    expect(Object.keys(paths).slice(-2)).toEqual([merge, after]);
  });

  test('in a merge that made nothing itself is nothing, also with many parents', async () => {
    const { repository, first } = oneCommit();
    const tips = ['a', 'b', 'c'].map((name) => {
      repository.git('switch', '--quiet', '--create', name, first);
      return repository.commit({ [`${name}.md`]: name });
    });
    repository.git('merge', '--quiet', '--no-edit', 'a', 'b');
    const octopus = repository.git('rev-parse', 'HEAD');
    const paths = await pathsOf(repository, first, 'HEAD');
    expect(Object.keys(paths).sort()).toEqual([...tips, octopus].sort());
    expect(paths[octopus]).toEqual([]);
  });

  test('in the first commit of another history is all of it', async () => {
    const { repository, first } = oneCommit();
    repository.git('switch', '--quiet', '--orphan', 'other');
    const other = repository.commit({ 'x.py': '', 'y/z.py': '' });
    repository.git('config', 'log.showRoot', 'false');
    expect(await pathsOf(repository, first, 'other')).toEqual({ [other]: ['x.py', 'y/z.py'] });
  });

  test('is the same whatever the repository configures about showing history', async () => {
    const { repository, first } = oneCommit();
    for (const [key, value] of [
      ['log.showSignature', 'true'],
      ['log.showRoot', 'false'],
      ['log.diffMerges', 'off'],
      ['log.follow', 'true'],
      ['log.decorate', 'full'],
      ['log.date', 'human'],
      ['log.abbrevCommit', 'true'],
      ['format.pretty', 'oneline'],
      ['core.abbrev', '4'],
      ['core.quotePath', 'true'],
      ['color.ui', 'always'],
      ['color.diff', 'always'],
      ['diff.renames', 'copies'],
      ['diff.noprefix', 'true'],
      ['diff.orderFile', '/no/such/file'],
      ['diff.relative', 'true'],
      ['diff.submodule', 'log'],
      ['diff.ignoreSubmodules', 'all'],
      ['diff.stat', 'true'],
      ['notes.displayRef', 'refs/notes/*'],
      ['i18n.logOutputEncoding', 'UTF-16'],
    ] as const) {
      repository.git('config', key, value);
    }
    repository.git('mv', 'run.sh', 'go.sh');
    repository.git('-c', 'diff.orderFile=/dev/null', 'commit', '--quiet', '--message=work');
    const id = repository.git('rev-parse', 'HEAD');
    repository.git('notes', 'add', '--message=a note');
    expect(await createGit(repository.root).commits({ from: first, to: 'HEAD' })).toEqual(
      observed([{ id, author: ADA, committer: ADA, message: 'work\n', paths: ['go.sh', 'run.sh'] }]),
    );
  });

  test('is a submodule at another commit, whatever is said about ignoring it', async () => {
    const { repository, first } = oneCommit();
    const inner = temporaryRepository();
    inner.commit({ 'a.txt': 'one' });
    repository.git('submodule', '--quiet', 'add', inner.root, 'vendor/lib');
    repository.git('config', '--file', '.gitmodules', 'submodule.vendor/lib.ignore', 'all');
    repository.git('config', 'submodule.vendor/lib.ignore', 'all');
    const added = repository.commit();
    const id = repositoryAt(path.join(repository.root, 'vendor/lib')).commit({ 'a.txt': 'two' });
    repository.git('update-index', '--cacheinfo', `160000,${id},vendor/lib`);
    repository.git('commit', '--quiet', '--message=work');
    const moved = repository.git('rev-parse', 'HEAD');
    expect(await pathsOf(repository, first, 'HEAD')).toEqual({
      [added]: ['.gitmodules', 'vendor/lib'],
      [moved]: ['vendor/lib'],
    });
  });

  test('is what was committed, also where a replacement or a graft says otherwise', async () => {
    const { repository, first, tree } = oneCommit();
    const second = repository.commit({ 'core/auth.py': 'two' });
    const third = repository.commit({ 'docs/a.md': 'three' });
    repository.git(
      'replace',
      second,
      writeCommit(repository, [`tree ${tree}`, `parent ${first}`, person('Eve', 1)]),
    );
    mkdirSync(path.join(repository.root, '.git/info'), { recursive: true });
    writeFileSync(path.join(repository.root, '.git/info/grafts'), `${third} ${first}\n`);
    expect(await pathsOf(repository, first, third)).toEqual({
      [second]: ['core/auth.py'],
      [third]: ['docs/a.md'],
    });
  });

  test('in a SHA-256 repository is read', async () => {
    const repository = temporaryRepository('--object-format=sha256');
    const first = repository.commit({ 'a.txt': 'one' });
    const second = repository.commit({ 'a.txt': 'two' });
    expect(await pathsOf(repository, first, second)).toEqual({ [second]: ['a.txt'] });
  });

  test('costs one git, however many commits there are', async () => {
    const { repository, first } = oneCommit();
    const ids = Array.from({ length: 10 }, (_, at) => repository.commit({ 'a.txt': String(at) }));
    const git = createGit(repository.root);
    const { answer, calls } = await countingGit(() => git.commits({ from: first, to: 'worktree' }));
    expect(answer).toMatchObject({ value: ids.map((id) => ({ id })) });
    expect(calls).toBe(1);
  });
});

describe('commits that cannot be seen', () => {
  test.each(['nowhere', '--all', '^main', 'main..main', 'refs/heads/main^@', '', 'a\nb'])(
    'are unobserved from or to %j',
    async (name) => {
      const { repository, first } = oneCommit();
      repository.commit({ 'a.txt': 'two' });
      const git = createGit(repository.root);
      const nothing = unobserved(`there is no commit ${JSON.stringify(name)} here`);
      expect(await git.commits({ from: first, to: name })).toEqual(nothing);
      expect(await git.commits({ from: name, to: 'HEAD' })).toEqual(nothing);
    },
  );

  test('are unobserved for an id that is not here, or is not of a commit', async () => {
    const { repository, first, tree } = oneCommit();
    const git = createGit(repository.root);
    const nowhere = 'f'.repeat(40);
    expect(await git.commits({ from: nowhere, to: 'HEAD' })).toEqual(
      unobserved(`there is no commit "${nowhere}" or "HEAD" here`),
    );
    expect(await git.commits({ from: first, to: tree })).toMatchObject({ known: false });
  });

  test('are unobserved before the first commit', async () => {
    const git = createGit(temporaryRepository().root);
    const none = unobserved('this repository has no commit yet');
    expect(await git.commits({ from: 'HEAD', to: 'worktree' })).toEqual(none);
  });

  test('are unobserved where a shallow clone ends among them, and seen where it ends before them', async () => {
    const { repository, first } = oneCommit();
    repository.git('switch', '--quiet', '--create', 'topic');
    const second = repository.commit({ 'a.txt': 'topic' });
    repository.git('switch', '--quiet', 'main');
    const third = repository.commit({ 'b.txt': 'three' });
    repository.commit({ 'b.txt': 'four' });
    const clone = shallowCloneOf(repository, 2);
    expect(await createGit(clone).commits({ from: 'origin/topic', to: 'origin/main' })).toEqual(
      unobserved('this is a shallow clone whose history ends among these commits'),
    );
    expect(await createGit(clone).commits({ from: third, to: 'HEAD' })).toMatchObject({ value: [{}] });
    expect(await createGit(clone).commits({ from: first, to: 'origin/topic' })).toMatchObject({
      value: [{ id: second }],
    });
    expect(await createGit(shallowCloneOf(repository, 1)).commits({ from: first, to: 'HEAD' })).toEqual(
      unobserved(`this is a shallow clone without the commit "${first}" or "HEAD"`),
    );
  });
});

function oneCommit(): { repository: TemporaryRepository; first: string; tree: string } {
  const repository = temporaryRepository();
  const first = repository.commit({
    'core/auth.py': 'one',
    'both.md': 'one\n',
    'gone.md': '',
    'run.sh': '',
  });
  return { repository, first, tree: repository.git('rev-parse', 'HEAD^{tree}') };
}

function person(name: string, seconds: number): string {
  const is = `${name} <ada@example.com> ${seconds} +0000`;
  return `author ${is}\ncommitter ${is}`;
}

/** Stores what `git commit` would refuse or tidy up. */
function writeCommit(repository: TemporaryRepository, header: readonly string[], message = 'work\n'): string {
  const file = path.join(temporaryFolder(), 'commit');
  const content = joinBytes(Buffer.alloc(0), `${header.join('\n')}\n\n${message}`).subarray(1);
  writeFileSync(file, content);
  return repository.git('hash-object', '-t', 'commit', '-w', '--literally', file);
}

async function pathsOf(
  { root }: TemporaryRepository,
  from: string,
  to: string,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const commits: Known<readonly Commit[]> = await createGit(root).commits({ from, to });
  if (!commits.known) throw new Error(commits.reason);
  return Object.fromEntries(commits.value.map(({ id, paths }) => [id, paths]));
}

function shallowCloneOf({ root }: TemporaryRepository, depth: number): string {
  const clone = path.join(temporaryFolder(), 'clone');
  const source = pathToFileURL(root).href;
  runGit(root, [
    'clone',
    '--quiet',
    `--depth=${depth}`,
    '--no-single-branch',
    '--branch=main',
    source,
    clone,
  ]);
  return clone;
}
