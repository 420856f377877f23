import { execFileSync } from 'node:child_process';

import { ROOT } from './sources.mjs';

/**
 * Files that had another path in an earlier commit.
 *
 * @param {string} base
 * @returns {ReadonlyMap<string, string>} from the old path to the new one
 */
export function movedSince(base) {
  const lines = git(['diff', '--name-status', '-M40%', '-l0', '--diff-filter=R', base]).trim().split('\n');
  return new Map(lines.map((line) => line.split('\t')).map(([, from = '', to = '']) => [from, to]));
}

/** @param {string} commit @param {string} file */
export function contentAt(commit, file) {
  return git(['show', `${commit}:${file}`]);
}

/** Names what a measurement is of: the same sources and the same tests have the same name. */
export function contentName() {
  return git(['rev-parse', 'HEAD:packages', 'HEAD:test'])
    .split('\n')
    .map((tree) => tree.slice(0, 7))
    .join('');
}

export function head() {
  return git(['rev-parse', 'HEAD']).trim();
}

/** @param {readonly string[]} args */
function git(args) {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28 });
}
