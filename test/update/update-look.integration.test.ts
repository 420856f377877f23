import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { installBot } from '../../tools/sample-bot/made-bot.mjs';
import type { Strategy } from './killed-updater.ts';

const AS_MIA = ['-c', 'user.name=Mia', '-c', 'user.email=mia@example.com'];

interface Answer {
  /** `null`: nothing was looked at that stayed as it was. */
  readonly run: string | null;
  readonly result: string;
  readonly codes: readonly string[];
}

describe.each<Strategy>(['releases', 'inplace'])(
  'an update by strategy %s that finds nothing new',
  (strategy) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lk-look-'));
    let installed: Awaited<ReturnType<typeof installBot>>;
    let kept: string;
    const live = () => path.join(installed.bot.root, strategy === 'releases' ? 'current' : '.');
    const meta = (name: string) => path.join(installed.bot.meta, name);
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', live(), ...args], { stdio: 'ignore' });
    const ask = async (options = {}): Promise<Answer> =>
      JSON.parse((await installed.bot.update(['run'], options)).stdout || '{}');

    beforeAll(async () => {
      installed = await installBot(folder, strategy);
      kept = path.join(installed.bot.meta, 'update_look.json');
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    beforeEach(async () => {
      writeFileSync(meta('last_save'), '');
      // The first run makes the mirror, and the next one looks at that.
      for (let runs = 0; runs < 4; runs += 1) if ((await ask()).run === null) return;
      throw new Error('It looks at all again and again.');
    });

    test('is answered as before while nothing has changed', async () => {
      const asked = await ask();
      const written = readFileSync(meta('update_state.json'), 'utf8');
      const { exitCode, stdout, stderr } = await installed.bot.lockkeeper([
        'update',
        'run',
        '--profile',
        'live',
      ]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(readFileSync(meta('update_state.json'), 'utf8')).toBe(written);
      rmSync(kept);
      expect(await ask()).toEqual({ ...asked, run: expect.any(String) });
      rmSync(kept);
      const whole = await installed.bot.lockkeeper(['update', 'run', '--profile', 'live']);
      expect(whole.stdout).toBe(stdout);
      expect(whole.stderr.split('\n'), 'nothing was begun that could be taken back').toContain('report');
    });

    test('is answered so for a day, and who watches that a timer comes sees that it came', async () => {
      laterBy(86_400_000 - 60_000);
      const before = new Date(Date.now() - 7_200_000);
      utimesSync(meta('update.prom'), before, before);
      expect((await ask()).run).toBeNull();
      rmSync(kept);
      expect(statSync(meta('update.prom')).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
    });

    test('looks at all again once a key has expired', async () => {
      const pins = path.join(folder, 'pins/allowed_signers');
      const text = readFileSync(pins, 'utf8');
      const [, type, key] = text.split(/\s+/);
      const until = new Date(Date.now() + 1_800_000).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
      appendFileSync(pins, `leo@example.com valid-before="${until}" ${type} ${key}\n`);
      await ask();
      const before = await ask();
      laterBy(1_800_000);
      const behind = await ask();
      writeFileSync(pins, text);
      expect([before.run, behind.run]).toEqual([null, expect.any(String)]);
    });

    test.each<readonly [string, () => void]>([
      ['the settings', () => installed.bot.configure({ fetch_timeout_seconds: 31 })],
      [
        'a variable',
        () => Object.assign(installed.env, { BOT_UPDATE_INTERVAL: String(Date.now() % 10_000) }),
      ],
      ['who is trusted', () => rewrite(path.join(folder, 'pins/allowed_signers'))],
      ['what runs', () => rewrite(meta('version.json'))],
      ['the state', () => rewrite(meta('update_state.json'))],
      ['the journal', () => writeFileSync(meta('update_journal.jsonl'), '')],
      [
        'the main branch of the remote',
        () => {
          installed.bot.git('commit', '--quiet', '--allow-empty', '--message', 'more');
          installed.bot.git('push', '--quiet', 'origin', 'main');
        },
      ],
      ['a tag of the remote', () => installed.bot.git('push', '--quiet', 'origin', 'HEAD:refs/tags/other')],
      [
        'the mirror',
        () => rmSync(path.join(folder, strategy === 'releases' ? 'service' : '', 'mirror.git/config')),
      ],
      ['who may write what was kept', () => chmodSync(kept, 0o666)],
      ['the time, behind all that it holds for', () => laterBy(heldFor())],
      ['the clock, which goes backwards', () => laterBy(-60_000)],
      ['what the service saved, which is gone', () => rmSync(meta('last_save'))],
      ['what the service saved, which is too old by now', () => utimesSync(meta('last_save'), 0, 0)],
      ['what was kept, which is no JSON now', () => writeFileSync(kept, '{')],
      ['what was kept, which says nothing now', () => writeFileSync(kept, '{"schema_version":1}')],
    ])('looks at all again behind a change of %s', async (_, change) => {
      change();
      expect((await ask()).run).toEqual(expect.any(String));
    });

    test.each<readonly [string, () => void]>([
      ['an edit', () => writeFileSync(path.join(live(), 'first.mjs'), 'changed\n')],
      ['a file that nobody knows', () => writeFileSync(path.join(live(), 'unknown.mjs'), '')],
      ['another commit', () => git(...AS_MIA, 'commit', '--quiet', '--allow-empty', '--message', 'x')],
    ])('looks at all again while there is %s in the working tree', async (_, change) => {
      change();
      const runs = [(await ask()).run, (await ask()).run];
      git('checkout', '--quiet', '--force', 'HEAD');
      git('clean', '--quiet', '-fd');
      git('checkout', '--quiet', '--detach', installed.first);
      expect(runs).toEqual([expect.any(String), expect.any(String)]);
    });

    test('is answered so while nothing was saved where the service has nothing to save', async () => {
      installed.bot.configure({ max_save_age_minutes: 0 });
      rmSync(meta('last_save'));
      await ask();
      const { run } = await ask();
      installed.bot.configure({});
      expect(run).toBeNull();
    });

    test('is not what somebody is told who asks for something else', async () => {
      const { stdout } = await installed.bot.update(['run', '--dry-run']);
      expect(JSON.parse(stdout)).not.toHaveProperty('run');
      const { run } = JSON.parse((await installed.bot.update(['acquire'])).stdout);
      expect(run).not.toBeNull();
    });

    /** The same text in a new file. */
    function rewrite(file: string): void {
      const text = readFileSync(file);
      rmSync(file);
      writeFileSync(file, text);
    }

    function heldFor(): number {
      const { at, until } = look();
      return until - at;
    }

    function look(): { readonly at: number; readonly until: number } {
      return JSON.parse(readFileSync(kept, 'utf8'));
    }

    function laterBy(ms: number): void {
      const { at, until } = look();
      writeFileSync(kept, JSON.stringify({ ...look(), at: at - ms, until: until - ms }));
    }
  },
);
