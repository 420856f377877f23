import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import { joinBytes } from '../../text/path-bytes.ts';
import { countingGit } from '../../testing/counted-git.ts';
import {
  removeTemporaryFolders,
  runGit,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { asUnprivileged } from '../../testing/unprivileged.ts';
import { createFileSystem } from '../files/file-system.ts';
import { createGit } from './git.ts';

afterAll(removeTemporaryFolders);

const NO_LINK = unobserved('it is no symbolic link');

/** What a link may be called and point at; both sides must say the same of it. */
const LINKS: Readonly<Record<string, string>> = {
  'docs/guide.md': '../core/auth.py',
  'docs/away': '/etc/passwd',
  'docs/up': '../../outside',
  'docs/nowhere': 'no such file',
  'docs/trailing': 'core/',
  'docs/a\tb\nc "d"': 'e\tf\ng "h"',
  'docs/größe': 'zahlungen/größe 💶',
  'docs/caf\udce9': 'core/caf\udce9',
  '-n': '--',
  alias: 'core',
};

describe('links at a commit', () => {
  test('say what they point at, whatever the bytes', async () => {
    const repository = temporaryRepository();
    placeLinks(repository.root, LINKS);
    const head = repository.commit({ 'core/auth.py': 'x = 1\n' });
    const found = Object.entries(LINKS).map(([name, target]) => [name, observed(target)]);
    expect(await linksAt(repository.root, head, Object.keys(LINKS))).toEqual(Object.fromEntries(found));
  });

  test('are told from everything that is none', async () => {
    const repository = temporaryRepository();
    const inner = temporaryRepository();
    inner.commit({ 'a.txt': 'inner' });
    repository.git('submodule', '--quiet', 'add', inner.root, 'vendor/lib');
    placeLinks(repository.root, { alias: 'core' });
    const head = repository.commit({ 'core/auth.py': 'docs/guide.md' });
    const none = [
      'core/auth.py',
      'core',
      '',
      'gone',
      'alias/auth.py',
      'alias/',
      'vendor/lib',
      '../alias',
      'ALIAS',
    ];
    expect(await linksAt(repository.root, head, none)).toEqual(
      Object.fromEntries(none.map((name) => [name, NO_LINK])),
    );
  });

  test('are those of the commit and not those on disk', async () => {
    const repository = temporaryRepository();
    placeLinks(repository.root, { alias: 'docs' });
    const head = repository.commit();
    repository.git('rm', '--quiet', 'alias');
    placeLinks(repository.root, { alias: 'core' });
    expect(await linksAt(repository.root, head, ['alias'])).toEqual({ alias: observed('docs') });
    expect(await linksOnDisk(repository.root, ['alias'])).toEqual({ alias: observed('core') });
  });

  test('end where the disk ends them, although the commit goes on behind a NUL', async () => {
    const repository = temporaryRepository();
    repository.write('target', 'core\0/../docs/guide.md');
    const head = commitLink(repository, 'alias');
    expect(await linksAt(repository.root, head, ['alias'])).toEqual({ alias: observed('core') });
    repository.git('checkout', '--quiet', '--force', head);
    expect(await linksOnDisk(repository.root, ['alias'])).toEqual({ alias: observed('core') });
  });

  test('longer than any path are unobserved', async () => {
    const repository = temporaryRepository();
    repository.write('target', 'x/'.repeat(40_000));
    const head = commitLink(repository, 'alias');
    expect(await linksAt(repository.root, head, ['alias'])).toEqual({
      alias: unobserved('what it points at is longer than any path'),
    });
  });

  test('are read in great number by one git', async () => {
    const repository = temporaryRepository();
    const links = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`m${index % 7}/l${index}`, `../core/${index}`]),
    );
    placeLinks(repository.root, links);
    const head = repository.commit();
    const { answer, calls } = await countingGit(() => linksAt(repository.root, head, Object.keys(links)));
    expect(answer['m3/l10']).toEqual(observed('../core/10'));
    expect(Object.values(answer).every(({ known }) => known)).toBe(true);
    expect(calls).toBe(1);
  });

  test.each(['nowhere', '--help', 'a\nb', ''])('are unobserved at the commit %j', async (commit) => {
    const repository = temporaryRepository();
    placeLinks(repository.root, { alias: 'core' });
    repository.commit();
    expect(await linksAt(repository.root, commit, ['alias', 'gone'])).toEqual({
      alias: unobserved(`there is no commit ${JSON.stringify(commit)} here`),
      gone: unobserved(`there is no commit ${JSON.stringify(commit)} here`),
    });
  });

  test('are unobserved where a partial clone has no copy of them', async () => {
    const repository = temporaryRepository();
    repository.git('config', 'uploadpack.allowFilter', 'true');
    placeLinks(repository.root, { alias: 'docs' });
    repository.commit();
    repository.git('rm', '--quiet', 'alias');
    repository.commit({ 'a.txt': '' });
    const clone = path.join(temporaryFolder(), 'clone');
    const source = pathToFileURL(repository.root).href;
    runGit(repository.root, ['clone', '--quiet', '--filter=blob:none', source, clone]);
    expect(await linksAt(clone, 'HEAD~1', ['alias', 'gone'])).toEqual({
      alias: unobserved('this is a partial clone, and git has no copy of it here'),
      gone: NO_LINK,
    });
  });
});

