import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

const PAGE = path.join(import.meta.dirname, '../../../../../docs/updates.md');

let root = '';

beforeAll(() => {
  root = temporaryFolder();
  mkdirSync(path.join(root, 'config'));
  mkdirSync(path.join(root, 'bot_persistence/live/meta'), { recursive: true });
});

afterAll(removeTemporaryFolders);

function write(file: string, text: string): void {
  writeFileSync(path.join(root, file), text);
}

const update = (args: readonly string[], env: Record<string, string> = {}) =>
  runMain(['update', ...args], { cwd: root, env });

const settings = z.array(
  z.strictObject({
    key: z.string(),
    value: z.unknown(),
    source: z.looseObject({ kind: z.enum(['environment', 'file', 'default']) }),
  }),
);

/** What other programs rely on, written a second time so that a slip in the types shows. */
const explainContract = z.strictObject({
  schema_version: z.literal(1),
  path: z.literal('config/update.toml'),
  is_there: z.boolean(),
  settings,
  advice: z.array(z.strictObject({ id: z.string(), key: z.string(), message: z.string() })),
});

describe('lockkeeper update explain', () => {
  test('shows each value and what set it [row 3.40] [row 3.41] [row 3.42]', async () => {
    write('config/update.toml', '[update]\nchannel = "main"\ninterval_minutes = 30\n');
    const env = { BOT_AUTO_UPDATE: '0', BOT_UPDATE_INTERVAL: '15', BOT_UPDATE_CHANNEL: 'main' };
    const { exitCode, stdout } = await update(['explain', '--format', 'json'], env);
    expect(exitCode).toBe(0);
    const answer = explainContract.parse(JSON.parse(stdout));
    const sources = Object.fromEntries(answer.settings.map((one) => [one.key, [one.value, one.source]]));
    expect(sources).toMatchObject({
      enabled: [false, { kind: 'environment', variable: 'BOT_AUTO_UPDATE' }],
      interval_minutes: [15, { kind: 'environment', variable: 'BOT_UPDATE_INTERVAL' }],
      channel: ['main', { kind: 'environment', variable: 'BOT_UPDATE_CHANNEL' }],
      auto_restart: [true, { kind: 'default' }],
    });
    expect(answer.advice.map(({ id }) => id)).toContain('main-verifies-commits');
    const pretty = await update(['explain'], { BOT_AUTO_UPDATE: '1' });
    expect(readFileSync(PAGE, 'utf8')).toContain(`$ lockkeeper update explain\n${pretty.stdout}\`\`\`\n`);
  });

  test('shows no password, wherever an address holds one', async () => {
    const address = 'postgres://bot:s3cret@db/x';
    const database = `database = { backup = ["pg_dump", "${address}"], restore = ["true"] }`;
    write(
      'config/update.toml',
      `[update]\nremote = "http::http://ada:s3cret@example.com/x.git"\n${database}\n`,
    );
    for (const format of ['json', 'pretty']) {
      const { exitCode, stdout } = await update(['explain', '--format', format]);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('****@example.com');
      expect(stdout).not.toContain('s3cret');
    }
  });

  test('shows the place of a mistake, and no default in its place', async () => {
    write('config/update.toml', '[update]\nchanel = "main"\n');
    const { exitCode, stdout, stderr } = await update(['explain', '--format', 'json'], {
      BOT_UPDATE_INTERVAL: 'hourly',
    });
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'undetermined',
      error: { problems: [{ path: 'config/update.toml', line: 2, column: 1 }] },
    });
    expect(stderr).toContain('BOT_UPDATE_INTERVAL');
  });
});

describe('lockkeeper update status', () => {
  const status = ['status', '--profile', 'live', '--format', 'json'];
  const meta = 'bot_persistence/live/meta';

  test('shows what was written, and nothing where nothing was [row 3.43]', async () => {
    expect(JSON.parse((await update(status)).stdout)).toMatchObject({
      profile: 'live',
      host: hostname(),
      version: null,
      state: { last_run: null, failure_count: 0, disabled: null },
      alarm: null,
    });
    const version = {
      schema_version: 1,
      version: 'v1.0.0',
      commit: 'a'.repeat(40),
      updated_at: '2026-11-24T03:00:00.000Z',
      previous: null,
      floor: 'v1.0.0',
      last_attempt: null,
    };
    write(`${meta}/version.json`, JSON.stringify(version));
    const { exitCode, stdout } = await update(status);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schema_version: 1, version });
    const banner = {
      schema_version: 1,
      level: 'critical',
      code: 'rolled-back',
      title: 'v1.1.0 was rolled back. v1.0.0 runs again.',
      why: 'health: it answered 503',
      since: '2026-11-24T03:00:00.000Z',
      run: 'u-1',
      version_from: null,
      version_to: null,
      next_window: null,
    };
    write(`${meta}/banner.json`, JSON.stringify(banner));
    expect(JSON.parse((await update(status)).stdout)).toMatchObject({ banner, alarm: 'failed' });
    const pretty = await update(status.slice(0, 3));
    expect(pretty.stdout).toMatch(/^last message +v1\.1\.0 was rolled back\. v1\.0\.0 runs again\./m);
    expect(pretty.stdout).toMatch(/^running +v1\.0\.0 \(aaaaaaaaaaaa\) since 2026-11-24T03:00:00\.000Z$/m);
  });

  test('says what to do about a run that has not ended', async () => {
    const run = { id: 'u-1', at: '2026-11-24T03:00:00.000Z', result: null, why: null };
    const nothing = { today: null, not_before: null, clock: null, blocked: [], disabled: null };
    const state = { schema_version: 1, last_run: run, failure_count: 0, ...nothing };
    write(`${meta}/update_state.json`, JSON.stringify(state));
    const { stdout } = await update(status.slice(0, 3));
    expect(stdout).toMatch(/^last run +not ended at 2026-11-24T03:00:00\.000Z$/m);
    expect(stdout).toMatch(/^next +.* run lockkeeper update recover --profile live\.$/m);
  });

  test.each([
    ['corrupt', '{"schema_version":1,'],
    ['of a newer form', '{"schema_version":2}'],
    ['of another shape', '{"schema_version":1}'],
  ])('says so where a file is %s [row 3.43]', async (_, text) => {
    write(`${meta}/update_state.json`, text);
    const { exitCode, stdout, stderr } = await update(status);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'undetermined', error: { kind: 'not-judged' } });
    expect(stderr).toContain(`${meta}/update_state.json cannot be used`);
  });

  test('alone minds a banner that cannot be read: a person may still pause updates', async () => {
    rmSync(path.join(root, meta, 'update_state.json'));
    write(`${meta}/banner.json`, '{"schema_version":1}');
    const { exitCode, stderr } = await update(status);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`${meta}/banner.json cannot be used`);
    expect(await update(['pause', '--profile', 'live'])).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('reads no file elsewhere', async () => {
    const { exitCode, stderr } = await update(['status', '--profile', '../live']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('no name of a profile');
  });
});

describe('a profile that is not there', () => {
  test.each([
    [['status']],
    [['history']],
    [['run']],
    [['run', '--dry-run']],
    [['apply']],
    [['pause']],
    [['verify-setup']],
    [['recover', '--before-start']],
  ])('is none that %j makes: it names those that are', async (args) => {
    write('config/update.toml', '');
    const { exitCode, stderr } = await update([...args, '--profile', 'life']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining('no profile life: there is live. Did you mean live?'),
    });
    expect(readdirSync(path.join(root, 'bot_persistence'))).toEqual(['live']);
  });
});
