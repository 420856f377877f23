import type { DeployOrder, Driver, StopSignal } from '@lockkeeper/operations/ports';
import { observed, unobserved, type DriverPolicy, type Known } from '@lockkeeper/policy-core';
import type { ZodType } from 'zod';

import { within, type TimeLimit } from '../../system/time-limit.ts';
import { coverSecrets } from '../../system/without-secrets.ts';
import { answerShapes } from './command-answer.ts';
import {
  answerOf,
  ownIn,
  sightInList,
  sightOfCurrent,
  sightOfDeploy,
  stillGoingOn,
  type WantedDeploy,
} from './command-sight.ts';
import { deployOnce, findDeploy, type DeploySight } from './deploy-once.ts';
import { runDriverCommand, type DriverCommandEnd } from './driver-command.ts';
import type { DriverPlace } from './driver-place.ts';
import { asVariables, filledIn, type Placeholders } from './placeholders.ts';

type CommandPolicy = Extract<DriverPolicy, { kind: 'command' }>;

const POLL_MS = 2000;

/** What only asks has no reason to take longer. */
const ASK_MS = 60_000;

/** Deploys with programs that the policy names. What they print is described in docs/drivers.md. */
export function createCommandDriver(policy: CommandPolicy, place: DriverPlace): Driver {
  const { env, folder, environment, service, signal: stop, pollMs = POLL_MS } = place;
  const cover = coverSecrets(env);
  const shapes = answerShapes(cover);

  async function run(
    words: CommandPolicy['deploy'],
    { order, limit }: { readonly order: Placeholders; readonly limit: TimeLimit },
  ): Promise<DriverCommandEnd> {
    const values = { ...order, environment, service };
    const filled = filledIn(words, values);
    if (!filled.known) return { kind: 'not-begun', why: filled.reason };
    const around = { ...env, ...asVariables(values) };
    return await runDriverCommand({ words: filled.value, env: around, folder, limit, cover });
  }

  async function ask<T>(
    command: 'current' | 'list' | 'autoDeploy',
    shape: ZodType<T>,
    signal: StopSignal = stop,
  ): Promise<Known<T>> {
    const words = policy[command];
    if (words === undefined) return unobserved(`the driver has no command ${KEYS[command]} in the policy`);
    const end = await within(
      Math.min(policy.timeoutMs, ASK_MS),
      [signal],
      async (limit) => await run(words, { order: {}, limit }),
    );
    const answer = answerOf(end, shape);
    return answer.known ? answer : unobserved(`the command ${KEYS[command]} did not say: ${answer.reason}`);
  }

  async function look(wanted: WantedDeploy, signal: StopSignal): Promise<Known<DeploySight>> {
    if (policy.list !== undefined) {
      const list = await ask('list', shapes.list, signal);
      return list.known ? observed(sightInList(list.value, wanted)) : list;
    }
    const current = await ask('current', shapes.current, signal);
    return current.known ? observed(sightOfCurrent(current.value, wanted)) : current;
  }

  /** Only what has the key is a deploy of this order. */
  async function before(order: DeployOrder, signal: StopSignal): Promise<Known<DeploySight>> {
    const list = await ask('list', shapes.list, signal);
    if (!list.known) return list;
    const own = ownIn(list.value, { key: order.key, commit: order.commit });
    return observed(own === undefined ? { kind: 'not-begun' } : sightInList([own], order));
  }

  async function begin(order: DeployOrder, limit: TimeLimit): Promise<DeploySight> {
    const values = { sha: order.commit, key: order.key, token: String(order.token) };
    return sightOfDeploy(await run(policy.deploy, { order: values, limit }), shapes.deploy);
  }

  return {
    kind: 'command',
    deploy: async (order) =>
      await within(policy.timeoutMs, [stop, order.signal], async (limit) => {
        const { signal } = limit;
        return await deployOnce(
          {
            before: policy.list && (async () => await before(order, signal)),
            begin: async () => await begin(order, limit),
            look: async (deploy) => stillGoingOn(await look({ ...order, deploy }, signal), deploy),
          },
          { pollMs, signal },
        );
      }),
    find: async (wanted) =>
      await within(
        policy.timeoutMs,
        [stop, wanted.signal],
        async ({ signal }) =>
          await findDeploy(
            async (deploy) => stillGoingOn(await look({ ...wanted, deploy }, signal), deploy),
            { pollMs, signal },
          ),
      ),
    current: async () => await ask('current', shapes.current),
    list: async () => await ask('list', shapes.list),
    deploysByItself: async () => await ask('autoDeploy', shapes.autoDeploy),
  };
}

/** As the policy writes them. */
const KEYS = { current: '`current`', list: '`list`', autoDeploy: '`auto_deploy`' } as const;
