import { displayText } from '../../model/display-text.ts';
import { counted } from '../../engine/tally.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';
import type { QualityName } from './quality.ts';
import type { GuardedRelease } from './quality-sight.ts';

export interface JudgedRelease extends Pick<Extract<GuardedRelease, { kind: 'ran' }>, 'policy' | 'decision'> {
  /** `undefined`: nobody named one. */
  readonly environment: string | undefined;
}

/** Rules that say one thing together. */
export interface RuleGroup {
  readonly id: string;
  readonly of: QualityName;
  /** What must be true. */
  readonly title: string;
  /** Why there is nothing for them to judge, as a sentence; `undefined` where there is something. */
  readonly idle?: (judged: JudgedRelease) => string | undefined;
}

export const RULE_GROUPS = {
  'migrations-keep-data': {
    of: 'safe',
    title: 'No migration removes data or endangers production.',
    idle: withoutMigrations,
  },
  'checks-passed': {
    of: 'tested',
    title: 'The deploy passed its checks, and none was skipped.',
    idle: withoutChecks,
  },
  'dependencies-frozen': {
    of: 'predictable',
    title: 'Every dependency is pinned, and what is installed is what the lock says.',
    idle: ({ policy: { dependencies } }) =>
      dependencies.length === 0 ? 'The policy names no dependencies.' : undefined,
  },
  'migrations-reversible': {
    of: 'reversible',
    title: 'Every migration can be taken back.',
    idle: withoutDowngrades,
  },
  'release-recorded': {
    of: 'reversible',
    title: 'The record of the last good deploy is sound.',
    idle: ({ decision }) => (decision.record === 'absent' ? 'There is no deploy record.' : undefined),
  },
  'changes-approved': {
    of: 'compliant',
    title: 'Protected files changed only as the policy allows, and so did the policy.',
  },
  'branches-kept': { of: 'compliant', title: 'Commits came the way the policy has them come.' },
  'documents-true': {
    of: 'compliant',
    title: 'The documents of the policy speak of what is there.',
    idle: ({ policy: { documents } }) =>
      documents.length === 0 ? 'The policy names no documents.' : undefined,
  },
  'other-rules': { of: 'compliant', title: 'Every other rule of the policy holds.' },
} as const satisfies Readonly<Record<string, Omit<RuleGroup, 'id'>>>;

export type RuleGroupId = keyof typeof RULE_GROUPS;

/** Each rule counts once, also one that is new: those of a name of their own first, the others by their area. */
export function groupOf(rule: string): RuleGroupId {
  return BY_RULE.get(rule) ?? BY_AREA.get(rule.slice(0, rule.indexOf('/'))) ?? 'other-rules';
}

const BY_RULE: ReadonlyMap<string, RuleGroupId> = new Map([
  ...['empty', 'incomplete', 'loses-data', 'missing', 'raises'].map(
    (how) => [`migrations/downgrade-${how}`, 'migrations-reversible'] as const,
  ),
  ['migrations/irreversible-upgrade', 'migrations-reversible'],
  ['migrations/backup-not-noted', 'migrations-reversible'],
  ['branches/deploy-requirements', 'checks-passed'],
  ['integrity/checks-not-skipped', 'checks-passed'],
  ['deployment/record-lock-mismatch', 'dependencies-frozen'],
  ['deployment/record-is-valid', 'release-recorded'],
]);

const BY_AREA: ReadonlyMap<string, RuleGroupId> = new Map([
  ['migrations', 'migrations-keep-data'],
  ['dependencies', 'dependencies-frozen'],
  ['paths', 'changes-approved'],
  ['scope', 'changes-approved'],
  ['integrity', 'changes-approved'],
  ['policy', 'changes-approved'],
  ['branches', 'branches-kept'],
  ['docs', 'documents-true'],
]);

function withoutChecks({
  policy: { branches },
  environment = 'production',
}: JudgedRelease): string | undefined {
  if (!branches.productionRequires.includes('checks_green'))
    return 'The policy does not ask for checks that passed (branches.production_requires).';
  return isSameEnvironment(environment, 'production')
    ? undefined
    : `The policy asks for checks that passed in production only, and this is ${displayText(environment)}.`;
}

/** Only of an Alembic revision can rules read how it is taken back. */
function withoutDowngrades(judged: JudgedRelease): string | undefined {
  const { revisions, downgrades } = judged.decision.subjects;
  if (revisions === 0) return withoutMigrations(judged) ?? 'No migration was judged.';
  if (downgrades >= revisions) return undefined;
  return `${downgrades} of ${counted(revisions, 'migration')} ${downgrades === 1 ? 'has' : 'have'} a downgrade that was judged.`;
}

function withoutMigrations({ policy }: JudgedRelease): string | undefined {
  const { alembic, sql } = policy.migrations;
  return alembic.length + sql.length === 0 ? 'The policy names no migrations.' : undefined;
}
