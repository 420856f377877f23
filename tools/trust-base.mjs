// Writes docs/evidence/trust-base.md: what was tried against "whose base, whose word", and what each class came to.
// `node tools/trust-base.mjs [GIT_FOLDER...]`; with folders of repositories it measures again what share of
// their last commits the built-in self-protection asks an approval for. Build first.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { KNOWN_TOOLS, ENFORCERS } from '../packages/policy-core/dist/policy/enforcers/known-tools.js';
import { shareOf } from './label-share.mjs';
import { FOUND_LATER, NOT_FOUND, OPENED, VARIANTS } from './trust-base-attack.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGE = path.join(ROOT, 'docs/evidence/trust-base.md');
const SHARES = path.join(ROOT, 'docs/evidence/trust-base-shares.json');

/** Each class with the tests that try it, and what got through before. */
const CLASSES = [
  {
    name: 'a pull request that excuses no push: open, closed, of another base, of a fork, merged elsewhere first',
    files: [
      'packages/host-node/src/read/github/pull-request-data.test.ts',
      'packages/host-node/src/read/github/pull-request.test.ts',
      'packages/operations/src/observe/pull-request-of-push.test.ts',
      'packages/policy-core/src/change/facts/pushed-branch.test.ts',
    ],
    before: 'every open one, and one merged into any branch of any repository that GitHub lists',
  },
  {
    name: 'the same, by the generated guard on a real repository, with a pull request to a branch of the agent',
    files: ['test/generate/guard-attacks.slow.test.ts'],
    before: 'an open one on a push; the policy of the base that the agent made',
  },
  {
    name: 'a check that is made for one branch and asked for by another',
    files: [
      'packages/policy-core/src/generate/workflows.test.ts',
      'packages/policy-core/src/generate/rulesets.test.ts',
      'packages/policy-core/src/generate/guarded-branches.test.ts',
      'packages/policy-core/src/generate/dependency-workflow.test.ts',
      'packages/policy-core/src/generate/name-in-file.test.ts',
    ],
    before: 'all: one name for every base',
  },
  {
    name: 'a base that the default branch does not guard, with a policy of its own or none',
    files: [
      'packages/operations/src/observe/base-of-anybody.test.ts',
      'packages/cli/src/commands/check/whose-policy.integration.test.ts',
      'packages/cli/src/commands/check/judged-range.test.ts',
      'packages/cli/src/commands/check/base-of-event.test.ts',
    ],
    before: 'all: the policy of that base judged, or the head brought the first one',
  },
  {
    name: 'a tag, a branch or a reference that is called like another branch',
    files: ['packages/host-node/src/read/git/name-in-full.integration.test.ts'],
    before: 'tags at stage local, and everywhere but in `check --base` and `--head`',
  },
  {
    name: 'a file that decides what passes; an agent that nobody knew; a bot that approves',
    files: ['packages/policy-core/src/policy/enforcers/known-tools.test.ts'],
    before: '27 places and a dozen agents, as the evaluation counted',
  },
];

const SOURCES = [
  ...new Set(
    KNOWN_TOOLS.flatMap(({ files, signs }) => [
      ...files.map(({ source }) => source),
      ...(signs === undefined ? [] : [signs.source]),
    ]),
  ),
];

const folders = process.argv.slice(2);
if (folders.length > 0) writeFileSync(SHARES, `${JSON.stringify(folders.map(shareOf), undefined, 2)}\n`);
writeFileSync(PAGE, page(CLASSES.map((one) => ({ ...one, ...tried(one.files) }))));
console.log(`Wrote ${path.relative(ROOT, PAGE)}.`);

/** @param {readonly string[]} files */
function tried(files) {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-evidence-'));
  const output = path.join(folder, 'report.json');
  const vitest = path.join(ROOT, 'node_modules/.bin/vitest');
  spawnSync(vitest, ['run', '--reporter=json', `--outputFile=${output}`, ...files], { cwd: ROOT });
  const report = JSON.parse(readFileSync(output, 'utf8'));
  rmSync(folder, { recursive: true });
  return { tests: report.numTotalTests, failed: report.numTotalTests - report.numPassedTests };
}

/** @param {readonly { name: string, tests: number, failed: number, before: string, files: readonly string[] }[]} classes */
function page(classes) {
  const shares = existsSync(SHARES) ? JSON.parse(readFileSync(SHARES, 'utf8')) : [];
  return `# Whose base, whose word

Written by \`node tools/trust-base.mjs\`. The column of tests counts
every test of the files below, ordinary cases beside the hostile ones. What got through before was read in the code of
that time, not run again; what gets through now is the number of tests that fail.

Of the ${SOURCES.length} addresses in the table of tools, somebody who did not write it opened ${OPENED.filter((one) => SOURCES.includes(one)).length} in stored copies of the
pages; of the others about half were opened by whoever wrote the table. No test fetches them. Looked for and not found:
${NOT_FOUND.join(', ')}. Looked for once more, and found:

${FOUND_LATER.map(([tool, found]) => `- ${tool}: ${found}`).join('\n')}

| class | tests | got through before | get through now |
| --- | --- | --- | --- |
${classes.map(({ name, tests, before, failed }) => `| ${name} | ${tests} | ${before} | ${failed} |`).join('\n')}

${classes.map(({ name, files }) => `- ${name}: ${files.map((file) => `\`${file}\``).join(', ')}`).join('\n')}

## What is protected, and by whose word

${KNOWN_TOOLS.length} tools, ${ENFORCERS.length} patterns, each with the page of its vendor, in
\`packages/policy-core/src/policy/enforcers/\`.

| class of file | tools | patterns |
| --- | --- | --- |
${[...countsByClass()].map(([kind, { tools, patterns }]) => `| ${kind} | ${tools} | ${patterns} |`).join('\n')}

## What it asks of ordinary commits

The last 200 commits without merges of each repository, judged one by one: how many touch what is built in, which
all asked before, how many ask for an approval now, and how many of these for a workflow. The design wants at most 16 of 200 and workflows protected whole, where only a service that
moves versions is excused: where a repository works on its workflows both cannot be had, and the second holds.

| repository | commits | touch what is built in | ask for an approval | for a workflow |
| --- | --- | --- | --- | --- |
${shares.map((/** @type {ReturnType<typeof shareOf>} */ one) => `| ${one.repository} | ${one.commits} | ${one.touching} | ${one.asked} | ${one.ofWorkflows} |`).join('\n')}

## Tried by somebody else

${sumOf(() => true)} variants on real repositories, payloads, generated files and the table; ${sumOf((through) => through === 'yes')} of them got through and are mended, and
${sumOf((through) => through === 'only GitHub')} can only be stopped by GitHub.

| variant | number | class | got through | mended |
| --- | --- | --- | --- | --- |
${VARIANTS.map(([what, count, group, through, mended]) => `| ${what.replaceAll('|', '\\|')} | ${count} | ${group} | ${through} | ${mended} |`).join('\n')}
`;
}

/** @param {(through: import('./trust-base-attack.mjs').Through) => boolean} isCounted */
function sumOf(isCounted) {
  return VARIANTS.reduce((sum, [, count, , through]) => sum + (isCounted(through) ? count : 0), 0);
}

function countsByClass() {
  const counts = new Map();
  for (const { files } of KNOWN_TOOLS) {
    for (const { class: kind, patterns } of files) {
      const before = counts.get(kind) ?? { tools: 0, patterns: 0 };
      counts.set(kind, { tools: before.tools + 1, patterns: before.patterns + patterns.length });
    }
  }
  return counts;
}
