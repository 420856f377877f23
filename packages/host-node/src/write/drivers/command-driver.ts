import type { DeployOrder, Driver, StopSignal } from '@lockkeeper/operations/ports';
import { observed, type Known } from '@lockkeeper/policy-core';

import { within } from '../../system/time-limit.ts';
import { ownIn, sightInList, sightOfCurrent, stillGoingOn, type WantedDeploy } from './command-sight.ts';
import { deployOnce, findDeploy, type DeploySight } from './deploy-once.ts';
import { driverCommands, type CommandPolicy, type DriverCommands } from './driver-commands.ts';
import type { DriverPlace } from './driver-place.ts';

const POLL_MS = 2000;

/** Deploys with programs that the policy names. What they print is described in docs/drivers.md. */
export function createCommandDriver(policy: CommandPolicy, place: DriverPlace): Driver {
  const { signal: stop, pollMs = POLL_MS } = place;
  const commands = driverCommands(policy, place);
  const hasList = policy.list !== undefined;
  const canLook = hasList || policy.current !== undefined;
  const look = async (wanted: WantedDeploy, signal: StopSignal) =>
    stillGoingOn(
      hasList ? await lookInList(wanted, commands, signal) : await lookAtCurrent(wanted, commands, signal),
      wanted.deploy,
    );
  return {
    kind: 'command',
    deploy: async (order) =>
      await within(policy.timeoutMs, [stop, order.signal], async (limit) => {
        const { signal } = limit;
        return await deployOnce(
          {
            before: hasList ? async () => await lookForKey(order, commands, signal) : undefined,
            begin: async () => {
              const sight = await commands.deploy(order, limit);
              return sight.kind === 'under-way' && !canLook ? UNSEEN_END : sight;
            },
            look: async (deploy) => await look({ ...order, deploy }, signal),
          },
          { pollMs, signal },
        );
      }),
    find: async (wanted) =>
      await within(policy.timeoutMs, [stop, wanted.signal], async ({ signal }) => {
        const again = async (deploy: WantedDeploy['deploy']) => await look({ ...wanted, deploy }, signal);
        return await findDeploy(again, { pollMs, signal });
      }),
    current: async () => await commands.current(stop),
    list: async () => await commands.list(stop),
    deploysByItself: async () => await commands.autoDeploy(stop),
  };
}

const UNSEEN_END: DeploySight = {
  kind: 'unknown',
  why: 'it goes on, and the policy names neither `list` nor `current` to show how it ends',
};

async function lookInList(
  wanted: WantedDeploy,
  commands: DriverCommands,
  signal: StopSignal,
): Promise<Known<DeploySight>> {
  const list = await commands.list(signal);
  return list.known ? observed(sightInList(list.value, wanted)) : list;
}

async function lookAtCurrent(
  wanted: WantedDeploy,
  commands: DriverCommands,
  signal: StopSignal,
): Promise<Known<DeploySight>> {
  const current = await commands.current(signal);
  return current.known ? observed(sightOfCurrent(current.value, wanted)) : current;
}

/** Beforehand only what has the key is a deploy of this order: one of the same commit can be of any other. */
async function lookForKey(
  { key, commit }: DeployOrder,
  commands: DriverCommands,
  signal: StopSignal,
): Promise<Known<DeploySight>> {
  const list = await commands.list(signal);
  if (!list.known) return list;
  const own = ownIn(list.value, { key, commit });
  return observed(own === undefined ? { kind: 'not-begun' } : sightInList([own], { key, commit }));
}
