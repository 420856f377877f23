import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'vitest';

import type { MadeBot } from '../../tools/sample-bot/made-bot.mjs';
import {
  confirmed,
  expectConverged,
  MOMENTS,
  STEPS,
  type BotWorld,
  type Strategy,
} from './killed-updater.ts';

type Drawn = (count: number) => number;

/** The same numbers for the same seed: a linear congruential generator, as in Numerical Recipes. */
export function drawnFrom(seed: number): Drawn {
  let state = seed >>> 0;
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

/** Each begins an update that something is wrong with, or nothing, and ends it; what must run then. */
const TURNS: readonly ((at: {
  world: BotWorld;
  before: string;
  drawn: Drawn;
}) => Promise<readonly string[]>)[] = [
  async ({ world }) => {
    const { commit } = world.release();
    expect((await world.bot.update()).exitCode).toBe(0);
    return [commit];
  },
  async ({ world, before }) => {
    world.release({ ILL: 'yes' });
    expect((await world.bot.update()).exitCode).toBe(5);
    return [before];
  },
  async ({ world, before }) => {
    world.release({ BROKEN: 'yes' });
    expect((await world.bot.update()).exitCode).toBe(1);
    return [before];
  },
  async ({ world, before, drawn }) => await killed({ world, before, drawn }, 1),
  async ({ world, before, drawn }) => await killed({ world, before, drawn }, 2),
];

/** Killed in the update, and perhaps in the recovery as well. */
async function killed(
  { world, before, drawn }: { world: BotWorld; before: string; drawn: Drawn },
  times: number,
): Promise<readonly string[]> {
  const { commit } = world.release();
  const at = () => `${MOMENTS[drawn(MOMENTS.length)] ?? ''} ${STEPS[drawn(STEPS.length)] ?? ''}`;
  await world.bot.update(['run'], { killAt: at() });
  if (times > 1) await world.bot.update(['recover'], { killAt: at() });
  await world.bot.update(['recover']);
  return [before, commit];
}

/** What of a host grows where something is left behind. */
interface LeftBehind {
  readonly releases: number;
  readonly backups: number;
  /** Of the supervisor. */
  readonly descriptors: number;
  readonly processes: number;
  /** Files beside the state that are not named for good. */
  readonly temporary: number;
}

/** `keep_releases` is 3, and the old version and the new one stay besides. */
export function expectNothingLeft({
  releases,
  backups,
  descriptors,
  processes,
  temporary,
}: LeftBehind): void {
  expect({ processes, temporary }).toEqual({ processes: 2, temporary: 0 });
  expect(Math.max(releases, backups)).toBeLessThanOrEqual(6);
  expect(descriptors).toBeLessThan(40);
}

function leftBehind({ bot }: BotWorld, strategy: Strategy): LeftBehind {
  const work = strategy === 'releases' ? bot.root : path.join(bot.folder, 'mirror.git.work');
  const count = (name: string) => readdirSync(path.join(work, name)).length;
  const { supervisor }: { supervisor: { pid: number } } = JSON.parse(
    readFileSync(path.join(bot.meta, 'service_status.json'), 'utf8'),
  );
  return {
    releases: count('releases'),
    backups: count('backups'),
    descriptors: readdirSync(`/proc/${supervisor.pid}/fd`).length,
    processes: processesBelow(bot.folder),
    temporary: readdirSync(bot.meta).filter((name) => name.includes('.tmp') || name.includes('.new')).length,
  };
}

/** How many work in a folder below: the supervisor and the service do. */
function processesBelow(folder: string): number {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      // It has ended.
      return false;
    }
  }).length;
}

/**
 * So many updates in a row, each with a fault that the seed draws, or none: after each the old version or the new one runs
 * whole and healthy.
 *
 * @returns what is left behind at the end
 */
export async function updatesInARow(
  world: BotWorld,
  strategy: Strategy,
  { seed, count }: { readonly seed: number; readonly count: number },
): Promise<LeftBehind> {
  const drawn = drawnFrom(seed);
  for (let turn = 0; turn < count; turn += 1) {
    const before = confirmed(world.bot);
    const kind = drawn(TURNS.length);
    const allowed = (await TURNS[kind]?.({ world, before, drawn })) ?? [];
    const now = confirmed(world.bot);
    expect(allowed, `turn ${turn} of seed ${seed}, kind ${kind}`).toContain(now);
    await expectConverged(world.bot, now);
    await world.bot.update(['enable', '--ack']);
  }
  return leftBehind(world, strategy);
}

/** Brings versions until the service has ended a thousand trades more, and began none that it did not end. */
export async function expectThousandTrades(
  bot: Pick<MadeBot, 'data' | 'cutTrades'>,
  bringNext: () => Promise<void>,
): Promise<void> {
  const ended = () =>
    bot
      .data('trades.log')
      .split('\n')
      .filter((line) => line.startsWith('end ')).length;
  const from = ended();
  while (ended() < from + 1000) {
    await bringNext();
    await pause(3000);
  }
  expect(bot.cutTrades()).toEqual([]);
}
