import type { UpgradePlan } from './upgrade-plan.ts';
import type { UpgradeEffect, UpgradeState } from './upgrade-state.ts';

/** The steps of a plan to its commit. */
export function stepsAhead(plan: UpgradePlan): readonly UpgradeEffect[] {
  const { branch, from, lock, test, made } = plan;
  const looking: readonly UpgradeEffect[] = [
    { kind: 'compare' },
    ...(test === undefined ? [] : [{ kind: 'test', command: test } as const]),
    { kind: 'judge' },
  ];
  return [
    ...(lock === undefined && test === undefined ? [] : [{ kind: 'ask' } as const]),
    ...(made === undefined ? stepsToFiles(plan) : []),
    ...looking,
    ...(made === undefined
      ? [{ kind: 'commit', message: '', paths: upgradedFiles(plan), on: branch, onto: from.commit } as const]
      : []),
  ];
}

function stepsToFiles({ branch, from, rewritten, lock }: UpgradePlan): readonly UpgradeEffect[] {
  return [
    { kind: 'create-branch', branch, commit: from.commit },
    { kind: 'switch', branch },
    ...(Object.keys(rewritten).length === 0 ? [] : [{ kind: 'rewrite', texts: rewritten } as const]),
    ...(lock === undefined ? [] : [{ kind: 'lock', command: lock } as const]),
  ];
}

/** What takes back whatever may have happened so far, the step that did not end well included. */
export function stepsBack(state: UpgradeState): readonly UpgradeEffect[] {
  const { plan, done, current } = state;
  const { branch, from, made = from.commit } = plan;
  const tried = new Set([...done, ...(current === undefined ? [] : [current])].map(({ kind }) => kind));
  const isMade = done.some(({ kind }) => kind === 'create-branch');
  const isTouched = TOUCH_FILES.some((kind) => tried.has(kind));
  return [
    ...(isTouched ? [{ kind: 'restore', paths: upgradedFiles(plan), commit: made } as const] : []),
    ...(tried.has('switch') ? [{ kind: 'switch', branch: from.branch } as const] : []),
    ...(isMade ? [{ kind: 'delete-branch', branch, commit: from.commit } as const] : []),
  ];
}

const TOUCH_FILES = ['rewrite', 'lock', 'test', 'commit'] as const;

export function upgradedFiles({ pair }: UpgradePlan): readonly string[] {
  return [pair.source, pair.lock];
}
