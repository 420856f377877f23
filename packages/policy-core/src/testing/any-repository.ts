import fc from 'fast-check';

import { checkerFor, type CheckOptions } from '../checker/checker.ts';
import { textContent, type FileContent } from '../model/file-content.ts';
import { observed, unobserved, type Known } from '../model/known.ts';
import type { AppliedLabel, ChangeEntry, Commit, FolderEntry, Observations } from '../model/observations.ts';
import { loadPolicy } from '../checker/load-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { Report } from '../engine/report.ts';
import { STAGES } from '../model/stage.ts';
import {
  AGENT,
  AUTHOR,
  labelBeforePush,
  labelOfAuthor,
  PULL_REQUEST,
  trustedLabel,
} from './sample-approval.ts';

/** A policy as its author writes it, small enough that rules meet each other in it. */
export interface PolicyDraft {
  readonly protected: readonly {
    readonly id: string;
    readonly paths: readonly string[];
    readonly except: readonly string[];
    readonly require: { readonly label: string };
  }[];
  readonly dependencies: readonly { readonly id: string; readonly source: string; readonly lock: string }[];
  readonly [key: string]: unknown;
}

/** Every path a generated policy can speak of, and some it cannot. */
export const PATHS = [
  'api/r.txt',
  'api/r.lock',
  'web/r.txt',
  'web/r.lock',
  'infrastructure/last-good-deploy.json',
  'core/a.py',
  'core/deep/b.py',
  'core',
  'docs/guide.md',
  'lockkeeper.json',
] as const;

const PATTERNS = ['core/**', 'core/', '**/*.py', 'docs/*', '*.json', 'api/r.*', '**', 'web'];
const PAIRS = [
  { id: 'api', source: 'api/r.txt', lock: 'api/r.lock' },
  {
    id: 'web',
    source: 'web/r.txt',
    lock: 'web/r.lock',
    on_change: { require: { label: 'ok' } },
    branch: { suggest: 'auto/upgrade-YYYYMMDD-NNN' },
  },
];
const SHA = 'a'.repeat(40);

const anySection = (id: string) =>
  fc.record({
    id: fc.constant(id),
    paths: fc.uniqueArray(fc.constantFrom(...PATTERNS), { minLength: 1, maxLength: 3 }),
    except: fc.subarray(['core/deep/**', 'docs/guide.md']),
    require: fc.record({ label: fc.constantFrom('ok', 'other') }),
  });

const anySeverity = fc.constantFrom('off', 'info', 'warning', 'error');

const anyScope = fc.option(
  fc.record({
    branches: fc.constantFrom(['ai'], undefined),
    allow: fc.subarray(['docs/*', 'core/deep/**']),
    deny: fc.constantFrom(
      { paths: ['core/**'], unless: { label: 'ok' } },
      { paths: ['core/deep/**'] },
      undefined,
    ),
  }),
  { nil: undefined },
);

/** Without waivers, baseline and scope: what accepts findings is for each test to add. */
const anyPolicyDraft: fc.Arbitrary<PolicyDraft> = fc.record({
  version: fc.constant(1),
  protected: fc.oneof(
    fc.constant([]),
    fc.tuple(anySection('core')),
    fc.tuple(anySection('core'), anySection('more')),
  ),
  dependencies: fc.subarray(PAIRS),
  branches: fc.constant({ production: { match: ['main'], direct_push: 'deny' }, ai: { match: ['auto/**'] } }),
  change_scope: anyScope,
  rules: fc.dictionary(
    fc.constantFrom('dependencies/lock-in-sync', 'paths/protected', 'deployment/record-is-valid'),
    anySeverity,
    { maxKeys: 1 },
  ),
});

const anyRequirementLine = fc.constantFrom(
  'flask==3.0.0',
  'flask>=2',
  'Flask',
  'django==5.0',
  'django==5.0.*',
  'numpy~=2.0',
  'numpy==2.1',
  '-r more.txt',
  '-r ../core/a.py',
  '--extra-index https://packages.example/simple',
  './local',
  '# a comment',
  '',
  'flask==3.0.0 ; os_name == "nt"',
  'flask==2.9',
  'a==1\u2028b==2',
);

export const anyRequirementsText: fc.Arbitrary<string> = fc
  .tuple(fc.array(anyRequirementLine, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, end, isClosed]) => lines.join(end) + (isClosed ? end : ''));

const anyRecordText = fc.constantFrom(
  '{',
  '{}',
  JSON.stringify({ last_good_sha: SHA, deployed_at: '2026-11-20T08:00:00Z' }),
  JSON.stringify({ last_good_sha: SHA, deployed_at: '2027-11-20T08:00:00Z' }),
  JSON.stringify({ last_good_sha: 'short', deployed_at: 'yesterday' }),
);

function anyContent(path: string): fc.Arbitrary<Known<FileContent>> {
  const text = path.endsWith('.json') ? anyRecordText : anyRequirementsText;
  return fc.oneof(
    { weight: 6, arbitrary: text.map((written) => observed(textContent(written))) },
    { weight: 1, arbitrary: fc.constant(observed({ kind: 'absent' as const })) },
    {
      weight: 1,
      arbitrary: fc.constant(observed({ kind: 'unreadable' as const, problem: 'it is not valid UTF-8' })),
    },
    { weight: 1, arbitrary: fc.constant(unobserved('reading failed')) },
  );
}

