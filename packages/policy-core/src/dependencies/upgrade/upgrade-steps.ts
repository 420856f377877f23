import type { UpgradePlan } from './upgrade-plan.ts';
import type { UpgradeEffect, UpgradeState } from './upgrade-state.ts';

/** The steps of a plan to its commit. */
export function stepsAhead(plan: UpgradePlan): readonly UpgradeEffect[] {
  const { branch, from, rewritten, lock, test } = plan;
  return [
    ...(lock === undefined && test === undefined ? [] : [{ kind: 'ask' } as const]),
    { kind: 'create-branch', branch, commit: from.commit },
    { kind: 'switch', branch },
    ...(Object.keys(rewritten).length === 0 ? [] : [{ kind: 'rewrite', texts: rewritten } as const]),
    ...(lock === undefined ? [] : [{ kind: 'lock', command: lock } as const]),
    { kind: 'compare' },
    ...(test === undefined ? [] : [{ kind: 'test', command: test } as const]),
    { kind: 'judge' },
    { kind: 'commit', message: '', paths: upgradedFiles(plan), on: branch, onto: from.commit },
  ];
}

/** What takes back whatever may have happened so far, the step that did not end well included. */
export function stepsBack(state: UpgradeState): readonly UpgradeEffect[] {
  const { plan, done, current } = state;
  const { branch, from } = plan;
  const tried = new Set([...done, ...(current === undefined ? [] : [current])].map(({ kind }) => kind));
  const isMade = done.some(({ kind }) => kind === 'create-branch');
  const isTouched = TOUCH_FILES.some((kind) => tried.has(kind));
  return [
    ...(isTouched ? [{ kind: 'restore', paths: upgradedFiles(plan), commit: from.commit } as const] : []),
    ...(tried.has('switch') ? [{ kind: 'switch', branch: from.branch } as const] : []),
    ...(isMade ? [{ kind: 'delete-branch', branch, commit: from.commit } as const] : []),
  ];
}

const TOUCH_FILES = ['rewrite', 'lock', 'test', 'commit'] as const;

export function upgradedFiles({ pair }: UpgradePlan): readonly string[] {
  return [pair.source, pair.lock];
}
