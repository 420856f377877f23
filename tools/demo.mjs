// `npm run demo`: installs, builds, makes a sample repository with a real history in a temporary
// folder, and checks it: once where an agent's change breaks the policy, once mended.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SAMPLE = path.join(ROOT, 'tools/sample-workspace');
const CLI = path.join(ROOT, 'packages/cli/dist/lockkeeper.cjs');
const RECORD = 'infrastructure/last-good-deploy.json';
/** What the agent does in one change; the report that follows finds each of it. */
const DEEDS = [
  'edits backend/app/core/auth.py, which is protected,',
  'edits the payment service, which no agent may touch,',
  'adds a script outside of its scope,',
  'writes the deploy record by hand,',
  'loosens the policy it is judged by,',
  'adds docs/auth.md, a symbolic link to a protected file,',
  'adds a second folder core, with a Cyrillic letter in its name,',
  'adds docs/Operations.MD beside docs/operations.md,',
  'takes a parameter away that others may use,',
  'opens an endpoint to everybody,',
  'leaves requirements unpinned and the lock behind,',
  'drops two tables,',
  'refers to a document that does not exist,',
  'and asks CI to look away: [skip ci].',
];
/** What the repair takes back: these had no business in the change. */
const TAKEN_BACK = [
  'backend/app/core/auth.py',
  'backend/app/services/payments_v2',
  'lockkeeper.yaml',
  RECORD,
];
const LINK = 'docs/auth.md';
const TWIN = 'docs/Operations.MD';
/** The o is not a Latin one. */
const LOOK_ALIKE = 'backend/app/c\u043ere/keys.py';
const ADDED = [LINK, TWIN, LOOK_ALIKE, 'scripts/cleanup.sh'];

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

  say('An agent opens a pull request from auto/self-update-001. In one change it');
  for (const [index, deed] of DEEDS.entries()) console.log(`${String(index + 1).padStart(4)}. ${deed}`);
  say('CI checks it:');
  const broken = check(event);
  say('The agent mends it: what is not its own stays as it was, nothing is lost, pins and lock agree.');
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
  write(LOOK_ALIKE, 'KEYS = {"ana": "letmein"}\n');
  write(TWIN, '# Operations\n');
  symlinkSync('../backend/app/core/auth.py', path.join(folder, LINK));
  commit('Update dependencies and clean up [skip ci]');
}

/** Branches of agents may be pushed with force, so that no commit of theirs keeps what was taken back. */
function repair() {
  git('checkout', '--quiet', 'main', '--', ...TAKEN_BACK);
  git('rm', '--quiet', '--', ...ADDED);
  lay('repaired');
  commit('Pin, keep the tables, leave the core alone', '--amend');
}

/** The payload GitHub would send: nobody has approved anything. */
function pullRequest() {
  return {
    action: 'synchronize',
    pull_request: {
      number: 7,
      user: { login: 'copilot-swe-agent[bot]' },
      labels: [{ name: 'ai-generated' }],
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
  const result = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    env: withoutGitHub(),
    stdio: 'inherit',
  });
  console.log(`\nexit code ${result.status}`);
  return result.status ?? 3;
}

/** The pull request exists here only: nobody is asked about it, also where a token for GitHub is at hand. */
function withoutGitHub() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(GITHUB|GH)_/.test(name));
  return Object.fromEntries(kept);
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

/**
 * @param {string} message
 * @param {readonly string[]} options
 */
function commit(message, ...options) {
  git('add', '--all');
  git(
    '-c',
    'user.name=Demo',
    '-c',
    'user.email=demo@example.com',
    '-c',
    'commit.gpgsign=false',
    'commit',
    ...options,
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
