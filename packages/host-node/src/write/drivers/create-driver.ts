import type { Driver, PlatformGate } from '@lockkeeper/operations/ports';
import { unobserved } from '@lockkeeper/policy-core';
import type { DriverPolicy } from '@lockkeeper/policy-core/deployment/run';

import type { DriverPlace } from './driver-place.ts';

/** What deploys as the policy says. Each driver is loaded with the first thing that is wanted of it: most runs deploy nothing. */
export function createDriver(policy: DriverPolicy, place: DriverPlace): Driver {
  let driver: Promise<Driver> | undefined;
  const loaded = async () => await (driver ??= load(policy, place));
  const gate: PlatformGate = {
    protection: async () => (await (await loaded()).gate?.protection()) ?? NO_GATE,
    approvals: async (deploy) => (await (await loaded()).gate?.approvals(deploy)) ?? NO_GATE,
  };
  return {
    kind: policy.kind,
    deploy: async (order) => await (await loaded()).deploy(order),
    find: async (wanted) => await (await loaded()).find(wanted),
    current: async () => await (await loaded()).current(),
    list: async () => await (await loaded()).list(),
    deploysByItself: async () => await (await loaded()).deploysByItself(),
    ...(policy.kind === 'github-actions' && { gate }),
  };
}

const NO_GATE = unobserved('this platform has no gate');

async function load(policy: DriverPolicy, place: DriverPlace): Promise<Driver> {
  switch (policy.kind) {
    case 'command':
      return (await import('./command-driver.ts')).createCommandDriver(policy, place);
    case 'github-actions':
      return (await import('./github-actions-driver.ts')).createGitHubActionsDriver(policy, place);
    case 'manual':
      return (await import('./manual-driver.ts')).createManualDriver(policy, place);
  }
}
