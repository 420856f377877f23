import type { Finding, Undetermined } from '../model/finding.ts';
import type { ReportContext } from '../report/report-context.ts';
import type { Report } from '../engine/report.ts';
import type { SourceSpan } from '../model/source-span.ts';
import { patternOf } from './pattern-table.ts';

export function spanOf(path: string, line: number, [start, end]: readonly [number, number]): SourceSpan {
  return { path, start: { line, character: start }, end: { line, character: end } };
}

const REQUIREMENTS_TEXT = 'fastapi==0.110.1\nhttpx>=0.27\n';
const MIGRATION_TEXT = [
  'def upgrade() -> None:',
  '    op.drop_table(',
  "        'payments',",
  '    )',
  '',
].join('\n');

export const looseRequirement: Finding = {
  rule: 'dependencies/requirements-pinned',
  severity: 'error',
  message: 'httpx>=0.27 allows more than one version. Pin one with ==.',
  messageId: 'notExact',
  data: { name: 'httpx', specifier: '>=0.27' },
  at: spanOf('backend/requirements.txt', 1, [5, 11]),
  evidence: [],
  related: [],
  fixes: [
    {
      title: 'Pin to httpx==0.27.2',
      safety: 'safe',
      edits: [{ ...spanOf('backend/requirements.txt', 1, [5, 11]), text: '==0.27.2' }],
    },
  ],
  fingerprint: 'a1'.repeat(16),
};

export const droppedTable: Finding = {
  rule: 'migrations/drop-table',
  severity: 'warning',
  message: 'op.drop_table removes the table payments and all its rows.',
  messageId: 'drops',
  data: { table: 'payments' },
  at: {
    path: 'alembic/versions/ab12_drop.py',
    start: { line: 1, character: 4 },
    end: { line: 3, character: 5 },
  },
  evidence: [{ subject: 'revision ab12', relation: 'comes after', value: 'the last release' }],
  related: [],
  fixes: [{ title: 'Keep the table', safety: 'needs-review', edits: [] }],
  fingerprint: 'b2'.repeat(16),
};

/** About the change itself, with the line of the policy that decides. */
export const deletedPolicy: Finding = {
  rule: 'policy/missing',
  severity: 'error',
  message: 'This change deletes the policy. Keep lockkeeper.yaml.',
  messageId: 'deleted',
  data: { path: 'lockkeeper.yaml' },
  at: undefined,
  evidence: [
    {
      subject: 'the base',
      relation: 'has',
      value: 'lockkeeper.yaml',
      source: spanOf('lockkeeper.yaml', 0, [0, 10]),
    },
  ],
  related: [{ message: 'The policy begins here.', at: spanOf('lockkeeper.yaml', 2, [0, 5]) }],
  fixes: [],
  fingerprint: 'c3'.repeat(16),
};

export const unapproved: Undetermined = {
  rule: 'paths/protected',
  severity: 'error',
  subject: 'backend/app/core/keys.py',
  message:
    'Changes to backend/app/core/keys.py (section core) need the label approved-core-change. Ask an approver for it.',
  messageId: 'needsLabel',
  data: { path: 'backend/app/core/keys.py', section: 'core', label: 'approved-core-change' },
  at: spanOf('backend/app/core/keys.py', 0, [0, 0]),
  waitsFor: 'approval',
  missing: [{ fact: 'labels', reason: 'no labels were given' }],
  evidence: [
    {
      subject: 'backend/app/core/keys.py',
      relation: 'matches',
      value: 'backend/app/core/**',
      source: spanOf('lockkeeper.yaml', 6, [8, 29]),
    },
  ],
  related: [],
  fingerprint: 'e5'.repeat(16),
};

export const passing: Report = {
  verdict: 'pass',
  stage: 'local',
  focus: { kind: 'tree' },
  policy: {
    path: 'lockkeeper.yaml',
    source: 'worktree',
    bootstrap: false,
    title: undefined,
    version: undefined,
  },
  findings: [],
  undetermined: [],
  crashed: [],
  waived: [],
  baselined: [],
  outdatedBaselineEntries: undefined,
  leftOut: [],
  rules: [
    { rule: 'paths/protected', severity: 'error', outcome: 'passed', findings: 0, undetermined: 0 },
    {
      rule: 'dependencies/requirements-pinned',
      severity: 'error',
      outcome: 'passed',
      findings: 0,
      undetermined: 0,
    },
  ],
  files: 5,
  judged: { revisions: 1, downgrades: 1, pairs: 1, changedFiles: 2 },
  places: [],
  unsupported: [],
  notices: [],
};

