import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { MadeBot } from '../../tools/sample-bot/made-bot.mjs';
import {
  callsOf,
  CHANGING_STEPS,
  expectOneVersion,
  releaseParts,
  someCalls,
  TRACED,
  under,
  type Calls,
} from './faulty-calls.ts';
import {
  botWorld,
  confirmed,
  expectConverged,
  killService,
  mixedStarts,
  type BotWorld,
  type Strategy,
} from './killed-updater.ts';

/**
 * A disk that a power cut empties of all that nobody forced: ext4 in a file, which writes nothing back by itself for ten
 * minutes. What is in the file when all programs are killed is what the disk would have.
 */
interface Disk {
  /** Absolute. */
  readonly folder: string;
  /** Forces all of it. */
  force(): void;
  /** The same folder as a machine finds it that starts again. Whoever had a file of it open was killed. */
  cut(): Promise<void>;
  remove(): void;
}

const run = (word: string, ...args: readonly string[]) => spawnSync(word, args, { encoding: 'utf8' });

function mustRun(word: string, ...args: readonly string[]): void {
  const { status, stderr, error } = run(word, ...args);
  if (status !== 0) throw new Error(`${word} ${args.join(' ')}: ${stderr}${String(error ?? '')}`);
}

/** Without what ext4 forces for programs that forget to, and with names and contents apart. */
const OPTIONS = 'loop,commit=600,noauto_da_alloc,data=ordered';

function makeDisk(): Disk {
  const outside = mkdtempSync(path.join(tmpdir(), 'lk-power-'));
  const folder = path.join(outside, 'disk');
  let count = 0;
  const image = () => path.join(outside, `image-${count}`);
  const mount = () => mustRun('mount', '-o', OPTIONS, image(), folder);
  mkdirSync(folder);
  mustRun('truncate', '--size=192M', image());
  mustRun('mkfs.ext4', '-q', '-F', image());
  mount();
  return {
    folder,
    force: () => mustRun('sync', '-f', folder),
    cut: async () => {
      const before = image();
      count += 1;
      mustRun('cp', '--sparse=always', before, image());
      // What was killed may hold a file for a moment.
      for (let tries = 0; run('umount', folder).status !== 0; tries += 1) {
        if (tries > 200) throw new Error(`${folder} is used by somebody.`);
        await pause(100);
      }
      rmSync(before);
      mount();
    },
    remove: () => {
      run('umount', '--lazy', folder);
      rmSync(outside, { recursive: true, force: true });
    },
  };
}

async function mayCut(): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  let disk: Disk | undefined;
  try {
    disk = makeDisk();
    // A disk that loses nothing shows nothing.
    writeFileSync(path.join(disk.folder, 'forgotten'), 'x');
    await disk.cut();
    return !existsSync(path.join(disk.folder, 'forgotten'));
  } catch {
    // Loop devices are not for everybody.
    return false;
  } finally {
    disk?.remove();
  }
}

const MAY_CUT = await mayCut();
const WHY = MAY_CUT ? '' : 'skipped: no disk may be mounted here: ';

/** All that runs ends at once, and what was not forced is gone. The service starts again as at a boot. */
async function cutPower(disk: Disk, bot: MadeBot): Promise<void> {
  await killService(bot);
  await disk.cut();
}

interface PowerCuts {
  readonly strategy: Strategy;
  /** Right behind the entry of the journal that says that a step is done, or that it begins. */
  readonly moments: readonly string[];
  /** In the middle of each step that changes files, before so many system calls of its own. */
  readonly callsOfStep: number;
}

const SEED = Number(process.env['LOCKKEEPER_SEED'] ?? 20_261_126);

export function describePowerCuts({ strategy, moments, callsOfStep }: PowerCuts): void {
  describe.skipIf(!MAY_CUT)(`${WHY}a power cut during an update by strategy ${strategy}`, () => {
    let disk: Disk;
    let world: BotWorld;
    let calls: Calls;
    beforeAll(async () => {
      disk = makeDisk();
      world = await botWorld(strategy, { health_seconds: 10 }, disk.folder);
      calls = TRACED ? await callsOf(world) : {};
    });
    afterAll(async () => {
      await world.bot.end();
      disk.remove();
    });

    /** @param updated an update that all power is cut behind */
    async function expectWhole(updated: () => Promise<unknown>, where: string): Promise<void> {
      const { bot } = world;
      const before = confirmed(bot);
      const { commit } = releaseParts(world);
      disk.force();
      await updated();
      await cutPower(disk, bot);
      // What the service lost of its own is its own.
      for (const name of ['trades.log', 'starts.log'])
        writeFileSync(path.join(bot.root, 'bot_persistence/live', name), '');
      await bot.superviseAnew();
      // It makes the version whole before it starts it.
      await expect.poll(async () => await bot.health(), { timeout: 30_000 }).toBeDefined();
      expect(mixedStarts(bot), where).toEqual([]);
      const recovered = await bot.update(['recover']);
      expect([0, 1, 5], where + recovered.stderr).toContain(recovered.exitCode);
      const now = confirmed(bot);
      expect([before, commit], where).toContain(now);
      await expectConverged(bot, now);
      expectOneVersion(world, where);
      const { runs }: { runs: readonly { result: string | null }[] } = JSON.parse(
        (await bot.update(['history'])).stdout,
      );
      expect(['updated', 'failed', 'rolled-back'], where).toContain(runs[0]?.result);
      await bot.update(['enable', '--ack']);
    }

    test.each(moments)(
      '%s leads to the old or the new version, whole [row 3.02] [row 3.21]',
      async (killAt) => {
        await expectWhole(async () => {
          expect(await world.bot.update(['run'], { killAt })).toMatchObject({ exitCode: null });
        }, killAt);
      },
      300_000,
    );

    test.skipIf(!TRACED).each(CHANGING_STEPS)(
      `${TRACED ? '' : 'skipped: no process can be followed here: '}in the middle of %s leads to the old or the new version, whole [row 3.02]`,
      async (step) => {
        const some = someCalls(calls, step, { own: callsOfStep, others: 0, seed: SEED });
        expect(some).not.toEqual([]);
        for (const nth of some) {
          const options = { under: under(disk.folder, { step, nth, fault: 'kill' }) };
          await expectWhole(
            async () => await world.bot.update(['run'], options),
            `call ${nth} of ${step}, seed ${SEED}: `,
          );
        }
      },
      7_200_000,
    );

    test('and the next version comes as ever', async () => {
      const { commit } = world.release();
      const { exitCode, stdout, stderr } = await world.bot.update();
      expect(exitCode, stdout + stderr).toBe(0);
      await expectConverged(world.bot, commit);
    });
  });
}
