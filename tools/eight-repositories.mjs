// Writes docs/evidence/eight-repositories.md: what a new user meets in repositories that nobody here works on.
// `node tools/eight-repositories.mjs GIT_FOLDER...` measures them; each is cloned and never written to. Build first, and
// leave the machine alone.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { shareOf } from './label-share.mjs';

/**
 * @typedef {Readonly<{ seconds: number, stdout: string }>} Run
 * @typedef {Readonly<{ rule: string, severity: string, path?: string, line?: number, message: string }>} Found
 * @typedef {Readonly<{ findings: readonly Found[], undetermined: readonly Found[] }>} Report
 * @typedef {Readonly<{ hash: string, subject: string }>} PullRequest
 * @typedef {Readonly<{ findings: number, noise: Readonly<Record<string, string>> }>} ReadFindings
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGE = path.join(ROOT, 'docs/evidence/eight-repositories.md');
/**
 * Findings without a policy that somebody read one by one against the file: how many there were, and which of them say nothing
 * that helps, or something wrong, by rule, path and line, with the reason.
 *
 * @type {Readonly<Record<string, ReadFindings>>}
 */
const READ = JSON.parse(readFileSync(path.join(ROOT, 'docs/evidence/eight-repositories-read.json'), 'utf8'));
const PROGRAM = path.join(ROOT, 'packages/cli/dist/lockkeeper.cjs');
/** What rules look into; where no recent pull request touched any, the newest is replayed. */
const SUBJECTS = /(^|\/)(migrations?|versions|changelogs?)\/|requirements[^/]*\.(txt|in|lock)$|\.sql$/;
const BOT = /\[bot\]|renovate|dependabot|weblate/i;
const MOST_COMMITS = 600;

const rows = process.argv.slice(2).map((folder) => measured(path.resolve(folder)));
writeFileSync(PAGE, page(rows));
console.log(`Wrote ${path.relative(ROOT, PAGE)}.`);