/** A pull request as CI sees it: something of everything but a crash. */
export const failing: Report = {
  ...passing,
  verdict: 'fail',
  stage: 'ci',
  focus: { kind: 'tree' },
  policy: { ...passing.policy, source: 'base', title: 'Payments', version: '3' },
  findings: [droppedTable, looseRequirement, deletedPolicy],
  undetermined: [unapproved],
  waived: [
    {
      finding: { ...looseRequirement, message: 'uvicorn has no version. Write uvicorn==<version>.' },
      waiver: {
        rule: 'dependencies/requirements-pinned',
        pattern: patternOf('backend/**'),
        reason: 'The mirror has no release.',
        approver: 'dana',
        expires: '2026-12-31',
        at: spanOf('lockkeeper.yaml', 20, [4, 40]),
      },
    },
  ],
  baselined: [looseRequirement, looseRequirement],
  outdatedBaselineEntries: 1,
  leftOut: [],
  rules: [
    { rule: 'paths/protected', severity: 'error', outcome: 'undetermined', findings: 0, undetermined: 1 },
    {
      rule: 'dependencies/requirements-pinned',
      severity: 'error',
      outcome: 'failed',
      findings: 1,
      undetermined: 0,
    },
    {
      rule: 'dependencies/lock-in-sync',
      severity: 'error',
      outcome: 'passed',
      subjects: 2,
      findings: 0,
      undetermined: 0,
    },
    { rule: 'migrations/drop-table', severity: 'warning', outcome: 'failed', findings: 1, undetermined: 0 },
    { rule: 'policy/missing', severity: 'error', outcome: 'failed', findings: 1, undetermined: 0 },
  ],
  notices: ['The policy of the base judges this change, not its own.'],
};

/** At `ci` nothing is wrong, and something is not proved. */
export const unproved: Report = {
  ...passing,
  verdict: 'undetermined',
  stage: 'ci',
  undetermined: [unapproved],
  leftOut: [],
  rules: [
    { rule: 'paths/protected', severity: 'error', outcome: 'undetermined', findings: 0, undetermined: 1 },
  ],
};

export const crashing: Report = {
  ...passing,
  verdict: 'fail',
  crashed: [{ rule: 'paths/protected', error: 'Cannot read properties of undefined' }],
  rules: [{ rule: 'paths/protected', severity: 'error', outcome: 'crashed', findings: 0, undetermined: 0 }],
};

export const plainContext: ReportContext = {
  durationMs: 12.4,
  colors: false,
  width: undefined,
  toolVersion: '0.1.0',
  texts: {
    'backend/requirements.txt': REQUIREMENTS_TEXT,
    'alembic/versions/ab12_drop.py': MIGRATION_TEXT,
  },
  homepage: undefined,
};

/** What a terminal shows of the findings of `failing`, and what was judged. */
export const failingText = `backend/requirements.txt
  2:6  error  httpx>=0.27 allows more than one version. Pin one with ==.  dependencies/requirements-pinned
      2 | httpx>=0.27
        |      ^^^^^^
      fix: Pin to httpx==0.27.2 (available with --fix)

The change as a whole
  error  This change deletes the policy. Keep lockkeeper.yaml.  policy/missing
      because the base has lockkeeper.yaml (lockkeeper.yaml:1:1)
      see: lockkeeper.yaml:3:1 The policy begins here.

Undetermined
  ? Changes to backend/app/core/keys.py (section core) need the label approved-core-change. Ask an approver for it.  paths/protected backend/app/core/keys.py
      because backend/app/core/keys.py matches backend/app/core/** (lockkeeper.yaml:7:9)
      because no labels were given
      next: Run it on the pull request with --event "$GITHUB_EVENT_PATH" and a GITHUB_TOKEN that may read pull requests.

alembic/versions/ab12_drop.py
  2:5  warning  op.drop_table removes the table payments and all its rows.  migrations/drop-table
      2 |     op.drop_table(
        |     ^^^^^^^^^^^^^^
      because revision ab12 comes after the last release
      fix: Keep the table (needs your review)

note: The policy of the base judges this change, not its own.
Not listed: 1 waived by the policy, 2 accepted by the baseline. 1 baseline entry no longer occurs: run lockkeeper baseline --prune.

Judged 1 revision, 1 pair, 2 changed files: 1 rule passed, 3 failed, 1 undetermined.
`;
