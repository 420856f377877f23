import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { installBot } from '../../tools/sample-bot/made-bot.mjs';

const HAS_PIP = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lk-deps-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const IGNORED = { '.gitignore': 'bot_persistence/\nconfig/\n.deps/\n' };

async function acquired(
  settings: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>> & { readonly codes: readonly string[] }> {
  const { bot } = await installBot(folder, 'releases', settings);
  bot.release('v1.1.0', { ...IGNORED, ...files });
  return JSON.parse((await bot.update(['acquire'])).stdout);
}

describe('a version with other dependencies [row 3.49]', () => {
  test.each(['requirements.lock', 'package-lock.json'])(
    'is not taken by default, which a person hears of (%s)',
    async (file) => {
      const { codes, level, why } = await acquired({}, { [file]: 'x==1\n' });
      expect({ codes, level }).toEqual({ codes: ['deps-changed'], level: 'warning' });
      expect(why).toContain(file);
    },
  );

  test('is taken where nobody shall look', async () => {
    const lock = { 'requirements.lock': 'x==1\n' };
    expect(await acquired({ deps_policy: 'ignore' }, lock)).toMatchObject({ result: 'staged' });
  });

  test('is not taken hash-locked where one line is not', async () => {
    const settings = { deps_policy: 'hash-locked', install_commands: [['touch', '/nowhere/started']] };
    const { codes, why } = await acquired(settings, { 'requirements.lock': 'x==1\n' });
    expect(codes).toEqual(['deps-unlocked']);
    expect(why).toContain('line 1');
  });
});

describe.skipIf(!HAS_PIP)(`pip${HAS_PIP ? '' : ': skipped, python3 has no pip here'}`, () => {
  const install = ['python3', '-m', 'pip', 'install', '--quiet', '--no-index', '--disable-pip-version-check'];

  /** Installs from a folder of wheels, as on a host without a network. */
  function settings(wheels: string) {
    const from = ['--find-links', wheels, '--target', '.deps', '-r', 'requirements.lock'];
    return { deps_policy: 'hash-locked', install_commands: [[...install, ...from]] };
  }

  const installedIn = () =>
    readdirSync(path.join(folder, 'service/releases'))
      .filter((name) => name.startsWith('v1.1.0'))
      .map((name) => path.join(folder, 'service/releases', name, '.deps/shop_rates.py'))
      .filter((file) => existsSync(file));

  test('installs what the signed lock names, into the folder of the version [row 3.49]', async () => {
    const { wheels, hash } = wheel();
    const lock = { 'requirements.lock': `shop-rates==1.0 --hash=sha256:${hash}\n` };
    expect(await acquired(settings(wheels), lock)).toMatchObject({ result: 'staged' });
    expect(installedIn().map((file) => readFileSync(file, 'utf8'))).toEqual(['RATE = 1\n']);
  });

  test('installs nothing of another content [row 3.49]', async () => {
    const { wheels } = wheel();
    const lock = { 'requirements.lock': `shop-rates==1.0 --hash=sha256:${'0'.repeat(64)}\n` };
    const { result, why } = await acquired(settings(wheels), lock);
    expect(result).toBe('failed');
    expect(why).toContain('Expected sha256');
    expect(installedIn()).toEqual([]);
  });

  test('installs nothing that the lock does not name [row 3.49]', async () => {
    const { wheels, hash } = wheel();
    const more = settings(wheels);
    const [words = []] = more.install_commands;
    const lock = { 'requirements.lock': `shop-rates==1.0 --hash=sha256:${hash}\n` };
    const beside = { ...more, install_commands: [[...words.slice(0, -2), 'shop-rates']] };
    expect(await acquired(beside, lock)).toMatchObject({ result: 'failed' });
    expect(installedIn()).toEqual([]);
  });
});

/** A real wheel of one module. */
function wheel(): { readonly wheels: string; readonly hash: string } {
  const wheels = path.join(folder, 'wheels');
  mkdirSync(wheels);
  const file = path.join(wheels, 'shop_rates-1.0-py3-none-any.whl');
  execFileSync('python3', ['-c', WHEEL, file]);
  return { wheels, hash: createHash('sha256').update(readFileSync(file)).digest('hex') };
}

const WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    wheel.writestr('shop_rates.py', 'RATE = 1\\n')
    info = 'shop_rates-1.0.dist-info/'
    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: shop-rates\\nVersion: 1.0\\n')
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(info + 'RECORD', '')
`;
