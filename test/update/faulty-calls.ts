import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { expect } from 'vitest';

import { drawnFrom } from './drawn-number.ts';
import { confirmed, expectConverged, type BotWorld } from './killed-updater.ts';

const TRACER = path.join(import.meta.dirname, 'fault-at-call.py');

/** What a disk answers that fails, that is full, or of which nobody may have more; and how programs say so. */
const DISK_FAULTS = {
  EIO: 'EIO|Input/output error',
  ENOSPC: '[Nn]o space left on device|the disk is full',
  EDQUOT: 'Disk quota exceeded|the disk is full',
} as const;

export type DiskFault = keyof typeof DISK_FAULTS;

/** What happens at a system call; see `fault-at-call.py`. */
export type Fault = 'kill' | 'child' | DiskFault | 'none';

/** A system call that changes a file of the world. */
interface Call {
  readonly call: string;
  readonly file: string;
}

/** Of an undisturbed run, by step. */
export type Calls = Readonly<Record<string, readonly Call[]>>;

interface Told {
  readonly hit: Call | null;
  readonly calls: Calls;
}

/** What an updater is started under, so that its calls below a folder are counted, and one meets a fault. */
export function under(
  below: string,
  at: { readonly step: string; readonly nth: number; readonly fault: Fault },
): readonly string[] {
  return ['python3', TRACER, JSON.stringify({ ...at, below })];
}

function canTrace(): boolean {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  const [program = '', ...args] = under('/', { step: '', nth: 0, fault: 'none' });
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe'] as const;
  return spawnSync(program, [...args, 'true'], { stdio: [...stdio] }).status === 0;
}

/** Whether processes may be followed here, by a Python. */
export const TRACED = canTrace();

/** The steps by which files of the service, or what it comes back from, change. */
export const CHANGING_STEPS = ['snapshot', 'stage', 'switch', 'confirm'] as const;

/** With what it does for files of its own, a recovery makes more calls than that. */
const CALLS_OF_RECOVERY = 100;

/** Where a recovery is killed. */
export function drawnAgain(seed: number): number {
  return 1 + drawnFrom(seed)(CALLS_OF_RECOVERY);
}

const PARTS = Array.from({ length: 20 }, (_, nth) => `part-${nth}.txt`);

/** The next version, each of whose files differs from those of every other version. */
export function releaseParts(world: BotWorld): ReturnType<BotWorld['release']> {
  const mark = `${Date.now()}\n`;
  return world.release(Object.fromEntries(PARTS.map((name) => [name, mark])));
}

/** Brings versions undisturbed: of the first no file was there before, so that the second makes the calls of all others. */
export async function callsOf(world: BotWorld): Promise<Calls> {
  releaseParts(world);
  const first = await world.bot.update();
  expect(first.exitCode, first.stderr).toBe(0);
  releaseParts(world);
  const options = { under: under(world.bot.folder, { step: '', nth: 0, fault: 'none' }) };
  const { exitCode, stderr, told = '' } = await world.bot.update(['run'], options);
  expect(exitCode, stderr).toBe(0);
  const { calls }: Told = JSON.parse(told);
  return calls;
}

/** Some of the calls of a step, by their number from 1: with `others` of them for its entries in the journal, and locks. */
export function someCalls(
  calls: Calls,
  step: string,
  { own, others, seed }: { readonly own: number; readonly others: number; readonly seed: number },
): readonly number[] {
  const drawn = drawnFrom(seed);
  const numbered = (calls[step] ?? []).map(({ file }, at) => ({ nth: at + 1, isOwn: !KEPT.test(file) }));
  const some = (isOwn: boolean, count: number) => {
    const all = numbered.filter((one) => one.isOwn === isOwn);
    // One of each part, so that they lie apart.
    const each = all.length / count;
    return all.length <= count
      ? all
      : Array.from({ length: count }, (_, part) => all[Math.floor(part * each + drawn(Math.floor(each)))]);
  };
  return [...some(true, own), ...some(false, others)].flatMap((one) => one?.nth ?? []);
}

/** The calls of a step that force on the disk what it has written itself, by their number from 1. */
export function forcingCalls(calls: Calls, step: string): readonly number[] {
  return (calls[step] ?? []).flatMap(({ call, file }, at) =>
    FORCING.has(call) && !KEPT.test(file) ? [at + 1] : [],
  );
}

const FORCING: ReadonlySet<string> = new Set(['fsync', 'fdatasync', 'syncfs']);

/** Files by which the updater knows what it has done. */
const KEPT = /\/(?:update_journal|locks\/)/;

