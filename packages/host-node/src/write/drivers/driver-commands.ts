import type { DeployOrder, PlatformDeploy, StopSignal } from '@lockkeeper/operations/ports';
import { unobserved, type Known } from '@lockkeeper/policy-core';
import type { DriverPolicy } from '@lockkeeper/policy-core/deployment/run';
import type { ZodType } from 'zod';

import { within, type TimeLimit } from '../../system/time-limit.ts';
import { coverSecrets } from '../../system/without-secrets.ts';
import { answerShapes } from './command-answer.ts';
import { answerOf, sightOfDeploy } from './command-sight.ts';
import type { DeploySight } from './deploy-once.ts';
import { runDriverCommand, type DriverCommandEnd } from './driver-command.ts';
import type { DriverPlace } from './driver-place.ts';
import { asVariables, filledIn, type Placeholders } from './placeholders.ts';

export type CommandPolicy = Extract<DriverPolicy, { kind: 'command' }>;

/** The programs that the policy names, and what they print as docs/drivers.md describes it. */
export interface DriverCommands {
  deploy(order: DeployOrder, limit: TimeLimit): Promise<DeploySight>;
  current(signal: StopSignal): Promise<Known<PlatformDeploy | null>>;
  list(signal: StopSignal): Promise<Known<readonly PlatformDeploy[]>>;
  autoDeploy(signal: StopSignal): Promise<Known<boolean>>;
}

/** What only asks has no reason to take longer. */
const ASK_MS = 60_000;

/** As the policy writes them. */
const KEYS = { current: '`current`', list: '`list`', autoDeploy: '`auto_deploy`' } as const;

export function driverCommands(policy: CommandPolicy, place: DriverPlace): DriverCommands {
  const { env, folder, environment, service } = place;
  const cover = coverSecrets(env);
  const shapes = answerShapes(cover);

  async function run(
    words: CommandPolicy['deploy'],
    order: Placeholders,
    limit: TimeLimit,
  ): Promise<DriverCommandEnd> {
    const values = { ...order, environment, service };
    const filled = filledIn(words, values);
    if (!filled.known) return { kind: 'not-begun', why: filled.reason };
    const files = await folder();
    if (!files.known) return { kind: 'not-begun', why: files.reason };
    const around = { ...env, ...asVariables(values) };
    return await runDriverCommand({ words: filled.value, env: around, folder: files.value, limit, cover });
  }

  async function ask<T>(
    command: keyof typeof KEYS,
    shape: ZodType<T>,
    signal: StopSignal,
  ): Promise<Known<T>> {
    const words = policy[command];
    if (words === undefined) return unobserved(`the driver has no command ${KEYS[command]} in the policy`);
    const timeoutMs = Math.min(policy.timeoutMs, ASK_MS);
    const end = await within(timeoutMs, [signal], async (limit) => await run(words, {}, limit));
    const answer = answerOf(end, shape);
    return answer.known ? answer : unobserved(`the command ${KEYS[command]} did not say: ${answer.reason}`);
  }

  return {
    deploy: async ({ commit, key, token }, limit) =>
      sightOfDeploy(
        await run(policy.deploy, { sha: commit, key, token: String(token) }, limit),
        shapes.deploy,
      ),
    current: async (signal) => await ask('current', shapes.current, signal),
    list: async (signal) => await ask('list', shapes.list, signal),
    autoDeploy: async (signal) => await ask('autoDeploy', shapes.autoDeploy, signal),
  };
}
