import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runInNewContext } from 'node:vm';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runMain } from '../../packages/cli/src/testing/run-main.ts';
import { ROOT } from '../architecture/source-files.ts';

const CLI = path.join(ROOT, 'packages/cli/dist/lockkeeper.cjs');
const HAS_PYTHON = process.platform !== 'win32' && spawnSync('python3', ['--version']).status === 0;

/** Says what it was called with, and ends as it was told. */
const STAND_IN = `#!/bin/sh
for word in "$@"; do echo "$word"; done
exit "\${ENDS_WITH:-0}"
`;

let folder = '';
const at = (name: string) => path.join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lk-bot-script-'));
  mkdirSync(at('bin'));
  writeFileSync(at('bin/stand-in'), STAND_IN);
  chmodSync(at('bin/stand-in'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A service with the generated program, which is begun through its link where there is one. */
async function generated(
  strategy: 'releases' | 'inplace',
  program: string | undefined,
): Promise<{ readonly root: string; readonly script: string }> {
  const root = mkdtempSync(at(`${strategy}-`));
  mkdirSync(path.join(root, 'config'));
  mkdirSync(path.join(root, 'bot_persistence/live'), { recursive: true });
  const settings = `[update]\nstrategy = "${strategy}"\nservice_unit = "bot.service"\nmirror = "/srv/bot/mirror.git"\n`;
  writeFileSync(path.join(root, 'config/update.toml'), settings);
  const named = program === undefined ? [] : ['--program', program];
  const words = ['generate', 'systemd', '--profile', 'live', '--user', 'bot', ...named];
  const { exitCode, stderr } = await runMain(words, { cwd: root });
  expect(exitCode, stderr).toBe(0);
  if (strategy === 'inplace') return { root, script: path.join(root, 'scripts/bot_update.py') };
  cpSync(path.join(root, 'scripts'), path.join(root, 'releases/v1/scripts'), { recursive: true });
  symlinkSync('releases/v1', path.join(root, 'current'));
  return { root, script: path.join(root, 'current/scripts/bot_update.py') };
}

function started(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync('python3', [script, ...args], {
    // It works wherever it is called from.
    cwd: '/',
    encoding: 'utf8',
    env: { ...process.env, PATH: `${at('bin')}:${process.env['PATH'] ?? ''}`, ...env },
  });
  return { exitCode: status, stdout, stderr };
}

test('the units start what wrote them, where no other program is named', async () => {
  const { root } = await generated('inplace', undefined);
  const unit = readFileSync(path.join(root, 'systemd/lockkeeper-update-live.service'), 'utf8');
  const program = `${process.execPath} ${process.argv[1] ?? ''}`;
  expect(unit).toContain(`\nExecStart=${program} update run --profile live --root ${root}\n`);
});

/** The example of a page in this language whose first line names this file. */
function exampleOf(name: string): string {
  const page = readFileSync(path.join(ROOT, 'docs/updates.md'), 'utf8');
  const blocks = page.matchAll(/^```(?:ini|js)\n([^]*?)^```$/gm);
  return (
    Array.from(blocks, ([, text = '']) => text).find((text) => text.split('\n')[0]?.endsWith(name)) ?? ''
  );
}

const HAS_ANALYZE = spawnSync('systemd-analyze', ['--version']).status === 0;

test.skipIf(!HAS_ANALYZE)('systemd takes the unit of the service that the page shows', () => {
  const unit = at('bot.service');
  // Where it would be installed there is no service on this host.
  const text = exampleOf('bot.service').replaceAll('/srv/bot/current', '/').replace('User=bot', 'User=root');
  writeFileSync(unit, text.replace('/usr/bin/python3', '/bin/sh'));
  expect(text).toContain('LOCKKEEPER_UPDATE_META=/srv/bot/bot_persistence/live/meta');
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
  expect({ status, said: stderr.split('\n').filter((line) => line.includes('bot.service')) }).toEqual({
    status: 0,
    said: [],
  });
});

test.each([
  ['restart', 'bot.service', 'bot', 'yes'],
  ['stop', 'bot.service', 'bot', 'yes'],
  ['restart', 'ssh.service', 'bot', undefined],
  ['restart', 'bot.service', 'eve', undefined],
  ['set-property', 'bot.service', 'bot', undefined],
])(
  'by the rule that the page shows, the answer to %s of %s for %s is %s',
  (...[verb, unit, user, answer]) => {
    const rules: ((action: object, subject: object) => unknown)[] = [];
    const polkit = { addRule: (rule: (typeof rules)[number]) => rules.push(rule), Result: { YES: 'yes' } };
    runInNewContext(exampleOf('50-bot.rules'), { polkit });
    const action = {
      id: 'org.freedesktop.systemd1.manage-units',
      lookup: (name: string) => new Map(Object.entries({ unit, verb })).get(name),
    };
    expect(rules.map((rule) => rule(action, { user }))).toEqual([answer]);
  },
);

describe.skipIf(!HAS_PYTHON).each(['releases', 'inplace'] as const)(
  'the generated program that updates step by step, by strategy %s',
  (strategy) => {
    test('asks before each step of this service, and passes on what it is called with, and how that ended [row 3.31]', async () => {
      const { root, script } = await generated(strategy, 'stand-in');
      const { exitCode, stdout } = started(script, ['--format', 'a b'], { ENDS_WITH: '5' });
      const own = ['update', 'run', '--interactive', '--profile', 'live', '--root', root];
      expect(stdout.split('\n')).toEqual([...own, '--format', 'a b', '']);
      expect(exitCode).toBe(5);
    });

    test('finds the service also from the folder that it was written to', async () => {
      const { root } = await generated(strategy, 'stand-in');
      const { stdout } = started(path.join(root, 'scripts/bot_update.py'), []);
      expect(stdout.trimEnd().split('\n').at(-1)).toBe(root);
    });

    test('says what to do where the program is missing', async () => {
      const { script } = await generated(strategy, 'no-such-program --quiet');
      expect(started(script, [])).toEqual({
        exitCode: 1,
        stdout: '',
        stderr:
          'no-such-program cannot be run: No such file or directory. Install it, or name another one: lockkeeper generate systemd --program.\n',
      });
    });

    test('is where its service is, or says that it has none', async () => {
      const { script } = await generated(strategy, 'stand-in');
      mkdirSync(at(`elsewhere-${strategy}/scripts`), { recursive: true });
      const moved = at(`elsewhere-${strategy}/scripts/bot_update.py`);
      cpSync(script, moved);
      const { stdout, stderr } = started(moved, []);
      expect({ root: stdout.trimEnd().split('\n').at(-1), stderr }).toEqual(
        strategy === 'inplace'
          ? { root: at('elsewhere-inplace'), stderr: '' }
          : {
              root: '',
              stderr: `${moved} lies in no service. Put it below the folder of the link current.\n`,
            },
      );
    });

    test('shows the help of the command, and runs where nobody can be asked into its refusal', async () => {
      const { script } = await generated(strategy, `${process.execPath} ${CLI}`);
      expect(readFileSync(script, 'utf8')).toMatch(/^#!\/usr\/bin\/env python3\n/);
      const help = started(script, ['--help']);
      expect(help).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('--interactive') });
      expect(started(script, [])).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('Nobody can be asked here.'),
      });
    });
  },
);
