import { recoverBeforeStart } from '@lockkeeper/operations';
import { withProfile } from '@lockkeeper/policy-core/update';

import type { World } from '../../world.ts';
import { answerOf } from './run-answer.ts';
import {
  alone,
  aloneAtMirror,
  openUpdater,
  trailOf,
  withHostErrors,
  type ServiceProfile,
} from './updater.ts';

type Kind = Exclude<Awaited<ReturnType<typeof recoverBeforeStart>>['kind'], 'busy'>;

/** What is so before a service is started. `unsafe`, `broken`, `occupied`: it must not be. */
export interface ReadyToStart {
  readonly kind: Kind;
  /** Sentences. */
  readonly text: string;
  readonly document: object;
}

interface AskedBy {
  /** Of the profile. */
  readonly name: string;
  /** How long an update of another profile may take to end, in milliseconds. */
  readonly patience: number;
}

/** Ends what a power cut left, before the service is started; `undefined`: another update of the profile is at work. */
export async function makeReady(
  profile: ServiceProfile,
  { name, patience }: AskedBy,
  world: World,
): Promise<ReadyToStart | undefined> {
  const open = async () => {
    const { tools, place } = await openUpdater(profile, world);
    const aloneThere = async <T>(work: () => Promise<T>) => await aloneAtMirror(place.mirror, work, patience);
    return { tools, aloneThere };
  };
  const aloneHere = async <T>(work: () => Promise<T>) => await alone(profile, work);
  const found = await withHostErrors(
    async () => await recoverBeforeStart(trailOf(profile), { alone: aloneHere, open }),
  );
  const { kind } = found;
  if (kind === 'busy') return undefined;
  if (kind === 'nothing' || kind === 'left' || kind === 'unsafe' || kind === 'occupied')
    return { kind, text: SAID[kind], document: { schema_version: 1 } };
  const { text, document } = await answerOf(found.run, { profile, tools: (await open()).tools, name });
  return { kind, text: kind === 'broken' ? `${text}${withProfile(BROKEN, name)}` : text, document };
}

const SAID = {
  nothing: 'No update was interrupted.\n',
  left: 'One version is installed whole. The next run asks the service whether it is healthy.\n',
  unsafe: 'The database has to come back first. Let the next run do that; it starts the service.\n',
  occupied:
    'Files may be part of each version, and another update of this service is under way. Start the service once that has ended.\n',
} as const;

const BROKEN =
  'Files or data may be part of each version, so the service must not start. Bring one version back, then run lockkeeper update enable --ack.\n';
