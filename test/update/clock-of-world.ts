import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { ROOT } from '../architecture/source-files.ts';
import { botWorld, type BotWorld, type Strategy } from './killed-updater.ts';

export const DAY = 86_400_000;
const CLOCK = pathToFileURL(path.join(ROOT, 'tools/sample-bot/clock-of-world.mjs')).href;

/** A world whose clock is off by as many days as it is told, while ours is the true one. */
export interface ClockWorld extends BotWorld {
  /** Says by how many milliseconds; a program of the world may write there. */
  readonly clock: string;
  jump(days: number): void;
  /** Whether the service has saved since it goes by a clock that is off by so many days. */
  hasSaved(days: number): boolean;
}

export async function clockWorld(
  strategy: Strategy,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<ClockWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lk-clock-'));
  const clock = path.join(folder, 'clock');
  const jump = (days: number) => writeFileSync(clock, String(days * DAY));
  jump(0);
  // What is started takes them along; this process goes by the true clock.
  const before = process.env['NODE_OPTIONS'];
  Object.assign(process.env, { CLOCK_OF_WORLD: clock, NODE_OPTIONS: `--import ${CLOCK}` });
  const world = await botWorld(strategy, settings);
  delete process.env['CLOCK_OF_WORLD'];
  if (before === undefined) delete process.env['NODE_OPTIONS'];
  else process.env['NODE_OPTIONS'] = before;
  return {
    ...world,
    clock,
    jump,
    hasSaved: (days) => {
      const { mtimeMs } = statSync(path.join(world.bot.meta, 'last_save'));
      return Math.abs(mtimeMs - Date.now() - days * DAY) < DAY / 2;
    },
    end: async () => {
      await world.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
