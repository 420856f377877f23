import { hasHolderEnded } from '@lockkeeper/host-node/write';
import type { LockPlace } from '@lockkeeper/operations';
import { freeText, readLock } from '@lockkeeper/policy-core/deployment/lock';
import { refused, type LoggedRun, type ReleaseAsked } from '@lockkeeper/policy-core/deployment/run';

import type { HeldPlace } from './hold-place.ts';
import { judgeRelease, type JudgedRelease } from './judged-release.ts';
import { branchOf } from './open-place.ts';
import type { ActingOptions, ReleaseOptions } from './options.ts';
import { releaseSources } from './release-sources.ts';
import { withTrustedFiles } from './trusted-files.ts';
import type { Act } from './under-lock.ts';

/** A deploy or a promotion that somebody asked for. */
export interface AskedRelease extends Act {
  readonly options: ReleaseOptions;
  readonly kind: 'deploy' | 'promote';
  readonly commit: string;
  readonly asked: ReleaseAsked;
  /** What was begun for it, and waits; `undefined`: it is asked for the first time. */
  readonly run?: Pick<LoggedRun, 'id' | 'digest'> | undefined;
  /** Whether somebody named that run: that a later commit is ready does not stand against it either. */
  readonly isRunNamed?: boolean;
}

/** What a release would do now, and what stands against it. `held`: the lock is ours, and keeps us from nothing. */
export async function judgeAsked(release: AskedRelease, held?: HeldPlace): Promise<JudgedRelease> {
  const { opened, at, options, kind, commit, asked, run, isRunNamed = false } = release;
  const request = {
    ...at,
    asked,
    isNamed: asked.isNamed || isRunNamed,
    run: run?.id,
    kind,
    commit,
    policy: opened.policy,
    policyDigest: opened.digest,
    branch: branchOf(opened, at),
  };
  const signal = held?.wanted ?? release.signal;
  const judged = await withTrustedFiles(opened, async (folder) => {
    const sources = await releaseSources(opened, at, { ...options, commit, folder, signal });
    const lock = held === undefined ? livingLock(sources.lock) : ownLock(sources.lock);
    return await judgeRelease(request, { at, sources: { ...sources, lock } });
  });
  const moved = run === undefined || run.digest === judged.digest ? [] : [MOVED];
  return {
    ...judged,
    refusals: [...judged.refusals, ...moved],
    standing: [...judged.standing, ...moved],
  };
}

/** Plans are compared as a whole: whatever is not what it was makes another one. */
export const MOVED = refused(
  'R12',
  'The plan is out of date: a branch, the policy, or what runs there has moved.',
  'Begin again, and let the new plan be approved. A run that waits is given up with `lockkeeper abandon RUN --reason TEXT`.',
);

/** Whether somebody has read another plan than what would be done. */
export function hasMoved(
  { digest }: Pick<JudgedRelease, 'digest'>,
  { planned: read }: Pick<ActingOptions, 'planned'>,
): boolean {
  return read !== undefined && read !== digest;
}

/** Whoever was killed on this machine keeps nobody from anything: the lock is taken over from them. */
function livingLock(place: LockPlace): LockPlace {
  const { register } = place;
  return {
    ...place,
    register: {
      read: async () => {
        const seen = await register.read();
        const state = readLock(seen.text);
        if (state.kind !== 'held' || !(await hasHolderEnded(state.holding.nonce))) return seen;
        return { ...seen, text: freeText(state.holding) };
      },
      swap: async (seen, text) => await register.swap(seen, text),
    },
  };
}

function ownLock(place: LockPlace): LockPlace {
  return {
    ...place,
    register: {
      read: async () => await Promise.resolve({ version: '', text: freeText({ token: 1 }) }),
      swap: async (seen, text) => await place.register.swap(seen, text),
    },
  };
}
