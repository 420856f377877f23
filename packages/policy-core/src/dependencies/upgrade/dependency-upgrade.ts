import { commitMessage } from './commit-message.ts';
import { stepsAhead, stepsBack } from './upgrade-steps.ts';
import {
  commandFailed,
  effectFailed,
  endedAsBefore,
  errorsFound,
  leftForLooking,
  notTakenBack,
  upgradeFinding,
} from './upgrade-sentences.ts';
import type { UpgradePlan } from './upgrade-plan.ts';
import type {
  UpgradeEffect,
  UpgradeEvent,
  UpgradeFinding,
  UpgradeState,
  UpgradeStep,
  UpgradeStop,
} from './upgrade-state.ts';

/** An upgrade that has not begun: its first event is `started`. */
export function upgradeOf(plan: UpgradePlan): UpgradeState {
  return {
    plan,
    changes: [],
    remarks: [],
    done: [],
    current: undefined,
    ahead: stepsAhead(plan),
    stopping: undefined,
    end: undefined,
  };
}

/**
 * From a clean worktree to a commit on a branch of its own, and back from every point of it: until
 * there is a commit, whatever goes wrong leads to the branch and the files the user had. An event
 * that answers nothing that was asked changes nothing.
 */
export function stepUpgrade(state: UpgradeState, event: UpgradeEvent): UpgradeStep {
  if (state.end !== undefined) return { state, effects: [], findings: [] };
  if (state.current === undefined) {
    return event.kind === 'started' ? onward(state) : { state, effects: [], findings: [] };
  }
  return state.stopping === undefined
    ? ahead(state, state.current, event)
    : back({ ...state, stopping: state.stopping }, state.current, event);
}

function ahead(state: UpgradeState, current: UpgradeEffect, event: UpgradeEvent): UpgradeStep {
  switch (event.kind) {
    case 'started':
      return { state, effects: [], findings: [] };
    case 'done':
      return ANSWERED_OTHERWISE.has(current.kind) ? unfit(state, current) : onward(finished(state, current));
    case 'interrupted':
      return turnBack(state, 'interrupted', upgradeFinding('error', 'The upgrade was interrupted.'));
    case 'failed':
      return turnBack(state, 'failed', effectFailed(current, event.problem));
    default:
      return answered(state, current, event);
  }
}

/** Steps that end well only with an answer of their own: what was not judged is never committed. */
const ANSWERED_OTHERWISE: ReadonlySet<UpgradeEffect['kind']> = new Set(['compare', 'judge', 'commit']);

type Answer = Exclude<UpgradeEvent, { kind: 'started' | 'done' | 'interrupted' | 'failed' }>;

function answered(state: UpgradeState, current: UpgradeEffect, event: Answer): UpgradeStep {
  switch (`${current.kind} ${event.kind}`) {
    case 'ask declined':
    case 'lock exited':
    case 'test exited':
      return refused(state, current, event);
    case 'compare compared':
      return event.kind === 'compared' ? compared(state, current, event.changes) : unfit(state, current);
    case 'judge judged':
      return event.kind === 'judged' ? judged(state, current, event) : unfit(state, current);
    case 'commit committed':
      return event.kind === 'committed' ? committed(state, event.commit) : unfit(state, current);
    default:
      return unfit(state, current);
  }
}

function refused(state: UpgradeState, current: UpgradeEffect, event: Answer): UpgradeStep {
  if (event.kind === 'declined') return turnBack(state, 'declined', upgradeFinding('error', event.problem));
  if (event.kind !== 'exited') return unfit(state, current);
  const finding = commandFailed(current, event);
  return turnBack(state, current.kind === 'test' ? 'tests' : 'failed', finding);
}

function compared(
  state: UpgradeState,
  current: UpgradeEffect,
  changes: UpgradeState['changes'],
): UpgradeStep {
  if (changes.length > 0) return onward({ ...finished(state, current), changes });
  const nothing = upgradeFinding(
    'info',
    'Every package is at its newest available version: nothing changed.',
  );
  return turnBack(state, 'nothing-to-upgrade', nothing);
}

function judged(
  state: UpgradeState,
  current: UpgradeEffect,
  { errors, remarks }: Extract<UpgradeEvent, { kind: 'judged' }>,
): UpgradeStep {
  const { made } = state.plan;
  if (errors.length > 0) return turnBack(state, 'findings', errorsFound(errors, state.plan));
  const isWell = { ...finished(state, current), remarks };
  return made === undefined ? onward(isWell) : committed(isWell, made);
}

function committed(state: UpgradeState, commit: string): UpgradeStep {
  return {
    state: { ...state, current: undefined, end: { kind: 'committed', commit } },
    effects: [],
    findings: [],
  };
}

/** Whoever carries out the effects broke the agreement: that is no ground to go ahead on. */
function unfit(state: UpgradeState, current: UpgradeEffect): UpgradeStep {
  return turnBack(state, 'failed', effectFailed(current, 'its outcome is not known'));
}

function finished(state: UpgradeState, current: UpgradeEffect): UpgradeState {
  return { ...state, done: [...state.done, current] };
}

/** To the next step; what is committed is known only then. */
function onward(state: UpgradeState): UpgradeStep {
  const [first, ...ahead] = state.ahead;
  const next: UpgradeEffect | undefined =
    first?.kind === 'commit' ? { ...first, message: commitMessage(state.plan, state.changes) } : first;
  return {
    state: { ...state, current: next, ahead },
    effects: next === undefined ? [] : [next],
    findings: [],
  };
}

function turnBack(state: UpgradeState, because: UpgradeStop, finding: UpgradeFinding): UpgradeStep {
  const wayBack = stepsBack(state);
  const stopping = { ...state, stopping: because, ahead: wayBack };
  const isKept = state.plan.keep && because !== 'nothing-to-upgrade' && wayBack.length > 0;
  if (isKept)
    return ended(stopping, because, { restored: false, findings: [finding, leftForLooking(state.plan)] });
  return nextBack(stopping, because, [finding]);
}

interface Stopping extends UpgradeState {
  readonly stopping: UpgradeStop;
}

function back(state: Stopping, current: UpgradeEffect, event: UpgradeEvent): UpgradeStep {
  const because = state.stopping;
  if (event.kind === 'done') return nextBack(finished(state, current), because, []);
  // Somebody who presses the keys twice still wants the repository whole: it is asked for once more.
  if (event.kind === 'interrupted') return { state, effects: [current], findings: [] };
  const problem = event.kind === 'failed' ? event.problem : 'its outcome is not known';
  const findings = [effectFailed(current, problem), notTakenBack(state.plan, [current, ...state.ahead])];
  return ended(state, because, { restored: false, findings });
}

function nextBack(
  state: UpgradeState,
  because: UpgradeStop,
  findings: readonly UpgradeFinding[],
): UpgradeStep {
  const [next, ...ahead] = state.ahead;
  if (next !== undefined) return { state: { ...state, current: next, ahead }, effects: [next], findings };
  return ended(state, because, { restored: true, findings: [...findings, endedAsBefore(state)] });
}

function ended(
  state: UpgradeState,
  because: UpgradeStop,
  { restored, findings }: { readonly restored: boolean; readonly findings: readonly UpgradeFinding[] },
): UpgradeStep {
  return {
    state: { ...state, current: undefined, ahead: [], end: { kind: 'stopped', because, restored } },
    effects: [],
    findings,
  };
}
