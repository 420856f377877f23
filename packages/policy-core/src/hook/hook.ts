import type { Finding, Undetermined } from '../model/finding.ts';
import type { Policy } from '../policy/policy.ts';
import type { Report } from '../engine/report.ts';

/**
 * What is about to happen: an AI agent writes one file, an AI agent ends its turn, somebody commits,
 * somebody pushes.
 */
export type HookStep = 'write' | 'turn' | 'commit' | 'push';

export interface HookInput {
  readonly step: HookStep;
  readonly policy: Pick<Policy, 'dependencies'>;
  /** Of a run at stage `hook` on the whole change that the step belongs to. */
  readonly report: Pick<Report, 'findings' | 'undetermined'>;
  /** Paths that this step changes: what others did before is theirs to answer for. */
  readonly touched: ReadonlySet<string>;
}

export interface HookDecision {
  /** Why the step is refused; nothing else may stop it. */
  readonly refused: readonly (Finding | Undetermined)[];
  /** What the step may do and somebody has to see to later. */
  readonly waiting: readonly Undetermined[];
}

/** Said of a fact that one write cannot show, such as the other file of a pair: the end of the turn does. */
export const JUDGED_LATER = 'it is judged when the agent ends its turn';

/**
 * Only errors refuse, and only what the step itself touches. An agent is stopped by what a person could
 * still approve: nobody has, and what is written is hard to take back. A person who commits is not.
 */
export function decideHook({ step, policy, report, touched }: HookInput): HookDecision {
  const paths = withPartners(policy, touched);
  const isOfStep = (subject: Finding | Undetermined) =>
    subject.severity === 'error' &&
    (subject.at === undefined ? isAboutStep(subject, step) : paths.has(subject.at.path));
  const undetermined = report.undetermined.filter(isOfStep).filter((subject) => !isForLater(subject, step));
  const stopping = undetermined.filter((subject) => stops(subject, step));
  return {
    refused: [...report.findings.filter(isOfStep), ...stopping],
    waiting: undetermined.filter((subject) => !stopping.includes(subject)),
  };
}

/** Of a pair either file may be the one that is wrong, whichever was changed. One write is no more than one file. */
function withPartners(
  { dependencies }: HookInput['policy'],
  touched: ReadonlySet<string>,
): ReadonlySet<string> {
  const pairs = dependencies.filter(({ source, lock }) => touched.has(source) || touched.has(lock));
  return new Set([...touched, ...pairs.flatMap(({ source, lock }) => [source, lock])]);
}

/** A file can be written on any branch and committed on another; what becomes of the policy counts at once. */
function isAboutStep({ rule }: Finding | Undetermined, step: HookStep): boolean {
  return step !== 'write' || rule.startsWith('policy/');
}

function isForLater({ missing }: Undetermined, step: HookStep): boolean {
  return step === 'write' && missing.length > 0 && missing.every(({ reason }) => reason === JUDGED_LATER);
}

function stops({ waitsFor, at, rule }: Undetermined, step: HookStep): boolean {
  switch (step) {
    case 'write':
      return waitsFor === 'observation' || !IS_FOR_AGENTS.test(rule);
    case 'turn':
      return waitsFor === 'approval' && !IS_FOR_AGENTS.test(rule);
    case 'commit':
      return false;
    case 'push':
      // Whether a push takes commits away can be seen before it happens and not after.
      return at === undefined && waitsFor === 'observation' && rule.startsWith('branches/');
  }
}

/** Agents may bring these about, and somebody approves it later: an upgrade of dependencies, mostly. */
const IS_FOR_AGENTS = /^(?:dependencies\/.*|scope\/ai-not-allowed)$/;