export interface FaultAt {
  readonly step: string;
  readonly nth: number;
  readonly fault: Exclude<Fault, 'none'>;
  /** The updater that ends what is left is killed as well, at this call of its own. */
  readonly again?: number;
  /** What is said of the failure. */
  readonly says?: RegExp;
}

type Ended = Awaited<ReturnType<BotWorld['bot']['update']>>;

interface Answer {
  readonly run: string | null;
  readonly result: string | null;
  readonly why: string | null;
  readonly resumes: number;
}

/**
 * Brings a version with a fault at one call, lets the next updater end what is left, and looks whether the old version or
 * the new one is there whole, and told. The world is as ready for the next version as before.
 */
export async function faultedAt(world: BotWorld, at: FaultAt): Promise<'old' | 'new'> {
  const { bot } = world;
  const before = confirmed(bot);
  const { commit } = releaseParts(world);
  const faulty = await bot.update(['run'], { under: under(bot.folder, at) });
  const hit = hitIn(faulty);
  const where = `${JSON.stringify(at)} ${JSON.stringify(hit)}`;
  if (hit !== null) expectFailed(faulty, at, where);
  const wasAgain = at.again !== undefined && (await isKilledAgain(world, at.again));
  const { left, answer } = await endedBy(world, faulty, where);
  expect(answer.resumes, where).toBeLessThanOrEqual(wasAgain ? 2 : 1);
  expect(left.run === null, where).toBe(answer.resumes === 0);
  const isNew = answer.result === 'updated';
  await expectConverged(bot, isNew ? commit : before).catch((error: unknown) => {
    throw new Error(`${where}: ${String(error)}`, { cause: error });
  });
  expectOneVersion(world, where);
  expectTold(world, answer, where);
  await bot.update(['enable', '--ack']);
  if (hit === null) throw new Error(`${where}: the call was not reached: ${answer.why ?? ''}`);
  return isNew ? 'new' : 'old';
}

/** The call that the fault was at; `null`: there was no such call. */
function hitIn({ told = '' }: Ended): Call | null {
  const { hit }: Told = JSON.parse(told);
  return hit;
}

/** Who was killed says nothing, and whoever fails says at which step, and what it met. */
function expectFailed({ exitCode, stdout, stderr }: Ended, at: FaultAt, where: string): void {
  if (at.fault === 'kill') expect(exitCode, where).toBe(null);
  if (at.fault === 'kill' || at.fault === 'child' || exitCode === 0) return;
  const { why = '' }: { why?: string } = stdout === '' ? {} : JSON.parse(stdout);
  const says = DISK_FAULTS[at.fault];
  expect(why === '' ? stderr : why, where).toMatch(
    at.says ?? new RegExp(why === '' ? says : `^${at.step}: .*(?:${says}|ended with)`),
  );
}

/** The next updater ends what is left; how the run ended, whoever ended it. */
async function endedBy(
  { bot }: BotWorld,
  faulty: Ended,
  where: string,
): Promise<{ readonly left: Answer; readonly answer: Answer }> {
  const recovered = await bot.update(['recover']);
  expect(recovered.exitCode, `${where} ${recovered.stderr}`).not.toBe(2);
  const left: Answer = JSON.parse(recovered.stdout);
  const answer: Answer = left.run === null ? JSON.parse(faulty.stdout) : left;
  expect(['updated', 'failed', 'rolled-back'], `${where} ${answer.why ?? recovered.stderr}`).toContain(
    answer.result,
  );
  return { left, answer };
}

/** Whether it was: it may have ended before. */
async function isKilledAgain({ bot }: BotWorld, nth: number): Promise<boolean> {
  const at = { step: 'any', nth, fault: 'kill' } as const;
  return hitIn(await bot.update(['recover'], { under: under(bot.folder, at) })) !== null;
}

/** Every file is of the same version. */
export function expectOneVersion({ bot }: BotWorld, where: string): void {
  const current = path.join(bot.root, 'current');
  const live = existsSync(current) ? current : bot.root;
  const marks = PARTS.map((name) => path.join(live, name)).map((file) => readFileSync(file, 'utf8'));
  expect(new Set(marks).size, where).toBe(1);
}

/** Whoever looks is told of this run, and how it ended. */
function expectTold({ bot }: BotWorld, { run, result, why }: Answer, where: string): void {
  const state: unknown = JSON.parse(readFileSync(path.join(bot.meta, 'update_state.json'), 'utf8'));
  expect(state, where).toMatchObject({ last_run: { id: run, result, why } });
  expect(why === null, where).toBe(result === 'updated');
  const version: unknown = JSON.parse(readFileSync(path.join(bot.meta, 'version.json'), 'utf8'));
  expect(version, where).toMatchObject({ last_attempt: { result } });
}