/** @param {string} source the git folder of a repository */
function measured(source) {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-eight-'));
  try {
    git(folder, 'clone', '--quiet', '--shared', '--no-checkout', source, '.');
    for (const [key, value] of [
      ['user.name', 'a'],
      ['user.email', 'a@example.org'],
      ['commit.gpgsign', 'false'],
    ])
      git(folder, 'config', key ?? '', value ?? '');
    const pullRequest = recentPullRequest(folder);
    standAt(folder, `${pullRequest.hash}^`);
    const alone = lockkeeper(folder, 'check', '--tree', '--format', 'json');
    const init = lockkeeper(folder, 'init');
    commit(folder, 'Policy');
    const withPolicy = lockkeeper(folder, 'check', '--tree', '--format', 'json');
    apply(folder, pullRequest.hash);
    commit(folder, pullRequest.subject);
    const replayed = lockkeeper(folder, 'check', '--base', 'HEAD^', '--head', 'HEAD', '--format', 'json');
    const share = shareOf(source);
    console.log(`${share.repository}: ${pullRequest.subject}`);
    return {
      share,
      pullRequest,
      alone: told(alone),
      init,
      withPolicy: told(withPolicy),
      replayed: told(replayed),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The newest commit that a person merged as a pull request and that touches what rules look into.
 *
 * @param {string} folder
 * @returns {PullRequest}
 */
function recentPullRequest(folder) {
  const format = ['--no-renames', '--name-only', '--format=%x00%H%x09%an%x09%s'];
  const commits = git(folder, 'log', '-n', String(MOST_COMMITS), '--no-merges', ...format)
    .split('\0')
    .slice(1)
    .flatMap((text) => {
      const [head = '', ...files] = text.split('\n').filter(Boolean);
      const [hash = '', author = '', subject = ''] = head.split('\t');
      return BOT.test(author) ? [] : [{ hash, subject, files }];
    });
  const numbered = commits.filter(({ subject }) => /\(#\d+\)$/.test(subject));
  // Where pull requests are rebased, a commit tells no number.
  const merged = numbered.length > 0 ? numbered : commits;
  const chosen = merged.find(({ files }) => files.some((file) => SUBJECTS.test(file))) ?? merged[0];
  if (chosen === undefined) throw new Error(`No person made any of the last ${MOST_COMMITS} commits.`);
  return { hash: chosen.hash, subject: chosen.subject };
}

/**
 * A copy may lack the largest files, which git then says of each: they are left out.
 *
 * @param {string} folder
 * @param {string} revision
 */
function standAt(folder, revision) {
  git(folder, 'update-ref', '--no-deref', 'HEAD', revision);
  git(folder, 'read-tree', 'HEAD');
  spawnSync('git', ['-C', folder, 'checkout-index', '--all', '--force'], { stdio: 'ignore' });
  commit(folder, 'As it came');
}

/**
 * @param {string} folder
 * @param {string} hash of the commit whose change is made here
 */
function apply(folder, hash) {
  const lines = git(folder, 'diff', '--no-renames', '--name-status', `${hash}^`, hash).split('\n');
  for (const line of lines.filter(Boolean)) {
    const [status = '', file = ''] = line.split('\t');
    const target = path.join(folder, file);
    if (status === 'D') {
      rmSync(target, { force: true });
    } else {
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, spawnSync('git', ['-C', folder, 'show', `${hash}:${file}`]).stdout);
    }
  }
}

/**
 * @param {string} folder
 * @param {string} message
 */
function commit(folder, message) {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--no-verify', `--message=${message}`);
}

/**
 * @param {string} folder
 * @param {readonly string[]} args
 * @returns {string}
 */
function git(folder, ...args) {
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 * @returns {Run}
 */
function lockkeeper(cwd, ...args) {
  const started = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (stdout === '') throw new Error(`lockkeeper ${args.join(' ')} in ${cwd}: ${stderr}`);
  return { seconds: (performance.now() - started) / 1000, stdout };
}

/**
 * @param {Run} run
 * @returns {{ seconds: number, report: Report }}
 */
function told({ seconds, stdout }) {
  return { seconds, report: JSON.parse(stdout) };
}

/** @param {readonly ReturnType<typeof measured>[]} all */
function page(all) {
  return `# Eight repositories that nobody here works on

Written by \`node tools/eight-repositories.mjs\`. Each repository stands at the commit before one of its own pull requests,
the newest by a person that touches migrations or requirements, else the newest of all; where commits name no pull
request, a commit. \`check\` runs without a policy; then \`init\` writes one and \`check\` runs again; then the pull request is made once more and judged against the policy.
What asks for an approval is counted over the last 200 commits without merges; the bound is 16.

| repository | pull request | without a policy | seconds | policy of \`init\` | with it | of the pull request | ask for an approval, of 200 |
| --- | --- | --- | --- | --- | --- | --- | --- |
${all
  .map(({ share, pullRequest, alone, init, withPolicy, replayed }) =>
    [
      share.repository,
      pullRequest.subject.replaceAll('|', '\\|'),
      counts(alone.report),
      alone.seconds.toFixed(1),
      /\((\d+ lines)\)/.exec(init.stdout)?.[1] ?? 'none',
      counts(withPolicy.report),
      `${counts(replayed.report)}, ${replayed.report.undetermined.length} undetermined`,
      `${share.asked}, for a workflow ${share.ofWorkflows}`,
    ].join(' | '),
  )
  .map((cells) => `| ${cells} |`)
  .join('\n')}

## The findings without a policy, read one by one

Each finding was read against its line, the file and the migrations before: is the lock the one that PostgreSQL takes, is
every row read or written, is the table a populated one, can the advice be followed. Noise is what says nothing that helps
there, twice the same, or something wrong.

| repository | findings | noise | share | read |
| --- | --- | --- | --- | --- |
${all
  .filter(({ alone }) => alone.report.findings.length > 0)
  .map(({ share, alone }) => readRow(share.repository, alone.report))
  .join('\n')}

${all.flatMap(({ share, alone }) => noiseIn(share.repository, alone.report).map((text) => `- ${share.repository}, ${text}`)).join('\n')}

## What was said of the pull requests

${all
  .map(({ share, pullRequest, replayed: { report } }) =>
    [
      `### ${share.repository}: ${pullRequest.subject.replaceAll(/[<>]/g, '')}`,
      '',
      ...(report.findings.length + report.undetermined.length === 0
        ? ['Nothing.']
        : [...report.findings, ...report.undetermined].map(
            ({ rule, severity, path: file = 'the change', message }) =>
              `- ${severity} \`${rule}\` \`${file}\`: ${message.replaceAll(/[<>*_]/g, String.raw`\$&`)}`,
          )),
    ].join('\n'),
  )
  .join('\n\n')}
`;
}

/**
 * @param {string} repository
 * @param {Report} report
 */
function readRow(repository, { findings }) {
  const noise = noiseIn(repository, { findings, undetermined: [] }).length;
  const read = READ[repository]?.findings;
  const isRead = read === findings.length ? 'all' : `not since there were ${read ?? 0}`;
  const share = `${((100 * noise) / findings.length).toFixed(0)} %`;
  return `| ${[repository, findings.length, noise, share, isRead].join(' | ')} |`;
}

/**
 * @param {string} repository
 * @param {Report} report
 */
function noiseIn(repository, { findings }) {
  return findings.flatMap(({ rule, path: file, line }) => {
    const why = READ[repository]?.noise[`${rule} ${file}:${line}`];
    return why === undefined ? [] : [`\`${rule}\` \`${file}:${line}\`: ${why}`];
  });
}

/** @param {Report} report */
function counts({ findings }) {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return findings.length === 0 ? 'none' : `${errors} errors of ${findings.length} findings`;
}
