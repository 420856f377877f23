import path from 'node:path';

import { byPath, commit, freshClone, git, lockkeeper, nameOf, pushRecords, put } from './shop.mjs';
import { TAMPERINGS } from './tamperings.mjs';

/**
 * @typedef {import('./shop.mjs').Kind} Kind
 * @typedef {ReturnType<typeof import('./shop.mjs').makeShops>} Shops
 * @typedef {import('./tamperings.mjs').Tampering} Tampering
 *
 * @typedef {'detected' | 'told' | 'says the same' | 'not provable' | 'verified'} Outcome
 *
 * @typedef {object} Tried
 * @property {string} name
 * @property {string} where
 * @property {Outcome} outcome
 * @property {string} by what told
 */

/** @type {readonly Kind[]} */
const KINDS = [
  { place: 'tree', isSigned: false },
  { place: 'tree', isSigned: true },
  { place: 'branch', isSigned: false },
  { place: 'branch', isSigned: true },
];

/**
 * So many tamperings, the same ones for a seed: each of the list in turn, at places and in ways that are drawn.
 *
 * @param {number} count @param {number} seed @param {Shops} shops
 * @returns {Generator<Tried>}
 */
export function* tryTamperings(count, seed, shops) {
  const pick = pickerOf(seed);
  for (let index = 0; index < count; index += 1) {
    const tampering = TAMPERINGS[index % TAMPERINGS.length];
    if (tampering === undefined) return;
    const kinds = KINDS.filter(({ isSigned }) => tampering.only === undefined || isSigned);
    const kind = kinds[(Math.floor(index / TAMPERINGS.length) + pick(kinds.length)) % kinds.length];
    if (kind !== undefined) yield tryOne(tampering, { kind, pick, shops });
  }
}

/**
 * @param {Tampering} tampering
 * @param {{ kind: Kind, pick: (count: number) => number, shops: Shops }} around
 * @returns {Tried}
 */
function tryOne(tampering, { kind, pick, shops }) {
  const { states, commits } = shops.shopOf(kind);
  const folder = shops.copyOf(kind);
  const work = path.join(folder, 'work');
  const files = states.at(-1);
  if (files === undefined) throw new Error('There are three deploys.');
  const { ownDigest } = shops;
  const forged = tampering.forge({
    files,
    earlier: states,
    commits,
    pick,
    ownDigest,
    sign: (text) => shops.sign(text),
  });
  const way = kind.place === 'tree' ? intoTree(work, forged, pick) : ontoBranch(work, forged, pick);
  const tree = Object.entries(tampering.tree ?? {}).map(([name, text]) => [name, shops.treeText(text, kind)]);
  if (tree.length > 0) commit(work, Object.fromEntries(tree));
  git(work, 'push', '-q', 'origin', 'main');
  const isFresh = pick(2) === 1;
  const root = isFresh ? freshClone(folder) : work;
  const where = `${nameOf(kind)}, ${way}, ${isFresh ? 'a fresh clone' : 'a clone that saw it before'}`;
  return { name: tampering.name, where, ...toldAbout(root) };
}

/** @param {string} work @param {import('./tamperings.mjs').Files} files @param {(count: number) => number} pick */
function intoTree(work, files, pick) {
  if (pick(2) === 0) {
    commit(work, byPath(files));
    return 'a commit';
  }
  git(work, 'checkout', '-q', '-b', 'side', 'HEAD~1');
  put(work, byPath(files));
  commit(work, {});
  git(work, 'checkout', '-q', 'main');
  git(work, 'merge', '-q', '-s', 'ours', '--no-commit', '--no-ff', 'side');
  commit(work, byPath(files));
  return 'a merge';
}

/** @param {string} work @param {import('./tamperings.mjs').Files} files @param {(count: number) => number} pick */
function ontoBranch(work, files, pick) {
  const isNothing = Object.keys(files).length === 0;
  /** @type {import('./shop.mjs').Push} */
  const how = isNothing
    ? 'deleted'
    : (/** @type {const} */ (['forward', 'amended', 'orphan'])[pick(3)] ?? 'forward');
  pushRecords(work, files, how);
  return how;
}

/** @param {string} root @param {readonly string[]} [asked] such as `--service` @returns {Pick<Tried, 'outcome' | 'by'>} */
export function toldAbout(root, asked = []) {
  const record = lockkeeper(root, ['record', 'verify', ...asked, '--format', 'json']);
  const log = lockkeeper(root, ['audit', 'verify', '--format', 'json']);
  const guard = lockkeeper(root, ['guard', ...asked, '--format', 'json']);
  /** @type {readonly { id: string, state: string }[]} */
  const rows = guard.stdout === '' ? [] : (JSON.parse(guard.stdout).table ?? []);
  const bad = rows.filter(
    ({ id, state }) =>
      ['deploy-record', 'audit-log'].includes(id) && ['failed', 'undetermined'].includes(state),
  );
  const by = [
    ...(record.status === 0 ? [] : ['record verify']),
    ...(log.status === 0 ? [] : ['audit verify']),
    ...(bad.length > 0 || rows.length === 0 ? ['guard'] : []),
  ];
  return by.length > 0 ? { outcome: 'detected', by: by.join(', ') } : undetected(record, log);
}

/** @param {{ stdout: string }} record @param {{ stdout: string }} log @returns {Pick<Tried, 'outcome' | 'by'>} */
function undetected(record, log) {
  if (JSON.parse(log.stdout).torn_tail === true)
    return {
      outcome: 'told',
      by: 'audit verify tells of an end that is no whole line, and counts nothing of it',
    };
  const verdicts = [record, log].map(({ stdout }) => JSON.parse(stdout).verdict);
  return verdicts.every((verdict) => verdict === 'unproved')
    ? { outcome: 'not provable', by: 'both say that it is not provable without signers' }
    : { outcome: 'verified', by: `verdicts: ${verdicts.join(', ')}` };
}

/** Numbers from a seed (mulberry32). @param {number} seed @returns {(count: number) => number} */
export function pickerOf(seed) {
  let state = seed;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * Math.max(count, 1));
  };
}