const anyEntry: fc.Arbitrary<Pick<ChangeEntry, 'path' | 'status'>> = fc.record({
  path: fc.constantFrom(...PATHS),
  status: fc.constantFrom('added', 'modified', 'deleted', 'type-changed'),
});

const anyLabel: fc.Arbitrary<AppliedLabel> = fc
  .tuple(
    fc.constantFrom('ok', 'other', 'unrelated', 'ai-generated'),
    fc.constantFrom(trustedLabel, labelOfAuthor, labelBeforePush, unattributed, stated),
  )
  .map(([name, label]) => label(name));

function unattributed(name: string): AppliedLabel {
  return { kind: 'unattributed', name, reason: 'the forge was not asked' };
}

function stated(name: string): AppliedLabel {
  return { kind: 'stated', name };
}

const anyCommit: fc.Arbitrary<Commit> = fc
  .record({
    email: fc.constantFrom('ana@example.com', 'noreply@anthropic.com'),
    trailer: fc.constantFrom('', '\n\nCo-authored-by: Claude <noreply@anthropic.com>\n'),
    paths: fc.subarray([...PATHS]),
  })
  .map(({ email, trailer, paths }) => {
    const person = { name: 'Ana', email };
    return { id: SHA, author: person, committer: person, message: `work${trailer}`, paths };
  });

/** A fact, or why it is not known. */
function knownOr<T>(value: fc.Arbitrary<T>, reason: string): fc.Arbitrary<Known<T>> {
  return fc.oneof(
    { weight: 4, arbitrary: value.map((fact) => observed(fact)) },
    { weight: 1, arbitrary: fc.constant(unobserved(reason)) },
  );
}

/** What was seen of a small repository. A path that a change deletes is absent from the files. */
export const anyObservations: fc.Arbitrary<Observations> = fc
  .record({
    focus: fc.oneof(
      fc.constant({ kind: 'tree' as const }),
      fc.constant({ kind: 'change' as const }),
      fc.constant({ kind: 'release' as const }),
      fc.record({ kind: fc.constant('document' as const), path: fc.constantFrom(...PATHS) }),
    ),
    files: fc.tuple(...PATHS.map((path) => anyContent(path).map((content) => [path, content] as const))),
    entries: fc.uniqueArray(anyEntry, { selector: ({ path }) => path, maxLength: 6 }),
    isChangeKnown: fc.boolean(),
    listing: knownOr(fc.constant<readonly string[]>([]), 'no files were listed'),
    labels: knownOr(
      fc.uniqueArray(anyLabel, { selector: ({ name }) => name, maxLength: 3 }),
      'nobody was asked',
    ),
    pullRequest: knownOr(fc.constantFrom(PULL_REQUEST, null), 'GitHub was not asked'),
    author: knownOr(fc.constantFrom(AUTHOR, AGENT, null), 'GitHub was not asked'),
    branch: knownOr(fc.constantFrom('main', 'auto/x', 'feature/x'), 'the head is detached'),
    commits: knownOr(fc.array(anyCommit, { maxLength: 2 }), 'this is a shallow clone'),
    agentSigns: fc.subarray(['the environment variable CLAUDECODE is set']),
    folders: knownOr(fc.constant<readonly FolderEntry[]>([]), 'git was not asked'),
    settled: knownOr(fc.constant({ from: 'start' as const }), 'this is a shallow clone'),
    recordedCommit: knownOr(
      fc.record({
        sha: fc.constant(SHA),
        state: fc.constantFrom('ancestor' as const, 'not-an-ancestor', 'absent', 'not-a-commit'),
      }),
      'git was not asked',
    ),
    now: knownOr(fc.constant('2026-11-21T08:00:00Z'), 'no time was given'),
  })
  .map(({ entries, isChangeKnown, files, branch, commits, folders, ...rest }) => ({
    ...rest,
    files: Object.fromEntries(files.filter(([path]) => !isDeleted(entries, path))),
    filesBefore: {},
    links: {},
    folders: Object.fromEntries(FOLDERS.map((folder) => [folder, folders])),
    present: {},
    deployment: null,
    change: isChangeKnown
      ? observed({ ...changeOf(entries), branch, commits })
      : unobserved('no base was given'),
  }));

const FOLDERS = ['', 'api', 'web', 'infrastructure', 'core', 'core/deep', 'docs', 'unrelated'];

export const anyStage = fc.constantFrom(...STAGES);

/** Policy, observations and stage: everything a verdict comes from. */
export const anyRun = fc.record({ draft: anyPolicyDraft, seen: anyObservations, stage: anyStage });

/** For drafts a test knows to be sound; throws the problems otherwise. */
export function policyOf(draft: object): Policy {
  return policyIn('lockkeeper.json', JSON.stringify({ version: 1, ...draft }));
}

/** The same for a file as it is written. */
export function policyIn(path: string, text: string): Policy {
  const policy = loadPolicy({ path, text });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  return policy;
}

export function check(draft: object, seen: Observations, options: CheckOptions = {}): Report {
  return checkerFor(policyOf(draft), undefined).check(seen, options);
}

function isDeleted(entries: readonly Pick<ChangeEntry, 'path' | 'status'>[], path: string): boolean {
  return entries.some((entry) => entry.path === path && entry.status === 'deleted');
}

function changeOf(entries: readonly Pick<ChangeEntry, 'path' | 'status'>[]) {
  return {
    base: 'b'.repeat(40),
    head: 'worktree',
    isWhole: true,
    push: null,
    entries: entries.map((entry) => ({ ...entry, oldMode: '100644', newMode: '100644' })),
  };
}
