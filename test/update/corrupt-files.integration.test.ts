import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { botWorld, confirmed, expectConverged, servicePid, type BotWorld } from './killed-updater.ts';

/** What was written there before; `undefined`: nothing. */
function textIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

describe('an updater', () => {
  let world: BotWorld;
  beforeAll(async () => {
    world = await botWorld('releases');
  });
  afterAll(async () => await world.end());

  const meta = 'bot_persistence/live/meta';
  const at = (file: string) => path.join(world.bot.root, file);

  test.each<readonly [string, string, readonly string[], number]>([
    ['config/update.toml', '[update]\nchannel = ', ['run'], 2],
    ['config/update.toml', '[update]\nchannel = "stabel"\n', ['run'], 2],
    [`${meta}/version.json`, '{"schema_version":1,', ['run'], 2],
    [`${meta}/version.json`, '{"schema_version":2}', ['run'], 2],
    [`${meta}/update_state.json`, '', ['run'], 2],
    [`${meta}/update_state.json`, '{"schema_version":1}', ['apply'], 2],
    [`${meta}/staged.json`, '{"schema_version":1,', ['apply'], 2],
  ])(
    'whose %s says %j begins nothing, names it, and leaves it as it is [row 3.43]',
    async (...[file, text, args, code]) => {
      const { bot } = world;
      world.release();
      const [pid, commit, journal] = [
        servicePid(bot),
        confirmed(bot),
        textIn(at(`${meta}/update_journal.jsonl`)),
      ];
      const before = textIn(at(file));
      writeFileSync(at(file), text);
      const { exitCode, stdout, stderr } = await bot.update(args);
      expect([textIn(at(file)), textIn(at(`${meta}/update_journal.jsonl`))]).toEqual([text, journal]);
      if (before === undefined) rmSync(at(file));
      else writeFileSync(at(file), before);
      expect({ exitCode, told: stdout + stderr }).toEqual({
        exitCode: code,
        told: expect.stringContaining(file),
      });
      expect(servicePid(bot)).toBe(pid);
      await expectConverged(bot, commit);
      await bot.update(['enable', '--ack']);
    },
  );

  test.each([[['run']], [['run', '--dry-run']]])(
    'that cannot make its mirror names the place: %j',
    async (args) => {
      const { bot } = world;
      bot.configure({ mirror: at('config/update.toml/mirror.git') });
      const { exitCode, stdout } = await bot.update(args);
      bot.configure({});
      expect({ exitCode, stdout }).toEqual({
        exitCode: 2,
        stdout: expect.stringMatching(/update\.toml\/mirror\.git\S* was not written: /),
      });
    },
  );

  test.each([
    ['beginning', 'update.begun'],
    ['last step', 'update.done'],
  ])(
    'whose journal has a damaged %s of a run that was left takes nothing for ended, and goes on once it is put right [row 3.17]',
    async (_, event) => {
      const { bot } = world;
      const { commit } = world.release();
      const journal = at(`${meta}/update_journal.jsonl`);
      expect(await bot.update(['run'], { killAt: 'behind intent health' })).toMatchObject({ exitCode: null });
      const text = readFileSync(journal, 'utf8');
      const lines = text.split('\n');
      const line = lines.findLastIndex((one) => one.includes(`"${event}"`));
      writeFileSync(
        journal,
        lines.with(line, lines[line]?.replace('lockkeeper', 'l0ckkeeper') ?? '').join('\n'),
      );
      const damaged = readFileSync(journal, 'utf8');
      for (const args of [['run'], ['recover'], ['recover', '--before-start']]) {
        const { exitCode, stderr } = await bot.update(args);
        expect({ exitCode, stderr }).toEqual({
          exitCode: 2,
          stderr: expect.stringContaining(`${meta}/update_journal.jsonl:${line + 1} cannot be believed.`),
        });
      }
      expect(readFileSync(journal, 'utf8')).toBe(damaged);
      writeFileSync(journal, text);
      expect(JSON.parse((await bot.update(['recover'])).stdout)).toMatchObject({ result: 'updated' });
      await expectConverged(bot, commit);
    },
  );
});
