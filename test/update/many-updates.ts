import { lstatSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'vitest';

import type { MadeBot } from '../../tools/sample-bot/made-bot.mjs';
import type { ClockWorld } from './clock-of-world.ts';
import { drawnFrom, type Drawn } from './drawn-number.ts';
import { CHANGING_STEPS, TRACED, under } from './faulty-calls.ts';
import { confirmed, expectConverged, MOMENTS, servicePid, STEPS, type Strategy } from './killed-updater.ts';

interface TurnSight {
  readonly world: ClockWorld;
  /** What runs before it. */
  readonly before: string;
  readonly drawn: Drawn;
}

/** Begins an update that something is wrong with, or nothing, and ends it; what may run then. */
type Turn = (sight: TurnSight) => Promise<readonly string[]>;

const TURNS: Readonly<Record<string, Turn>> = {
  well: async ({ world }) => {
    const { commit } = world.release();
    expect((await world.bot.update()).exitCode).toBe(0);
    return [commit];
  },
  ill: async ({ world, before }) => {
    world.release({ ILL: 'yes' });
    expect((await world.bot.update()).exitCode).toBe(5);
    return [before];
  },
  broken: async ({ world, before }) => {
    world.release({ BROKEN: 'yes' });
    expect((await world.bot.update()).exitCode).toBe(1);
    return [before];
  },
  killed: async (sight) => await killed(sight, 1),
  'killed twice': async (sight) => await killed(sight, 2),
  'a full disk': async ({ world, before, drawn }) => {
    const { commit } = world.release();
    const at = { step: CHANGING_STEPS[drawn(CHANGING_STEPS.length)] ?? '', nth: 1 + drawn(30) };
    const options = TRACED ? { under: under(world.bot.folder, { ...at, fault: 'ENOSPC' }) } : {};
    await world.bot.update(['run'], options);
    await world.bot.update(['recover']);
    return [before, commit];
  },
  'no remote': async ({ world, before }) => {
    const { bot } = world;
    world.release();
    renameSync(bot.remote, `${bot.remote}.gone`);
    expect((await bot.update()).exitCode).toBe(1);
    renameSync(`${bot.remote}.gone`, bot.remote);
    return [before];
  },
  'another time': async ({ world, before, drawn }) => {
    const { commit } = world.release();
    const days = [1, -1, 400, -400][drawn(4)] ?? 0;
    world.jump(days);
    await expect.poll(() => world.hasSaved(days)).toBe(true);
    expect((await world.bot.update()).exitCode).toBe(0);
    world.jump(0);
    await expect.poll(() => world.hasSaved(0)).toBe(true);
    return [before, commit];
  },
  'no pause': async ({ world, before }) => {
    const { bot } = world;
    world.release();
    const pid = servicePid(bot);
    bot.configure({ quiesce_seconds: 1 });
    process.kill(pid, 'SIGSTOP');
    expect((await bot.update()).exitCode).toBe(1);
    process.kill(pid, 'SIGCONT');
    bot.configure({});
    return [before];
  },
};

/** Killed in the update, and perhaps in the recovery as well. */
async function killed({ world, before, drawn }: TurnSight, times: number): Promise<readonly string[]> {
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
  /** What git knows of them. */
  readonly worktrees: number;
  /** Of the supervisor. */
  readonly descriptors: number;
  readonly processes: number;
  /** Files beside others that are not named for good. */
  readonly temporary: readonly string[];
  /** Added to the disk, once the first ones have left all that is kept; `undefined`: there were too few of them. */
  readonly bytesAnUpdate: number | undefined;
}

/** `keep_releases` is 3, and the old version and the new one stay besides; the supervisor and the service go on. */
export function expectNothingLeft({
  processes,
  temporary,
  descriptors,
  bytesAnUpdate,
  ...kept
}: LeftBehind): void {
  expect({ processes, temporary }).toEqual({ processes: 2, temporary: [] });
  expect(bytesAnUpdate ?? 0).toBeLessThan(MOST_BYTES);
  expect(Math.max(...Object.values(kept))).toBeLessThanOrEqual(6);
  expect(descriptors).toBeLessThan(40);
}

/** A release with its snapshot has more. */
const MOST_BYTES = 100_000;
/** So many updates leave all that is kept, whatever goes wrong in some of them. */
const FIRST = 20;

interface Places {
  readonly work: string;
  readonly mirror: string;
  /** Whatever an update writes to. */
  readonly all: readonly string[];
}

function placesOf({ root, folder }: MadeBot, strategy: Strategy): Places {
  const mirror = path.join(strategy === 'releases' ? root : folder, 'mirror.git');
  const work = strategy === 'releases' ? root : `${mirror}.work`;
  return { work, mirror, all: strategy === 'releases' ? [root] : [root, mirror, work] };
}

/** On disk, without the trades that the service writes down. */
function bytesOf({ all }: Places): number {
  const files = all.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
  );
  const own = files.filter((file) => !file.endsWith('/trades.log'));
  return own.reduce((sum, file) => sum + lstatSync(file).blocks * 512, 0);
}

