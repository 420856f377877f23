import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {import('./tamperings.mjs').Files} Files
 * @typedef {import('./tamperings.mjs').Tampering} Tampering
 *
 * @typedef {object} Kind
 * @property {'tree' | 'branch'} place
 * @property {boolean} isSigned
 *
 * @typedef {object} Shop a repository with three deploys, and its remote
 * @property {string} folder
 * @property {Required<Files>[]} states behind each deploy
 * @property {string[]} commits
 */

const CLI = fileURLToPath(new URL('../../packages/cli/dist/lockkeeper.cjs', import.meta.url));
const BRANCH = 'lockkeeper/records';
export const SIGNERS = '.lockkeeper/allowed_signers';

/** @type {Required<Omit<Files, 'elsewhere'>>} */
export const PATHS = {
  log: 'infrastructure/deploys/audit.jsonl',
  end: 'infrastructure/deploys/audit.end.json',
  record: 'infrastructure/last-good-deploy.json',
};

/** @param {string} folder @param {string} name */
function newKey(folder, name) {
  const file = path.join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
  const [type, key] = readFileSync(`${file}.pub`, 'utf8').split(' ');
  return { file, line: `${name}@example.com ${type} ${key}\n` };
}

/** Everything that is tampered with, made once. */
export function makeShops() {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-trust-'));
  const keys = { release: newKey(folder, 'release'), attacker: newKey(folder, 'attacker') };
  /** @type {Map<string, Shop>} */
  const shops = new Map();

  /** @param {Kind} kind */
  function shopOf(kind) {
    const name = nameOf(kind);
    const shop = shops.get(name) ?? makeShop(path.join(folder, name), kind, keys.release);
    shops.set(name, shop);
    return shop;
  }

  let copies = 0;
  return {
    shopOf,
    ownKey: keys.attacker.file,
    ownLine: keys.attacker.line,
    ownDigest: createHash('sha256').update(keys.attacker.line).digest('hex'),
    /** @param {string} text */
    sign(text) {
      const file = path.join(folder, 'text');
      writeFileSync(file, text);
      rmSync(`${file}.sig`, { force: true });
      execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', 'lockkeeper', '-f', keys.attacker.file, file], {
        stdio: 'ignore',
      });
      return readFileSync(`${file}.sig`, 'utf8').replaceAll(/-----[A-Z ]+-----|\s/g, '');
    },
    /** @param {string} text @param {Kind} kind */
    treeText(text, kind) {
      return text
        .replace('{unsigned policy}', policyOf({ ...kind, isSigned: false }))
        .replace('{own key}', keys.attacker.line)
        .replace('{both keys}', keys.release.line + keys.attacker.line);
    },
    /** A copy to tamper with. @param {Kind} kind */
    copyOf(kind) {
      copies += 1;
      const to = path.join(folder, `copy-${copies}`);
      cpSync(shopOf(kind).folder, to, { recursive: true });
      git(path.join(to, 'work'), 'remote', 'set-url', 'origin', path.join(to, 'origin.git'));
      return to;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** @param {Kind} kind */
export function nameOf({ place, isSigned }) {
  return `${place}, ${isSigned ? 'signed' : 'without signers'}`;
}

/** @param {Kind} kind */
function policyOf({ place, isSigned }) {
  const mode = place === 'tree' ? 'file' : 'branch';
  return `version: 1\ndeployment: { records: { mode: ${mode}${isSigned ? `, signers: ${SIGNERS}` : ''} } }\n`;
}

/** @param {string} folder @param {Kind} kind @param {{ file: string, line: string }} key @returns {Shop} */
function makeShop(folder, kind, key) {
  const work = path.join(folder, 'work');
  const origin = path.join(folder, 'origin.git');
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', origin]);
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  execFileSync('git', ['clone', '-q', origin, work], { stdio: 'ignore' });
  git(work, 'checkout', '-q', '-b', 'main');
  put(work, { 'lockkeeper.yaml': policyOf(kind), [SIGNERS]: key.line });
  const [commits, states] = [/** @type {string[]} */ ([]), /** @type {Required<Files>[]} */ ([])];
  for (const version of [1, 2, 3]) {
    commits.push(commit(work, { 'app.py': `print(${version})\n` }));
    git(work, 'push', '-q', 'origin', 'main');
    const args = ['record', 'deployed', '--commit', 'HEAD', '--environment', 'production'];
    const { status, output } = lockkeeper(work, args, { LOCKKEEPER_SIGNING_KEY: key.file });
    if (status !== 0) throw new Error(output);
    states.push(stateOf(work, kind));
    // The last deploy has no copy in the tree yet.
    if (kind.place === 'branch' && version === 2) put(work, byPath(states[1] ?? {}));
    if (kind.place === 'tree' || version === 2) commit(work, {});
    git(work, 'push', '-q', 'origin', 'main');
  }
  return { folder, states, commits };
}

/** @param {string} work @param {Kind} kind @returns {Required<Files>} */
function stateOf(work, { place }) {
  if (place === 'branch') git(work, 'fetch', '-q', 'origin', `+${BRANCH}:refs/remotes/origin/${BRANCH}`);
  /** @param {string} file */
  const read = (file) =>
    place === 'tree'
      ? readFileSync(path.join(work, file), 'utf8')
      : git(work, 'show', `refs/remotes/origin/${BRANCH}:${file}`);
  return { log: read(PATHS.log), end: read(PATHS.end), record: read(PATHS.record), elsewhere: {} };
}

/** @param {Files} files @returns {Record<string, string | undefined>} */
export function byPath({ log, end, record, elsewhere }) {
  return { [PATHS.log]: log, [PATHS.end]: end, [PATHS.record]: record, ...elsewhere };
}

/** Writes files; those that are undefined are deleted. @param {string} root @param {Record<string, string | undefined>} files */
export function put(root, files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    if (text === undefined) rmSync(file, { force: true });
    else {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

/** @param {string} root @param {Record<string, string | undefined>} files */
export function commit(root, files) {
  put(root, files);
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '--allow-empty', '-m', 'Go on');
  return git(root, 'rev-parse', 'HEAD').trim();
}

/** What somebody who may push by force does to the branch of the records. @typedef {'forward' | 'amended' | 'orphan' | 'deleted'} Push */

/** @param {string} work @param {Files} files @param {Push} how */
export function pushRecords(work, files, how) {
  if (how === 'deleted') {
    git(work, 'push', '-q', 'origin', `:${BRANCH}`);
    return;
  }
  const at = mkdtempSync(path.join(path.dirname(work), 'attacker-'));
  git(work, 'clone', '-q', '-b', BRANCH, path.join(path.dirname(work), 'origin.git'), at);
  if (how === 'orphan') git(at, 'checkout', '-q', '--orphan', 'anew');
  put(at, byPath(files));
  git(at, 'add', '-A');
  git(
    at,
    'commit',
    '-q',
    '--allow-empty',
    '-m',
    'Write down what was deployed',
    ...(how === 'amended' ? ['--amend'] : []),
  );
  git(at, 'push', '-q', '--force', 'origin', `HEAD:${BRANCH}`);
}

/** @param {string} folder @param {readonly string[]} [options] */
export function freshClone(folder, options = []) {
  const to = path.join(folder, 'fresh');
  execFileSync('git', ['clone', '-q', ...options, `file://${path.join(folder, 'origin.git')}`, to], {
    stdio: 'ignore',
  });
  return to;
}

/** @param {string} root @param {readonly string[]} args @param {Record<string, string>} [env] */
export function lockkeeper(root, args, env = {}) {
  if (!existsSync(CLI)) throw new Error('The program is missing. Run `pnpm build` first.');
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: root, USER: 'ci', ...env },
  });
  return { status, stdout, output: stdout + stderr };
}

/** @param {string} root @param {...string} args */
export function git(root, ...args) {
  return execFileSync('git', ['-c', 'user.name=ci', '-c', 'user.email=ci@example.com', '-C', root, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
