import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { checkerFor, loadPolicy } from '@lockkeeper/policy-core';

import { timeCalls } from './measure.mjs';

const RUNS = 5;
const COMMITS = 2_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ADDED = { status: /** @type {const} */ ('added') };
const MODIFIED = { status: /** @type {const} */ ('modified') };
const MODE = { file: '100644', absent: '000000' };

const POLICY = {
  version: 1,
  branches: { production: { match: ['main'] }, ai: { match: ['auto/**'] } },
  protected: [
    {
      id: 'core',
      paths: ['**/core/**', '**/security/**', 'services/payments**', '**/migrations/**', 'deploy/**'],
      require: { label: 'approved-core-change' },
    },
  ],
  change_scope: {
    branches: ['ai'],
    allow: ['docs/**', '**/*.md', '**/tests/**', 'src/'],
    deny: { paths: ['**/auth*', '**/crypto/**'], unless: { label: 'approved-core-change' } },
  },
};

/** Every rule about changes over 2,000 real commits, one after the other, as an AI-made change each; without git. */
export function replayOfCommits() {
  const policy = loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify(POLICY) });
  const checker = checkerFor(policy, undefined);
  const changes = commits();
  const replay = () => changes.map((change) => checker.checkChange(change, { stage: 'ci' }).verdict);
  return [
    {
      name: '2,000 commits replayed, all rules, without git',
      unit: /** @type {const} */ ('ms'),
      ours: timeCalls(replay, RUNS),
      peers: [],
      must: 400,
      goal: 150,
    },
  ];
}

/** @typedef {import('@lockkeeper/policy-core').ChangeInput} ChangeInput */

/** @returns {readonly ChangeInput[]} */
function commits() {
  return (recordedCommits() ?? madeUpCommits()).map((changes, index) => ({
    changes,
    branch: `auto/replay-${index}`,
    author: 'claude[bot]',
    commits: [],
    labels: [],
    folders: foldersOf(changes),
  }));
}

/**
 * Real commits of public repositories, where the shared case sets are at hand.
 *
 * @returns {readonly ChangeInput['changes'][] | undefined}
 */
function recordedCommits() {
  const folder = process.env['LOCKKEEPER_CASES'] ?? join(ROOT, '../shared/cases');
  const file = join(folder, 'diffs.jsonl.gz');
  if (!existsSync(file)) return undefined;
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.slice(0, COMMITS).map((line) => JSON.parse(line).changes.flatMap(entriesOf));
}

/** @param {{ status: string, path: string, oldPath?: string }} change both sides of a rename */
function entriesOf({ status, path, oldPath }) {
  if (status === 'R' && oldPath !== undefined)
    return [
      { status: 'deleted', path: oldPath },
      { status: 'added', path },
    ];
  const word = { A: 'added', D: 'deleted', M: 'modified' }[status] ?? 'modified';
  return [{ status: word, path, oldMode: MODE.file, newMode: word === 'deleted' ? MODE.absent : MODE.file }];
}

/** The same number of commits with eight files each. @returns {readonly ChangeInput['changes'][]} */
function madeUpCommits() {
  return Array.from({ length: COMMITS }, (_, commit) =>
    Array.from({ length: 8 }, (__, file) => ({
      ...(file % 4 === 0 ? ADDED : MODIFIED),
      path: `packages/part${commit % 40}/src/area${file}/file${commit}.py`,
    })),
  );
}

/** @param {ChangeInput['changes']} changes */
function foldersOf(changes) {
  const folders = changes.flatMap((change) => {
    const parts = (typeof change === 'string' ? change : change.path).split('/');
    return parts.map((_, index) => parts.slice(0, index).join('/'));
  });
  return Object.fromEntries(folders.map((folder) => [folder, []]));
}