async function leftBehind(
  { bot }: ClockWorld,
  { work, mirror, all }: Places,
): Promise<Omit<LeftBehind, 'bytesAnUpdate'>> {
  const { supervisor }: { supervisor: { pid: number } } = JSON.parse(
    readFileSync(path.join(bot.meta, 'service_status.json'), 'utf8'),
  );
  return {
    releases: readdirSync(path.join(work, 'releases')).length,
    backups: readdirSync(path.join(work, 'backups')).length,
    worktrees: readdirSync(path.join(mirror, 'worktrees')).length,
    descriptors: readdirSync(`/proc/${supervisor.pid}/fd`).length,
    processes: await processesOf(bot.folder),
    temporary: all.flatMap(temporaryBelow),
  };
}

/** What git, tar and the updater write first under another name, and locks. */
function temporaryBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?:^|\/)(?:tmp_|\.lockkeeper-|\.current-|\.restored-)|\.(?:tmp|new|lock)$/.test(name),
  );
}

/** How many processes a world has started, or that one of those has, once those that are about to end have. */
async function processesOf(folder: string): Promise<number> {
  for (let tries = 0; tries < 50 && processesNow(folder) > 2; tries += 1) await pause(100);
  return processesNow(folder);
}

function processesNow(folder: string): number {
  const mark = `XDG_STATE_HOME=${path.join(folder, 'state')}\0`;
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark);
    } catch {
      // It has ended.
      return false;
    }
  }).length;
}

/**
 * So many updates in a row, each with another fault or none, in the order that the seed draws: after each the old version or
 * the new one runs whole and healthy.
 *
 * @returns what is left behind at the end
 */
export async function updatesInARow(
  world: ClockWorld,
  strategy: Strategy,
  { seed, count }: { readonly seed: number; readonly count: number },
): Promise<LeftBehind> {
  const drawn = drawnFrom(seed);
  const places = placesOf(world.bot, strategy);
  const half = Math.floor(count / 2);
  let [left, bytes]: [string[], number] = [[], 0];
  for (let turn = 0; turn < count; turn += 1) {
    if (turn === half) bytes = bytesOf(places);
    if (left.length === 0) left = Object.keys(TURNS);
    const before = confirmed(world.bot);
    const [kind = ''] = left.splice(drawn(left.length), 1);
    const told = `turn ${turn} of seed ${seed}: ${kind}`;
    const allowed = (await TURNS[kind]?.({ world, before, drawn })) ?? [];
    const now = confirmed(world.bot);
    expect(allowed, told).toContain(now);
    await expectConverged(world.bot, now).catch((error: unknown) => {
      throw new Error(`${told}: ${String(error)}`, { cause: error });
    });
    await world.bot.update(['enable', '--ack']);
  }
  const bytesAnUpdate = half < FIRST ? undefined : (bytesOf(places) - bytes) / (count - half);
  return { ...(await leftBehind(world, places)), bytesAnUpdate };
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
