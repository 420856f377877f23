// `npm run demo`: installs, builds, makes a sample repository with a real history in a temporary
// folder, and checks it: once where an agent's change breaks the policy, once mended.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SAMPLE = path.join(ROOT, 'tools/sample-workspace');
const CLI = path.join(ROOT, 'packages/cli/dist/lockkeeper.mjs');
const RECORD = 'infrastructure/LAST_PROD_DEPLOY.json';
/** What the repair takes back: these had no business in the change. */
const TAKEN_BACK = ['backend/app/core', 'backend/app/services', 'lockkeeper.yaml', RECORD];

install();
const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'lockkeeper-demo-'));
try {
  process.exitCode = demonstrate();
} finally {
  if (process.argv.includes('--keep')) console.log(`\nThe sample repository is kept in ${folder}.`);
  else rmSync(folder, { recursive: true, force: true });
}

function install() {
  say('Installing and building Lockkeeper');
  run(process.execPath, [path.join(ROOT, 'tools/pnpm.mjs'), '--silent', 'run', 'build'], { cwd: ROOT });
}

/** @returns {number} 0 when both verdicts are what they should be */
function demonstrate() {
  makeHistory();
  const event = path.join(folder, '.git', 'pull-request.json');
  writeFileSync(event, JSON.stringify(pullRequest()));

  say('An agent opens a pull request from auto/self-update-001. CI checks it:');
  const broken = check(event);
  say('The agent mends it: pins and lock agree, no table is lost, what is protected stays as it was.');
  repair();
  writeFileSync(event, JSON.stringify(pullRequest()));
  const repaired = check(event);

  const asExpected = broken === 1 && repaired === 0;
  say(
    asExpected
      ? 'That was Lockkeeper: the broken change failed with exit code 1, the mended one passed with 0.'
      : `Something is wrong: the two checks ended with ${broken} and ${repaired}, not with 1 and 0.`,
  );
  if (asExpected) console.log(`Try it in your own repository: node ${CLI} init\n`);
  return asExpected ? 0 : 1;
}

function makeHistory() {
  git('init', '--quiet', '--initial-branch=main');
  lay('released');
  commit('Release 1.4.0');
  const sha = git('rev-parse', 'HEAD').trim();
  write(
    RECORD,
    `${JSON.stringify({ last_good_sha: sha, deployed_at: '2026-11-02T08:00:00Z' }, undefined, 2)}\n`,
  );
  commit('Record the deploy of 1.4.0');
  git('switch', '--quiet', '--create', 'auto/self-update-001');
  lay('broken');
  commit('Update dependencies and clean up');
}

function repair() {
  git('checkout', '--quiet', 'main', '--', ...TAKEN_BACK);
  lay('repaired');
  commit('Pin, keep the tables, leave the core alone');
}

/** The payload GitHub would send: no label has been put on the pull request. */
function pullRequest() {
  return {
    action: 'synchronize',
    pull_request: {
      number: 7,
      user: { login: 'copilot-swe-agent[bot]' },
      labels: [],
      base: { ref: 'main', sha: git('rev-parse', 'main').trim() },
      head: { ref: 'auto/self-update-001', sha: git('rev-parse', 'HEAD').trim() },
    },
  };
}

/**
 * @param {string} event
 * @returns {number} exit code of the check
 */
function check(event) {
  const args = ['check', '--stage', 'ci', '--event', event];
  console.log(`$ lockkeeper ${args.slice(0, -1).join(' ')} pull-request.json\n`);
  const result = spawnSync(process.execPath, [CLI, ...args], { cwd: folder, stdio: 'inherit' });
  console.log(`\nexit code ${result.status}`);
  return result.status ?? 3;
}

/** @param {string} layer */
function lay(layer) {
  cpSync(path.join(SAMPLE, layer), folder, { recursive: true });
}

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

/** @param {string} message */
function commit(message) {
  git('add', '--all');
  git(
    '-c',
    'user.name=Demo',
    '-c',
    'user.email=demo@example.com',
    '-c',
    'commit.gpgsign=false',
    'commit',
    '--quiet',
    '-m',
    message,
  );
}

/** @param {readonly string[]} args */
function git(...args) {
  return run('git', ['-C', folder, ...args], { quiet: true });
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, quiet?: boolean }} options
 * @returns {string} what it printed, where it is quiet
 */
function run(program, args, { cwd, quiet = false }) {
  const result = spawnSync(program, args, { cwd, encoding: 'utf8', stdio: quiet ? 'pipe' : 'inherit' });
  if (result.status === 0) return result.stdout ?? '';
  console.error(result.stderr ?? '');
  console.error(
    `${program} ${args.join(' ')} failed: ${result.error?.message ?? `exit code ${result.status}`}. The demo ends here.`,
  );
  process.exit(result.status ?? 3);
}

/** @param {string} text */
function say(text) {
  console.log(`\n\u2500\u2500 ${text}\n`);
}
