import type { Report } from '../../engine/report.ts';
import type { Finding, Undetermined } from '../../model/finding.ts';
import type { GuardCheck, GuardCheckId } from '../guard/guard-check.ts';
import { refused, unknown, type Refusal, type RefusalCode } from './refusal.ts';

/** What the guard saw of a release. */
export interface GuardFindings {
  readonly report: Report;
  readonly others: readonly GuardCheck[];
}

export interface AnsweredElsewhere {
  /** The release itself brings the commit to the branch of production. */
  readonly advances: boolean;
  /** People approve this very plan: what the forge says of reviews is not asked as well. */
  readonly approves: boolean;
}

const CODES_OF_CHECKS: Readonly<Record<GuardCheckId, RefusalCode | undefined>> = {
  policy: undefined,
  'deploy-record': 'R21',
  'audit-log': 'R21',
  databases: 'R15',
  'known-revision': 'R15',
  'pending-migrations': 'R15',
  proof: 'R15',
  backup: 'R15',
  environment: 'R18',
  'auto-migrations': 'R16',
  'once-migrations': 'R15',
};

/** Rules whose findings have a number; the others go by their own id. */
const CODES_OF_RULES: Readonly<Record<string, RefusalCode>> = {
  'paths/protected': 'R02',
  'integrity/protected-touched': 'R02',
  'paths/label-untrusted': 'R03',
  'paths/label-stale': 'R03',
  'branches/ai-branch': 'R01',
  'deployment/record-is-valid': 'R21',
  'deployment/record-lock-mismatch': 'R17',
  'dependencies/lock-in-sync': 'R17',
  'dependencies/lock-missing': 'R17',
};

const CODES_OF_REQUIREMENTS: Readonly<Record<string, RefusalCode>> = {
  human_approval: 'R09',
  checks_green: 'R04',
  tagged: 'R11',
};

/** Everything that the guard holds against a release, under the number that people search for. */
export function guardRefusals(
  { report, others }: GuardFindings,
  environment: string,
  answered: AnsweredElsewhere,
): readonly Refusal[] {
  const isAnswered = ({ rule, messageId }: Pick<Finding, 'rule' | 'messageId'>): boolean =>
    (rule === 'branches/deploy-source' && answered.advances) ||
    (rule === 'branches/deploy-requirements' && messageId === 'human_approval' && answered.approves);
  const errors = report.findings.filter((finding) => finding.severity === 'error' && !isAnswered(finding));
  const open = report.undetermined.filter((subject) => subject.severity === 'error' && !isAnswered(subject));
  return [
    ...errors.map((finding) => refused(codeOf(finding, environment), textOf(finding), LIFT_FINDING)),
    ...open.map((subject) => unknownSubject(subject, codeOf(subject, environment))),
    ...report.crashed.map(({ rule, error }) =>
      unknown(rule, { of: 'crashed', reason: error, lift: LIFT_UNKNOWN }),
    ),
    ...others.flatMap(refusalsOfCheck),
  ];
}

const LIFT_FINDING = 'Fix it on the branch, and deploy the fix.';
const LIFT_UNKNOWN = 'Make it possible to look, and run this again.';

function codeOf({ rule, messageId }: Pick<Finding, 'rule' | 'messageId'>, environment: string): RefusalCode {
  if (rule === 'branches/deploy-source') return environment.toLowerCase() === 'production' ? 'R10' : 'R01';
  if (rule === 'branches/deploy-requirements') return CODES_OF_REQUIREMENTS[messageId] ?? rule;
  return CODES_OF_RULES[rule] ?? rule;
}

function textOf({ at, message }: Finding): string {
  return at === undefined ? message : `${at.path}:${at.start.line + 1} ${message}`;
}

function reasonOf({ missing }: Undetermined): string {
  return missing.map(({ reason }) => reason).join('; ');
}

function unknownSubject(open: Undetermined, code: RefusalCode): Refusal {
  const of = code === open.rule ? open.subject : `${open.rule}:${open.subject}`;
  return unknown(code, { of, reason: reasonOf(open), lift: LIFT_UNKNOWN });
}

function refusalsOfCheck({ id, problems }: GuardCheck): readonly Refusal[] {
  const code = CODES_OF_CHECKS[id] ?? id;
  return problems.map(({ kind, text, where, next_step: lift }) =>
    kind === 'failed'
      ? refused(code, text, lift)
      : { code, kind: 'unknown', why: text, lift, of: where === null ? id : `${id}:${where}` },
  );
}
