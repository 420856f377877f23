import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ROOT } from '../architecture/source-files.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { botWorld, confirmed, expectConverged, type BotWorld } from './killed-updater.ts';

const bin = postgresql.kind === 'ready' ? postgresql.bin : '';
const missing = ['pg_dump', 'psql'].filter((name) => !existsSync(path.join(bin, name)));
const why =
  postgresql.kind === 'unavailable'
    ? postgresql.reason
    : missing.length > 0
      ? `${bin} has no ${missing.join(' and no ')}`
      : undefined;

const BEFORE = `
  CREATE TABLE trades (id serial PRIMARY KEY, price int NOT NULL);
  CREATE TABLE notes (text text);
  CREATE INDEX trades_price ON trades (price);
  INSERT INTO trades (price) VALUES (10), (20);
  INSERT INTO notes VALUES ('kept');`;

/** What pg_restore --clean alone does not take back: a table that the new version made leads to one of the old. */
const MIGRATION = `
  ALTER TABLE trades RENAME price TO cents;
  UPDATE trades SET cents = cents * 100;
  INSERT INTO trades (cents) VALUES (3000);
  DROP TABLE notes;
  CREATE TABLE fees (trade int REFERENCES trades (id));
  INSERT INTO fees SELECT id FROM trades;`;

describe.skipIf(why !== undefined)(
  `a service with PostgreSQL${why === undefined ? '' : `: skipped, ${why}`}`,
  () => {
    let world: BotWorld;
    let database: ScratchDatabase;

    beforeAll(async () => {
      database = await scratchDatabase();
      await database.query(BEFORE);
      const psql = [path.join(bin, 'psql'), '-X', '-1', '-v', 'ON_ERROR_STOP=1', '-d', database.url];
      world = await botWorld('releases', {
        // As docs/updates.md says.
        database: {
          backup: [path.join(bin, 'pg_dump'), '-f', '{file}', database.url],
          restore: [...psql, '-c', 'DROP SCHEMA public CASCADE; CREATE SCHEMA public', '-f', '{file}'],
        },
      });
    });
    afterAll(async () => {
      await world.end();
      await database.drop();
    });

    const seen = async () => ({
      schema: await database.dump(),
      trades: await database.query('SELECT * FROM trades ORDER BY id'),
    });

    test('gets code and database back together where the new version migrates it and is ill [row 3.25]', async () => {
      const { bot } = world;
      const [before, commit] = [await seen(), confirmed(bot)];
      const migrate = [
        path.join(bin, 'psql'),
        ['-d', database.url, '-v', 'ON_ERROR_STOP=1', '-c', MIGRATION],
      ];
      const code = readFileSync(path.join(ROOT, 'tools/sample-bot/v1/bot.mjs'), 'utf8');
      const migrating = `${code}\nexecFileSync(...${JSON.stringify(migrate)});\n`;
      const { commit: next } = world.release({ 'bot.mjs': migrating, ILL: 'yes' });
      const updating = bot.update();
      await bot.runs(next);
      await expect.poll(async () => (await seen()).trades).toHaveLength(3);
      const { exitCode, stdout } = await updating;
      expect(exitCode, stdout).toBe(5);
      await expectConverged(bot, commit);
      expect(await seen()).toEqual(before);
      expect(await database.query('SELECT * FROM notes')).toEqual([{ text: 'kept' }]);
      expect(await database.query("SELECT to_regclass('fees') AS fees")).toEqual([{ fees: null }]);
    });
  },
);
