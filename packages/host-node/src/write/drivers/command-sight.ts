import type { DeployOrder, DeployReference, PlatformDeploy } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { ZodType } from 'zod';

import { answerIn, type DeployAnswer } from './command-answer.ts';
import type { DeploySight } from './deploy-once.ts';
import type { DriverCommandEnd } from './driver-command.ts';

/** An order as it is looked for, with the name that the platform gave to it where that is known. */
export interface WantedDeploy extends Pick<DeployOrder, 'key' | 'commit'> {
  readonly deploy?: DeployReference | undefined;
}

/** What came of the command that deploys. That it failed is believed at any exit code; that it did not, only at 0. */
export function sightOfDeploy(end: DriverCommandEnd, shape: ZodType<DeployAnswer>): DeploySight {
  if (end.kind === 'not-begun') return { kind: 'failed', why: end.why, isBegun: false };
  if (end.kind === 'broken-off') return { kind: 'unknown', why: end.why };
  const { code, stdout, lastWords } = end;
  const answer = answerIn(stdout, shape);
  if (!answer.known)
    return { kind: 'unknown', why: `it exited with ${code}, and ${answer.reason}${lastWords}` };
  const { state, why, id, url } = answer.value;
  if (state === 'failed' || state === 'over')
    return { kind: 'failed', why: (why ?? `the command says that it is ${state}`) + lastWords };
  if (code !== 0)
    return { kind: 'unknown', why: `it says that it is ${state}, and exited with ${code}${lastWords}` };
  return sightOfState(state, { id, url });
}

/** What a command says that only asks. */
export function answerOf<T>(end: DriverCommandEnd, shape: ZodType<T>): Known<T> {
  if (end.kind !== 'exited') return unobserved(end.why);
  const { code, stdout, lastWords } = end;
  if (code !== 0) return unobserved(`it exited with ${code}${lastWords}`);
  const answer = answerIn(stdout, shape);
  return answer.known ? answer : unobserved(answer.reason + lastWords);
}

/** A deploy that has no key could be the one that is looked for. */
export function sightInList(list: readonly PlatformDeploy[], wanted: WantedDeploy): DeploySight {
  const own = ownIn(list, wanted);
  if (own !== undefined) return sightOfState(own.state, own);
  const isOpen = list.some(
    ({ key, commit }) => key === null && (commit === null || commit === wanted.commit),
  );
  return isOpen
    ? { kind: 'unknown', why: 'the platform lists a deploy that could be this one, and no key with it' }
    : { kind: 'not-begun' };
}

export function ownIn(
  list: readonly PlatformDeploy[],
  { key, deploy }: WantedDeploy,
): PlatformDeploy | undefined {
  const id = deploy?.id ?? undefined;
  return list.find((each) => each.key === key) ?? list.find((each) => each.key === null && each.id === id);
}

/** What runs now says little of an order: only that it went well, where its commit runs. */
export function sightOfCurrent(current: PlatformDeploy | null, wanted: WantedDeploy): DeploySight {
  const own = current === null ? undefined : ownIn([current], wanted);
  if (own !== undefined) return sightOfState(own.state, own);
  if (current?.key === null && current.commit === wanted.commit && current.state === 'live')
    return sightOfState('live', current);
  return { kind: 'unknown', why: 'the platform says only what runs now, and that is not this deploy' };
}

function sightOfState(state: PlatformDeploy['state'], { id, url }: DeployReference): DeploySight {
  const deploy = { id, url };
  switch (state) {
    case 'live':
      return { kind: 'done', deploy };
    case 'under-way':
      return { kind: 'under-way', deploy, why: 'the platform says that it goes on' };
    case 'failed':
      return { kind: 'failed', why: 'the platform says that it failed' };
    case 'over':
      return { kind: 'failed', why: 'the platform says that it is over, as where another took its place' };
  }
}

/** The same while it is waited for: that nothing is seen of it yet is no news. */
export function stillGoingOn(
  sight: Known<DeploySight>,
  deploy: DeployReference | undefined,
): Known<DeploySight> {
  return sight.known && sight.value.kind === 'unknown' && deploy !== undefined
    ? observed({ kind: 'under-way', deploy, why: sight.value.why })
    : sight;
}
