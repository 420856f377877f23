import type { DeployReference, DeployResult, FoundDeploy } from '@lockkeeper/operations/ports';
import { observed, type Known } from '@lockkeeper/policy-core';

import { pause } from '../../system/time-limit.ts';

/** What is seen of an order at one moment. */
export type DeploySight =
  | FoundDeploy
  /** It goes on. `why` says what it waits for, as a clause. */
  | { readonly kind: 'under-way'; readonly deploy: DeployReference; readonly why: string };

/** Unobserved: nobody could look. `deploy`: what the platform called it when it began, where that is known. */
export type LookAtDeploy = (deploy?: DeployReference) => Promise<Known<DeploySight>>;

export interface OrderToGive {
  /** What the platform knows of the key beforehand; `undefined`: it keeps none. */
  readonly before: LookAtDeploy | undefined;
  readonly begin: () => Promise<DeploySight>;
  readonly look: LookAtDeploy;
}

export interface Waiting {
  /** From one look to the next, in milliseconds. */
  readonly pollMs: number;
  readonly signal: AbortSignal;
}

/** How often in a row nobody could look before it is given up. */
const MOST_BLIND_LOOKS = 8;
const LONGEST_PAUSE_MS = 60_000;

/** Begins a deploy where its order is not known yet, and waits for its end either way: one key is one deploy. */
export async function deployOnce(
  { before, begin, look }: OrderToGive,
  waiting: Waiting,
): Promise<DeployResult> {
  const known = (await before?.()) ?? observed({ kind: 'not-begun' } as const);
  if (!known.known)
    return { kind: 'failed', why: `nothing was begun, because ${known.reason}`, isBegun: false };
  if (waiting.signal.aborted)
    return { kind: 'failed', why: 'it was stopped before it began', isBegun: false };
  const sight = known.value.kind === 'not-begun' ? await begin() : known.value;
  const end = await untilEnd(sight, look, waiting);
  return end.kind === 'not-begun' ? { kind: 'unknown', why: NOT_LISTED } : end;
}

/** What became of an order, once that is known. */
export async function findDeploy(look: LookAtDeploy, waiting: Waiting): Promise<FoundDeploy> {
  const sight = await look();
  return sight.known ? await untilEnd(sight.value, look, waiting) : { kind: 'unknown', why: sight.reason };
}

const NOT_LISTED = 'the platform does not know it any more';

/** Looks again and again while a deploy goes on. Unknown where the time is over before. */
async function untilEnd(first: DeploySight, look: LookAtDeploy, waiting: Waiting): Promise<FoundDeploy> {
  if (first.kind !== 'under-way') return first;
  let { why } = first;
  for (let blind = 0; blind < MOST_BLIND_LOOKS;) {
    await pause(Math.min(waiting.pollMs * 2 ** blind, LONGEST_PAUSE_MS), waiting.signal);
    if (waiting.signal.aborted) return { kind: 'unknown', why: `${why}, and nobody waits for it any longer` };
    const sight = await look(first.deploy);
    if (!sight.known) {
      blind += 1;
      why = sight.reason;
      continue;
    }
    if (sight.value.kind === 'not-begun') return { kind: 'unknown', why: NOT_LISTED };
    if (sight.value.kind !== 'under-way') return sight.value;
    blind = 0;
    why = sight.value.why;
  }
  return { kind: 'unknown', why };
}
