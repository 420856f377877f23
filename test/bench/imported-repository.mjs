import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from './programs.mjs';

/**
 * A checked-out repository whose branch `change` is one commit ahead of `main`. Made once and kept, since many
 * files take half a minute.
 *
 * @param {object} made
 * @param {string} made.name of its folder; counted up when what is generated changes, so that nobody measures an old one
 * @param {() => ReadonlyMap<string, string>} made.base text by path, of all files on `main`
 * @param {() => ReadonlyMap<string, string>} made.changed what the commit of `change` writes
 * @returns {string} its folder
 */
export function importedRepository({ name, base, changed }) {
  const folder = path.join(ROOT, '.cache/bench', name);
  const done = path.join(folder, '.git/lockkeeper-bench-complete');
  if (existsSync(done)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const git = gitIn(folder);
  git(['init', '--quiet', '--initial-branch=main']);
  git(
    ['fast-import', '--quiet'],
    `${commit({ branch: 'main', files: base() })}${commit({ branch: 'change', files: changed(), from: 'main' })}`,
  );
  git(['checkout', '--quiet', 'change']);
  // A fresh index is as slow as it will ever be; people's indexes are warm.
  git(['status', '--porcelain']);
  writeFileSync(done, '');
  return folder;
}

/**
 * As `git fast-import` reads it.
 *
 * @param {{ branch: string, files: ReadonlyMap<string, string>, from?: string }} written
 */
function commit({ branch, files, from }) {
  const lines = [
    `commit refs/heads/${branch}`,
    'committer Ada <ada@example.com> 1700000000 +0000',
    data(`Make ${branch}`),
  ];
  if (from !== undefined) lines.push(`from refs/heads/${from}`);
  for (const [file, text] of files) lines.push(`M 100644 inline ${file}`, data(text));
  return `${lines.join('\n')}\n`;
}

/** @param {string} text */
function data(text) {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

/** @param {string} folder */
function gitIn(folder) {
  return (/** @type {readonly string[]} */ args, input = '') => {
    const { status, stderr } = spawnSync('git', args, {
      cwd: folder,
      input,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')} failed: ${stderr}`);
  };
}
