import { latestLock, runsInLog } from '@lockkeeper/policy-core/deployment/run';

import { EXIT } from '../../exit-codes.ts';
import { runAnswer, type RunToTell } from './answer/run-answer.ts';
import type { Answer } from './answering.ts';
import { holdingPlace, type HeldPlace } from './hold-place.ts';
import { lockPlaceOf, openReleases, serviceAt, type OpenReleases, type ServiceAt } from './open-place.ts';
import type { ActingOptions } from './options.ts';

/** What is done, and where. */
export interface Act {
  readonly opened: OpenReleases;
  readonly at: ServiceAt;
  readonly options: ActingOptions;
  /** Aborted once the user wants it to stop: the step that it is in is ended, and no other is begun. */
  readonly signal: AbortSignal;
  /** Aborted once the user wants it to stop at once. */
  readonly atOnce: AbortSignal;
}

/** The same once nobody else can act there: all of it is opened anew, because others may have acted before. */
export type HeldAct<A extends Act> = A & { readonly held: HeldPlace };

export interface LockQuestion {
  /** What the lock is taken for; others read it. */
  readonly reason: string;
  /** How long to wait for whoever has it. */
  readonly waitMs: number;
  /** What waits for the lock; `undefined`: nothing was begun. */
  readonly run: RunToTell['run'];
}

export async function underLock<A extends Act>(
  act: A,
  { reason, waitMs, run }: LockQuestion,
  work: (act: HeldAct<A>) => Promise<Answer>,
): Promise<Answer> {
  const { opened, at, options, signal, atOnce } = act;
  const place = { environment: at.environment.name, service: at.service.name };
  const question = {
    place: await lockPlaceOf(opened, at),
    at,
    reason,
    forMs: options.lockFor,
    waitMs,
    interrupted: signal,
    atOnce,
    after: latestLock(opened.entries, runsInLog(opened.entries), place)?.token,
  };
  const outcome = await holdingPlace(question, opened.world, async (held) => {
    const again = await openReleases(opened.options, opened.world);
    return await work({ ...act, opened: again, at: serviceAt(again.policy, place), held });
  });
  return outcome.kind === 'held' ? lockedOut(outcome.why, run) : outcome.value;
}

function lockedOut(why: string, run: LockQuestion['run']): Answer {
  const then = run === undefined ? '' : ` Then go on with \`lockkeeper resume ${run.id}\`.`;
  return {
    exitCode: EXIT.lockHeld,
    document: runAnswer({ verdict: 'held', run, why }),
    lines: [`${why}${then}`],
  };
}
