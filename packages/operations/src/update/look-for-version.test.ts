import { observed } from '@lockkeeper/policy-core';
import { planUpdate, readUpdateConfig, stateText, updateMachine } from '@lockkeeper/policy-core/update';
import { expect, test } from 'vitest';

import { lookForVersion } from './look-for-version.ts';
import { updateLog } from './update-log.ts';
import type { UpdateTools } from './update-tools.ts';

const HEAD = 'a'.repeat(40);
const START = Date.parse('2026-11-24T10:00:00.000Z');

const VERSION = stateText({
  schema_version: 1,
  version: 'v1.0.0',
  commit: HEAD,
  updated_at: new Date(START).toISOString(),
  previous: null,
  floor: 'v1.0.0',
  last_attempt: null,
});

const NOTHING = {
  schema_version: 1,
  last_run: null,
  failure_count: 1,
  today: null,
  clock: null,
};

/** A host on which each question takes a second, and whose service saves all the time. */
function busyHost(more: Readonly<Record<string, string>> = {}): UpdateTools {
  let seconds = 0;
  const tick = () => new Date(START + (seconds += 1) * 1000).toISOString();
  const reading = readUpdateConfig(undefined, {});
  if (reading.kind === 'invalid') throw new Error('The defaults are valid.');
  const files: Readonly<Record<string, string>> = { 'version.json': VERSION, ...more };
  const used = {
    settings: reading.settings,
    host: 'vps-1',
    pins: { ssh: { kind: 'pinned' }, gpg: { kind: 'pinned' } },
    metaPath: 'bot_persistence/live/meta',
    meta: {
      read: async (name: string) =>
        await Promise.resolve(name in files ? { kind: 'text', text: files[name] } : { kind: 'absent' }),
      savedAt: async () => await Promise.resolve(observed(tick())),
    },
    now: async () => await Promise.resolve({ wall: tick(), bootId: 'boot-1', uptimeMs: seconds * 1000 }),
    offers: {
      fetcher: {
        version: async () => await Promise.resolve(observed('git version 2.39.5')),
        offered: async () =>
          await Promise.resolve({
            kind: 'answered',
            value: new Map([
              ['refs/heads/main', HEAD],
              ['refs/tags/v1.1.0', 'b'.repeat(40)],
            ]),
          }),
      },
      reader: { refs: async () => await Promise.resolve(observed(new Map())) },
      tree: { describe: async () => await Promise.resolve(observed({ head: HEAD, isBare: false })) },
    },
  };
  // Only what a look uses before anything is fetched.
  return used as unknown as UpdateTools;
}

/** How the first looks of such a host end. */
async function looked(tools: UpdateTools) {
  const plan = planUpdate('u-1', 'acquire', tools.settings);
  const { start: state } = updateMachine(plan);
  const at = new Date(START).toISOString();
  const begun = { plan, begunAt: at, at, from: null, target: undefined, events: [], state, open: undefined };
  const look = lookForVersion(updateLog(tools.trail, begun, true), tools);
  return {
    discover: await look({ way: 'there', at: 1, step: 'discover' }),
    eligibility: await look({ way: 'there', at: 2, step: 'eligibility' }),
  };
}

test('a service that saves all the time has not saved in the future', async () => {
  expect(await looked(busyHost())).toEqual({ discover: { kind: 'done' }, eligibility: { kind: 'done' } });
});

test('a host whose updates are off says so first, and all else that stands against a version', async () => {
  const at = new Date(START).toISOString();
  const named = (commit: string) => ({ version: 'v1.1.0', commit, at, why: 'the tests failed' });
  const stateWith = (blocked: readonly object[]) =>
    stateText({
      ...NOTHING,
      blocked,
      not_before: new Date(START + 3_600_000).toISOString(),
      disabled: { reason: 'paused', at, run: null },
    });
  const codes = async (files: Readonly<Record<string, string>>) => {
    const { eligibility: event } = await looked(busyHost(files));
    return event?.kind === 'refused' ? event.reasons.map(({ code }) => code) : event;
  };
  const bad = { 'update_state.json': stateWith([named('b'.repeat(40))]) };
  expect(await codes(bad)).toEqual(['paused', 'waiting', 'blocked']);
  const version = { ...JSON.parse(VERSION), version: 'v1.1.0', floor: 'v1.1.0' };
  const current = { 'update_state.json': stateWith([]), 'version.json': stateText(version) };
  expect(await codes(current)).toEqual(['paused', 'not-newer']);
});
