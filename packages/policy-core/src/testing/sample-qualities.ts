import { auditReport } from '../deployment/audit-log/audit-report.ts';
import { EMPTY_LOG } from '../deployment/audit-log/log-entry.ts';
import { correctionEvent } from '../deployment/audit-log/correction-event.ts';
import { verifyLog } from '../deployment/audit-log/verify-log.ts';
import { sha256 } from '../model/sha256.ts';
import type { GuardDecision, RuleCheck } from '../deployment/guard/guard.ts';
import { guardCheck, type GuardCheckId } from '../deployment/guard/guard-check.ts';
import type { RecordReport } from '../deployment/record/record-report.ts';
import type { RecordedFacts } from '../deployment/record/recorded-facts.ts';
import { observed } from '../model/known.ts';
import type { QualityEvidence } from '../deployment/readiness/quality.ts';
import { qualityReport } from '../deployment/readiness/quality-report.ts';
import { allRules } from '../checker/all-rules.ts';
import { policyOf } from './any-repository.ts';
import { entriesOf, linesOf, STAMPED } from './sample-log.ts';
import type { GuardedRelease, QualitySight, SeenLock } from '../deployment/readiness/quality-sight.ts';

const NOW = '2026-11-21T09:00:00Z';
export const SHA = '4f6d2a9c3b1e8d7f6a5b4c3d2e1f0a9b8c7d6e5f';
export const OTHER_SHA = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';

/** Something of everything that rules judge. */
const KEYS = {
  migrations: { alembic: ['alembic/versions'] },
  dependencies: [{ id: 'app', source: 'requirements.txt', lock: 'requirements.lock' }],
  documents: ['docs/policy.md'],
  branches: { production_requires: ['checks_green'] },
};

/** Some of each group: how many rules there are is nobody's business here. */
const JUDGED = [
  'migrations/drop-column',
  'migrations/drop-table',
  'migrations/downgrade-empty',
  'migrations/irreversible-upgrade',
  'branches/deploy-requirements',
  'branches/no-direct-push',
  'integrity/checks-not-skipped',
  'dependencies/requirements-pinned',
  'dependencies/conflict',
  'deployment/record-lock-mismatch',
  'deployment/record-is-valid',
  'paths/protected',
  'policy/self-protect',
  'docs/encoding',
];

const PASSED: readonly RuleCheck[] = allRules
  .filter(({ id }) => JUDGED.includes(id))
  .map(({ id, defaultSeverity, summary }) => ({
    rule: id,
    severity: defaultSeverity,
    summary,
    outcome: 'passed',
    subjects: 1,
    findings: 0,
    undetermined: 0,
    reasons: [],
  }));

const IDS: readonly GuardCheckId[] = [
  'policy',
  'databases',
  'known-revision',
  'pending-migrations',
  'proof',
  'backup',
  'environment',
  'auto-migrations',
  'once-migrations',
];

export const DECISION: GuardDecision = {
  passed: true,
  exit: 0,
  headline: '✅ GUARD PASSED',
  judged: '3 revisions, 1 pair, 12 changed files since 4f2c1a9',
  subjects: { revisions: 3, downgrades: 3, pairs: 1, changedFiles: 12 },
  explanation: 'Every check passed.',
  range: { from: SHA, to: OTHER_SHA },
  record: 'present',
  checks: PASSED,
  table: IDS.map((id) =>
    guardCheck(id, { evidence: [{ text: `Seen for ${id}.`, where: null }], problems: [] }),
  ),
};

/** A release that the guard judged; rules that are named have another outcome. */
export function guarded({
  rules = {},
  keys = KEYS,
  ...decision
}: Partial<GuardDecision> & {
  readonly rules?: Readonly<Record<string, Partial<RuleCheck>>>;
  readonly keys?: object;
} = {}): GuardedRelease {
  const checks = PASSED.map((check) => ({ ...check, ...rules[check.rule] }));
  return {
    kind: 'ran',
    commit: OTHER_SHA,
    decision: { ...DECISION, checks, ...decision },
    policy: policyOf(keys),
  };
}

export const NOT_RUN: GuardedRelease = { kind: 'not-run', why: 'Run it inside a git repository.' };

export const FACTS: RecordedFacts = {
  last_good_sha: SHA,
  promotion: { id: 'prm_1', staging_sha: SHA, equality: 'sha' },
  deployed_by: { kind: 'ci', run_url: 'https://ci.example/7' },
  approved_by: [{ login: 'alice', method: 'github-environment', at: '2026-11-21T07:50:00Z' }],
  checks: [{ name: 'backend-tests', conclusion: 'success' }],
  health: [{ probe: '/health', status: 200 }],
  migration: { revisions: ['8f0c'], reversible: true },
};

export const RECORD: RecordReport = {
  schema_version: 1,
  verdict: 'pass',
  path: 'infrastructure/last-good-deploy.json',
  branch: null,
  last_good_sha: SHA,
  deployed_at: '2026-11-21T08:00:00Z',
  checks: [{ name: 'form', outcome: 'passed', message: 'It is a record of version 1.' }],
};

const ENTRIES = entriesOf([
  STAMPED,
  { ...STAMPED, event: 'deploy.healthy', data: { sha: SHA } },
  {
    ...STAMPED,
    ...correctionEvent({
      env: 'production',
      service: undefined,
      eventId: 'evt_1',
      kind: 'rollback',
      reason: 'the shop was down',
      fromSha: OTHER_SHA,
      toSha: SHA,
    }),
  },
]);

/** As a log on disk is judged, of which somebody knows how it ended. */
export function logOf(text = linesOf(ENTRIES), isSigned = true): QualitySight['log'] {
  const { seq, hash } = ENTRIES.at(-1) ?? EMPTY_LOG;
  const verdict = verifyLog({
    text,
    isUtf8: true,
    end: { seq, hash, bytes: linesOf(ENTRIES).length },
    known: [],
    behind: undefined,
    digest: sha256,
  });
  const report = auditReport({
    path: 'infrastructure/deploys/audit.jsonl',
    verdict: text === '' ? undefined : { ...verdict, isSigned },
    fromCheckpoint: false,
  });
  const heldAgainst = 'the deploy records of 4f6d2a9c3b1e';
  return observed({ report, entries: text === '' ? [] : ENTRIES, heldAgainst });
}

/** Everything was seen, and nothing stands against it. */
export const ALL_SHOWN: QualitySight = {
  now: NOW,
  environment: 'production',
  guard: guarded(),
  record: { report: RECORD, facts: FACTS },
  log: logOf(),
  locks: observed([]),
};

export function heldLock(more: Partial<SeenLock> = {}, until = '2026-11-21T09:30:00Z'): SeenLock {
  return {
    environment: 'production',
    service: undefined,
    state: {
      kind: 'held',
      holding: {
        token: 7,
        nonce: 'n',
        holder: 'bob',
        reason: 'release 1.4',
        run_url: null,
        taken_at: '2026-11-21T08:30:00Z',
        expires_at: until,
      },
    },
    ...more,
  };
}

/** One piece of evidence of a report about everything above but for what is given. */
export function evidenceOf(id: string, sight: Partial<QualitySight>): QualityEvidence {
  const { qualities } = qualityReport({ ...ALL_SHOWN, ...sight });
  const found = qualities.flatMap(({ evidence }) => evidence).filter((one) => one.id === id);
  const [only, ...more] = found;
  if (only === undefined || more.length > 0) throw new Error(`There are ${found.length} of ${id}.`);
  return only;
}