describe('links on disk', () => {
  test('say what they point at, whatever the bytes, also when nothing is there', async () => {
    const root = temporaryFolder();
    placeLinks(root, LINKS);
    const found = Object.entries(LINKS).map(([name, target]) => [name, observed(target)]);
    expect(await linksOnDisk(root, Object.keys(LINKS))).toEqual(Object.fromEntries(found));
  });

  test('are told from files, folders and nothing', async () => {
    const root = temporaryFolder();
    mkdirSync(path.join(root, 'core'));
    writeFileSync(path.join(root, 'core/auth.py'), 'docs/guide.md');
    const none = ['core', 'core/auth.py', 'gone', 'gone/too', 'core/auth.py/below', 'x'.repeat(300)];
    expect(await linksOnDisk(root, none)).toEqual(Object.fromEntries(none.map((name) => [name, NO_LINK])));
  });

  test('are not looked for outside the repository, nor behind another link', async () => {
    const outside = temporaryFolder();
    symlinkSync('/etc/passwd', path.join(outside, 'secret'));
    const root = path.join(outside, 'repository');
    placeLinks(root, { away: outside, inside: 'docs', 'docs/link': 'target' });
    const asked = ['away/secret', '../secret', path.join(outside, 'secret'), 'docs/../docs/link', '', 'a\0b'];
    expect(await linksOnDisk(root, [...asked, 'inside/link', 'docs/link'])).toEqual({
      'away/secret': unobserved('away is a symbolic link, which is not followed'),
      ...Object.fromEntries(
        asked.slice(1).map((name) => [name, unobserved('it lies outside the repository')]),
      ),
      'inside/link': unobserved('inside is a symbolic link, which is not followed'),
      'docs/link': observed('target'),
    });
  });

  test('are unobserved when permission is denied', async () => {
    const found = await asUnprivileged(async () => {
      const root = temporaryFolder();
      placeLinks(root, { 'closed/link': 'target' });
      chmodSync(path.join(root, 'closed'), 0);
      const links = await linksOnDisk(root, ['closed/link']);
      chmodSync(path.join(root, 'closed'), 0o700);
      return links;
    });
    expect(found).toEqual({ 'closed/link': unobserved('permission is denied') });
  });
});

function placeLinks(root: string, links: Readonly<Record<string, string>>): void {
  for (const [name, target] of Object.entries(links)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    symlinkSync(joinBytes(Buffer.alloc(0), target).subarray(1), joinBytes(Buffer.from(root), name));
  }
}

/** Commits what stands in the file `target` as the content of a link, which no system call would do. */
function commitLink(repository: TemporaryRepository, name: string): string {
  const id = repository.git('hash-object', '-w', '--literally', 'target');
  repository.git('update-index', '--add', '--cacheinfo', `120000,${id},${name}`);
  repository.git('commit', '--quiet', '--message=link');
  return repository.git('rev-parse', 'HEAD');
}

async function linksAt(root: string, commit: string, paths: readonly string[]) {
  return asked(paths, await createGit(root).linksAt(commit, paths));
}

async function linksOnDisk(root: string, paths: readonly string[]) {
  return asked(paths, await createFileSystem(root).links(paths));
}

function asked(
  paths: readonly string[],
  links: ReadonlyMap<string, Known<string>>,
): Readonly<Record<string, Known<string>>> {
  expect([...links.keys()].sort()).toEqual([...paths].sort());
  return Object.fromEntries(links);
}
