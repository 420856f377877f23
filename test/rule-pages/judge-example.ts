import { createHash } from 'node:crypto';

import {
  loadPolicy,
  observed,
  textContent,
  unobserved,
  type Observations,
  type Report,
} from '@lockkeeper/policy-core';
import {
  accountNamed,
  searchTools,
  unmatchedPlaces,
  wantedPaths,
  type ChangeEntry,
} from '@lockkeeper/policy-core/observe';

import { checkerFor } from '../../packages/policy-core/src/checker/checker.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { deploymentExample } from './deployment-example.ts';
import { readChangeBlock } from './change-block.ts';
import { readDiffBlock } from './diff-block.ts';
import { afterRelease, releasedCode } from './released-block.ts';
import { observedRevisions, readRevisionBlock, type RevisionBlock } from './revision-blocks.ts';
import type { Example, ExamplePart } from './rule-page.ts';

/** The policy by which examples are judged on pages that show none of their own. */
const EXAMPLE_POLICY = `
version: 1
protected:
  - id: core
    paths: [backend/app/core/**, backend/app/services/payments**]
    require: { label: approved-core-change }
dependencies:
  - id: backend
    source: backend/requirements.txt
    lock: backend/requirements.lock
migrations:
  alembic: [alembic/versions]
  sql: ['migrations/**/*.sql']
deployment:
  record: infrastructure/last-good-deploy.json
documents: [docs/**]
`;

/** Where a revision lies that names no path. */
const REVISION = 'alembic/versions/ab12cd34ef56_example.py';

/** Where a block of each language lies in the repository of an example. */
const PLACES: Readonly<Record<string, string>> = {
  requirements: 'backend/requirements.txt',
  lock: 'backend/requirements.lock',
  included: 'backend/base.txt',
  coded: 'backend/base.req',
  sql: 'migrations/0001_example.sql',
  json: 'infrastructure/last-good-deploy.json',
  markdown: 'docs/RELEASES.md',
  yaml: 'lockkeeper.yaml',
  head: 'alembic/versions/.alembic-head',
};

/**
 * Gives the verdict CI would give on a change that adds what the example shows, and nothing else.
 *
 * @param waivers a section that the policy has as well
 */
export async function judgeExample(
  { parts, policy: policyText = EXAMPLE_POLICY }: Example,
  waivers = '',
): Promise<Report> {
  const [section = '', ...items] = waivers.split(/(?<=^waivers:\n)/);
  const text = policyText.includes(section)
    ? policyText.replace(section, `${section}${items.join('')}`)
    : `${policyText}\n${waivers}`;
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  const checker = checkerFor(policy, await testParsers());
  const seen = observe(parts);
  const present = onlyWhatIsShown(policy, seen);
  return checker.check({ ...seen, present, ...repositoryIn(parts, policy) }, { stage: 'ci' });
}

/** A block `tree` lists every path of the repository, one a line. */
function repositoryIn(
  parts: readonly ExamplePart[],
  policy: ReturnType<typeof loadPolicy>,
): Pick<Observations, 'unmatchedPlaces' | 'unsupported'> {
  const tree = parts.find(({ language }) => language === 'tree');
  if (tree === undefined || policy.kind === 'invalid') return {};
  const paths = linesOf(tree.text);
  return {
    unmatchedPlaces: unmatchedPlaces(policy, { now: observed(paths) }),
    unsupported: searchTools(policy, paths).tools(new Map()),
  };
}

/** What a document speaks of exists where the example shows it. */
function onlyWhatIsShown(policy: ReturnType<typeof loadPolicy>, seen: Observations): Observations['present'] {
  if (policy.kind === 'invalid') return {};
  const steps = wantedPaths(policy, seen);
  let step = steps.next();
  while (step.done !== true) {
    const { nearest, below } = step.value;
    step = steps.next({
      nearest: new Map(
        nearest.map((path) => [path, observed(seen.files[path] === undefined ? undefined : path)]),
      ),
      below: new Map(below.map((folder) => [folder, observed([])])),
    });
  }
  return step.value.present;
}

