import { displayText } from '../../model/display-text.ts';
import { shortenedText } from '../../model/shortened-text.ts';
import type { InstalledVersion, UpdateResult } from '../state/state-forms.ts';
import type { RunEnd } from '../state/update-state.ts';
import type { ReasonId } from '../eligibility/update-reason.ts';
import type { RefusalId } from '../verify/update-refusal.ts';
import { LONGEST_WHY } from './told-event.ts';
import { resultOf, type UpdateRunState } from './update-machine.ts';
import { SUSPECT } from './update-alarm.ts';
import type { UpdateStepName } from './update-steps.ts';
import type { UpdatePlan } from './update-plan.ts';

/** How a run ends, for the state file: it is written before the last step is done, and the same when it is written again. */
export function runEnd(
  plan: UpdatePlan,
  state: UpdateRunState,
  target: InstalledVersion | undefined,
): RunEnd {
  const { failure } = state;
  const result = state.kind === 'ended' ? state.result : resultOf(plan, state);
  return {
    run: plan.id,
    result,
    why: whyOf(state),
    blames: failure?.blames === true ? (target ?? null) : null,
    isStopped: plan.parts !== 'apply' && isStopped(result, state),
    isUntried: failure !== undefined && LOOKS.has(failure.step),
  };
}

/** All that went wrong, as one clause. */
function whyOf({ failure, faults }: UpdateRunState): string | null {
  const reasons = failure?.reasons.map(({ message }) => message) ?? [];
  const troubles = [
    ...(failure === undefined ? [] : reasons.length > 0 ? reasons : [`${failure.step}: ${failure.why}`]),
    ...faults.map(({ step, why }) => `${step}: ${why}`),
  ];
  return troubles.length === 0 ? null : shortenedText(displayText(troubles.reduce(joined)), LONGEST_WHY);
}

/** Behind a sentence the next one begins, behind a clause another clause. */
function joined(before: string, next: string): string {
  return `${before}${before.endsWith('.') ? ' ' : '; '}${next}`;
}

/** Nothing of a version is tried by these: what fails is the network, the remote, or what anybody may have pushed. */
const LOOKS: ReadonlySet<UpdateStepName> = new Set(['discover', 'eligibility', 'limits', 'fetch', 'verify']);

/** Whether a person said no. */
function isStopped(result: UpdateResult, { failure }: Pick<UpdateRunState, 'failure'>): boolean {
  return result === 'skipped' && failure?.reasons.some(({ code }) => code === 'stopped') === true;
}

/** How loud the end of a run is told: a person has to look at what is critical. */
export function alertLevel(result: UpdateResult, { failure, faults }: UpdateRunState): AlertLevel {
  if (CRITICAL.has(result) || failure?.blames === true) return 'critical';
  if (faults.some(({ step }) => step === 'resume')) return 'critical';
  if (result === 'failed' || faults.length > 0) return 'warning';
  return loudCode({ failure }) === undefined ? 'info' : 'warning';
}

/** By what name a run refused something that a person has to know of; `undefined`: there is no such thing. */
export function loudCode({ failure }: Pick<UpdateRunState, 'failure'>): string | undefined {
  const codes = failure?.reasons.map(({ code }) => code) ?? [];
  const suspect = codes.find((code) => SUSPECT.has(code));
  return suspect ?? codes.find((code) => NOT_ASKED.has(code) || NEEDS_PERSON.has(code));
}

/** Whether a message of an earlier run that did nothing is out of date by what a later one met, that did nothing either. */
export function isOver(code: string, { failure }: Pick<UpdateRunState, 'failure'>): boolean {
  if (failure === undefined) return false;
  if (NOT_ASKED.has(code)) return failure.step !== 'discover';
  const met = failure.reasons.filter((reason) => !WISHED.has(reason.code));
  return NEEDS_PERSON.has(code) && met.length > 0 && met.every((reason) => reason.code === 'not-newer');
}

/** A person wants it so, whatever there is besides. */
const WISHED: ReadonlySet<string> = new Set<ReasonId>(['paused', 'switched-off']);

export type AlertLevel = 'info' | 'warning' | 'critical';

/** Nobody knows whether there is a new version. */
const NOT_ASKED: ReadonlySet<string> = new Set<RefusalId>([
  'git-too-old',
  'mirror-unusable',
  'disk-full',
  'remote-hung',
  'remote-too-large',
  'remote-name-unresolved',
  'remote-unauthorized',
  'remote-host-key',
  'remote-missing',
  'remote-password',
  'remote-broken-transfer',
  'remote-shallow',
  'bundle-unreadable',
  'bundle-incomplete',
  'remote-failed',
]);

/** What stays until a person acts: it is told each time, although nothing was done. */
const NEEDS_PERSON: ReadonlySet<string> = new Set([
  ...SUSPECT,
  ...([
    'submodule',
    'lfs-pointer',
    'disabled',
    'deps-changed',
    'deps-unlocked',
    'unknown',
    'not-ahead',
    'health-unset',
    'health-failing',
    'tree-dirty',
    'tree-ahead',
    'tree-diverged',
    'unmanaged',
    'pinned-otherwise',
    'pins-malformed',
    'save-missing',
    'no-branch',
    'release-expired',
    'unknown-release',
    'unknown-signature',
    'holds-data',
  ] satisfies readonly (RefusalId | ReasonId)[]),
]);

const CRITICAL: ReadonlySet<UpdateResult> = new Set(['rolled-back', 'rollback-failed', 'given-up']);
