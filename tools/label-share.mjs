// What share of ordinary commits the built-in self-protection asks an approval for. Build first.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { compilePattern } from '../packages/policy-core/dist/policy/patterns/path-pattern.js';
import { textsThatCall } from '../packages/policy-core/dist/change/facts/calling-texts.js';
import { findSelfProtectedChanges } from '../packages/policy-core/dist/change/facts/self-protected-change.js';
import { loadPolicy } from '../packages/policy-core/dist/checker/load-policy.js';
import { changeObservations } from '../packages/policy-core/dist/checker/observations-from-input.js';
import { observed } from '../packages/policy-core/dist/model/known.js';
import { ENFORCERS } from '../packages/policy-core/dist/policy/enforcers/known-tools.js';

const NOW = '2026-11-25T08:00:00Z';
const POLICY = loadedPolicy();
const ABSENT = observed({ kind: /** @type {const} */ ('absent') });
const PATTERNS = ENFORCERS.map((text) => compilePattern(text)).flatMap((result) =>
  result.kind === 'pattern' ? [result.pattern] : [],
);
/** @type {Readonly<Record<string, 'added' | 'deleted' | 'modified' | 'type-changed'>>} */
const STATUSES = { M: 'modified', A: 'added', D: 'deleted', T: 'type-changed' };
/** @type {Readonly<Record<string, import('../packages/policy-core/dist/model/observations.js').Account>>} */
const ACCOUNTS = {
  'dependabot[bot]': { login: 'dependabot[bot]', id: 49_699_333, isBot: true },
  'renovate[bot]': { login: 'renovate[bot]', id: 29_139_614, isBot: true },
  'pre-commit-ci[bot]': { login: 'pre-commit-ci[bot]', id: 66_853_113, isBot: true },
};

function loadedPolicy() {
  const loaded = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
  if (loaded.kind !== 'policy') throw new Error('The smallest policy there is does not load.');
  return loaded;
}

/**
 * The commits as CI would judge them: a commit by a service that keeps versions current counts as its pull request.
 *
 * @param {string} folder the git folder of a repository
 */
export function shareOf(folder) {
  /** @param {readonly string[]} args */
  const git = (...args) => {
    const { status, stdout } = spawnSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    return status === 0 ? stdout : undefined;
  };
  const format = ['--no-renames', '--name-status', '--format=%x00%H%x09%an'];
  const commits = (git('log', '-n', '200', '--no-merges', ...format) ?? '').split('\0').slice(1);
  const touching = commits.filter((text) => touchesEnforcer(text)).length;
  const asking = commits.map((text) => reasonsIn(text, git)).filter((reasons) => reasons.length > 0);
  const repository = path.basename(path.dirname(path.resolve(folder))).replace('+', '/');
  const ofWorkflows = asking.filter((reasons) => reasons.includes('workflow')).length;
  return { repository, commits: commits.length, touching, asked: asking.length, ofWorkflows };
}

/** @param {string} text the first line and the changed paths of a commit */
function touchesEnforcer(text) {
  const files = text
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')[1] ?? '');
  return files.some((file) => PATTERNS.some((pattern) => pattern.matches(file)));
}

/**
 * @param {string} text the first line and the changed paths of a commit
 * @param {(...args: string[]) => string | undefined} git
 */
function reasonsIn(text, git) {
  const [head = '', ...lines] = text.split('\n').filter((line) => line !== '');
  const [commit = '', author = ''] = head.split('\t');
  const changes = lines.map((line) => {
    const [letter = '', file = ''] = line.split('\t');
    return { path: file, status: STATUSES[letter.charAt(0)] ?? /** @type {const} */ ('modified') };
  });
  const account = ACCOUNTS[author];
  const pullRequest = account && {
    number: 1,
    author: account,
    branch: 'x',
    pushedAt: observed(NOW),
    pushers: observed([account]),
  };
  /** @param {string} revision */
  const contentAt = (revision) => (/** @type {string} */ file) => {
    const text = git('show', `${revision}:${file}`);
    return text === undefined ? ABSENT : observed({ kind: /** @type {const} */ ('text'), text });
  };
  const seen = changeObservations({ changes, ...(pullRequest && { pullRequest }) }, {});
  const found = findSelfProtectedChanges(POLICY, {
    ...seen,
    contentBefore: contentAt(`${commit}^`),
    contentAfter: contentAt(commit),
    callingTexts: () => callingTextsAt(commit, contentAt(commit), git),
  });
  return found.map(({ entry }) => (entry.path.startsWith('.github/workflows/') ? 'workflow' : 'other'));
}

/**
 * @param {string} commit
 * @param {import('../packages/policy-core/dist/change/facts/calling-texts.js').Sight['content']} content
 * @param {(...args: string[]) => string | undefined} git
 */
function callingTextsAt(commit, content, git) {
  /** @param {string} folder */
  const names = (folder) => {
    const listed = git('ls-tree', '--name-only', folder === '' ? commit : `${commit}:${folder}`) ?? '';
    return observed(listed.split('\n').filter(Boolean));
  };
  return textsThatCall({ names, content });
}