function observe(parts: readonly ExamplePart[]): Observations {
  const texts = parts.filter(
    ({ language }) =>
      !['paths', 'change', 'deployment', 'diff', 'python', 'released', 'tree'].includes(language),
  );
  const revisions = parts
    .filter(({ language }) => language === 'python')
    .map(({ text }) => readRevisionBlock(text, REVISION));
  const added = revisions.filter(({ where }) => where === 'added');
  const about = readChangeBlock(parts.find(({ language }) => language === 'change')?.text ?? '');
  const links = parts.filter(({ language }) => language === 'paths').flatMap(({ text }) => linksIn(text));
  const diffs = parts.filter(({ language }) => language === 'diff').map(({ text }) => readDiffBlock(text));
  const files = [
    ...texts.map(({ language, text }): [string, string] => [placeOf(language), text]),
    ...diffs.map(({ path, after }): [string, string] => [path, after]),
    ...added.map(({ path, text }): [string, string] => [path, text]),
  ];
  const isAdded = (path: string) => added.some((block) => block.path === path);
  const entries = [
    ...parts.filter(({ language }) => language === 'paths').flatMap(({ text }) => changedPaths(text)),
    ...files.map(([path]) => entry(path, isAdded(path) ? 'added' : 'modified')),
  ];
  return {
    focus: { kind: 'change' },
    files: {
      ...nothingElse(),
      ...Object.fromEntries(files.map(([path, text]) => [path, observed(textContent(text))])),
    },
    listing: observed(files.map(([path]) => path)),
    change: observed({
      base: 'a'.repeat(40),
      head: 'b'.repeat(40),
      branch: observed(about.branch),
      entries,
      isWhole: about.isWhole,
      commits: observed(about.commits),
      push: about.push,
    }),
    filesBefore: Object.fromEntries(diffs.map(({ path, before }) => [path, observed(textContent(before))])),
    links: Object.fromEntries(links.map(([path, target]) => [path, observed(target)])),
    folders: { ...emptyFolders(entries), ...about.folders },
    present: {},
    labels: observed(about.labels),
    pullRequest: observed(about.pullRequest),
    author: observed(accountNamed(about.author)),
    agentSigns: [],
    deployment: null,
    settled: observed({ from: 'start' }),
    recordedCommit: recordedCommit(texts),
    now: observed('2026-11-21T08:00:00Z'),
    ...deploymentIn(parts),
    ...observedRevisions(revisions),
    ...releasedIn(parts, revisions),
  };
}

function releasedIn(
  parts: readonly ExamplePart[],
  revisions: readonly RevisionBlock[],
): Partial<Observations> {
  const told = parts.find(({ language }) => language === 'released');
  if (told === undefined) return {};
  return { ...releasedCode(told.text), ...afterRelease(observedRevisions(revisions).revisions) };
}

function deploymentIn(parts: readonly ExamplePart[]): Partial<Observations> {
  const told = parts.find(({ language }) => language === 'deployment');
  return told === undefined ? {} : deploymentExample(told.text);
}

/** Files the policy names and the example does not show are not there. */
function nothingElse(): Observations['files'] {
  return Object.fromEntries(
    Object.values(PLACES).map((path) => [path, observed({ kind: 'absent' as const })]),
  );
}

function placeOf(language: string): string {
  const place = PLACES[language];
  if (place === undefined)
    throw new Error(`No place is known for an example in ${language}. Add it to PLACES.`);
  return place;
}

/**
 * One path a line; `deleted:`, `added:`, `link:` (`PATH -> TARGET`) or `submodule:` before it says more
 * than that it was modified.
 */
function changedPaths(text: string): readonly ChangeEntry[] {
  return linesOf(text).map((line) => {
    const { what, path = '' } =
      /^(?:(?<what>added|deleted|modified|link|submodule):\s*)?(?<path>.+)$/.exec(line)?.groups ?? {};
    if (what === 'link') return { ...entry(path.split(' -> ')[0] ?? '', 'added'), newMode: '120000' };
    if (what === 'submodule') return { ...entry(path, 'added'), newMode: '160000' };
    return entry(path, what === 'added' || what === 'deleted' ? what : 'modified');
  });
}

function linksIn(text: string): readonly (readonly [string, string])[] {
  return linesOf(text).flatMap((line) => {
    const { path, target } = /^link:\s*(?<path>.+) -> (?<target>.+)$/.exec(line)?.groups ?? {};
    return path === undefined || target === undefined ? [] : [[path, target] as const];
  });
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Nothing lay beside what an example adds unless the example says so. */
function emptyFolders(entries: readonly ChangeEntry[]): Observations['folders'] {
  const folders = entries.flatMap(({ path }) =>
    path.split('/').map((_part, index, parts) => parts.slice(0, index).join('/')),
  );
  return Object.fromEntries(folders.map((folder) => [folder, observed([])]));
}

function entry(path: string, status: 'added' | 'modified' | 'deleted'): ChangeEntry {
  const [oldMode, newMode] = [
    status === 'added' ? '000000' : '100644',
    status === 'deleted' ? '000000' : '100644',
  ];
  return { path, status, oldMode, newMode };
}

/** The commit a record names was merged, whatever it is, and has one pin on both sides: history is no part of an example. */
function recordedCommit(texts: readonly ExamplePart[]): Observations['recordedCommit'] {
  const record = texts.find(({ language }) => language === 'json');
  const sha = /"last_good_sha"\s*:\s*"(?<sha>[^"]*)"/.exec(record?.text ?? '')?.groups?.['sha'];
  return sha === undefined
    ? unobserved('the example names no commit')
    : observed({ sha, state: 'ancestor', digests: PINNED });
}

const DIGEST = observed(createHash('sha256').update('fastapi==0.110.1\n').digest('hex'));
const PINNED = { 'backend/requirements.txt': DIGEST, 'backend/requirements.lock': DIGEST };
