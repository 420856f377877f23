import { spawnSync } from 'node:child_process';

/**
 * Which quarter of the integration tier is run, from 1 to 4. It goes around with the length of main's own line of
 * commits, on which a submission is one: so each test runs within four of them, which chance by a hash would not
 * give. In a clone without history, which cannot be counted, the hash of the commit decides.
 *
 * @param {string} folder a working tree of git
 * @returns {number}
 */
export function quarterOf(folder) {
  const isShallow = git(folder, 'rev-parse', '--is-shallow-repository') !== 'false';
  const number = isShallow
    ? Number.parseInt(git(folder, 'rev-parse', 'HEAD').slice(0, 8) || '0', 16)
    : Number(git(folder, 'rev-list', '--count', '--first-parent', 'HEAD'));
  return (number % 4) + 1;
}

/**
 * @param {string} folder
 * @param {readonly string[]} args
 */
function git(folder, ...args) {
  return spawnSync('git', args, { cwd: folder, encoding: 'utf8' }).stdout?.trim() ?? '';
}
