import { tmpdir } from 'node:os';

import { describe, expect, test } from 'vitest';

import { lockkeeper, type Ended } from './lockkeeper-process.ts';

const COMMANDS = [
  '',
  'init',
  'check',
  'guard',
  'status',
  'deploy',
  'promote',
  'rollback',
  'approve',
  'resume',
  'abandon',
  'hold',
  'release',
  'block',
  'checklist',
  'report',
  'record',
  'record show',
  'record verify',
  'record deployed',
  'record once',
  'record backup',
  'record begin',
  'record mirror',
  'record repair',
  'audit',
  'audit show',
  'audit verify',
  'lock',
  'unlock',
  'locks',
  'update',
  'update explain',
  'update run',
  'update status',
  'simulate',
  'baseline',
  'deps',
  'deps check',
  'deps sync',
  'deps explain',
  'deps upgrade',
  'deps sandbox',
  'migrations',
  'migrations heads',
  'migrations graph',
  'migrations explain',
  'migrations locks',
  'db',
  'db audit',
  'db stamp',
  'db diagnose',
  'plan',
  'plan check',
  'generate',
  'generate workflows',
  'generate codeowners',
  'generate rulesets',
  'generate scripts',
  'generate hooks',
  'hook',
  'hook claude-code',
  'hook codex',
  'hook cursor',
  'hook copilot',
  'hook vscode',
  'hook gemini',
  'hook git',
  'hook git pre-commit',
  'hook git pre-push',
  'explain',
  'policy',
  'policy print',
  'policy update',
  'policy schema',
  'schema',
  'completion',
];

describe('help', () => {
  test.each(COMMANDS)('`lockkeeper %s --help` says what it does', async (command) => {
    const args = command === '' ? [] : command.split(' ');
    const { exitCode, stdout, stderr } = await here([...args, '--help']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    await expect(stdout).toMatchFileSnapshot(
      `golden/help-${command === '' ? 'lockkeeper' : command.replaceAll(' ', '-')}.txt`,
    );
  });

  test('no line is wider than a small terminal, but for commands to copy', async () => {
    for (const command of COMMANDS) {
      const { stdout } = await here([...command.split(' ').filter((word) => word !== ''), '--help']);
      const widest = (lines: readonly string[]) => Math.max(0, ...lines.map((line) => line.length));
      const isCommand = (line: string) => /^ {2}(?:lockkeeper|pg_dump) /.test(line);
      const lines = stdout.split('\n');
      expect(widest(lines.filter((line) => !isCommand(line)))).toBeLessThanOrEqual(80);
      expect(widest(lines.filter(isCommand))).toBeLessThanOrEqual(100);
    }
  });

  test('`help check` is `check --help`', async () => {
    expect((await here(['help', 'check'])).stdout).toBe((await here(['check', '--help'])).stdout);
  });

  test('without a command it shows the help and fails, because nothing was judged', async () => {
    const { exitCode, stdout, stderr } = await here([]);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: lockkeeper [options] [command]');
  });

  test('--version prints the version and nothing else', async () => {
    const { exitCode, stdout } = await here(['--version']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('wrong usage ends with code 2 and one sentence', () => {
  test.each([
    [['chekc'], "Unknown command 'chekc'. Did you mean check? Run `lockkeeper --help` to see what there is."],
    [
      ['check', '--bas', 'x'],
      "Unknown option '--bas'. Did you mean --base? Run `lockkeeper check --help` to see what there is.",
    ],
    [
      ['check', '--base'],
      "Option '--base <commit>' argument missing. Run `lockkeeper check --help` to see what there is.",
    ],
    [
      ['check', '--stage', 'prod'],
      "Option '--stage <stage>' argument 'prod' is invalid. Allowed choices are editor, hook, local, ci, deploy. Run `lockkeeper check --help` to see what there is.",
    ],
    [
      ['init', 'src'],
      "Too many arguments for 'init'. Expected 0 arguments but got 1. Run `lockkeeper init --help` to see what there is.",
    ],
    [
      ['completion'],
      "Missing required argument 'shell'. Run `lockkeeper completion --help` to see what there is.",
    ],
    [
      ['completion', 'tcsh'],
      "Command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish, powershell. Run `lockkeeper completion --help` to see what there is.",
    ],
    [
      ['policy', 'pint'],
      "Unknown command 'pint'. Did you mean print? Run `lockkeeper policy --help` to see what there is.",
    ],
    [
      ['hold', 'production'],
      "Required option '--reason <text>' not specified. Run `lockkeeper hold --help` to see what there is.",
    ],
  ])('lockkeeper %j', async (args, message) => {
    const { exitCode, stdout, stderr } = await here(args);
    expect(stderr).toBe(`${message}\n`);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});

test('a program that asks for JSON is told of wrong usage, too', async () => {
  for (const format of [['--format', 'json'], ['--format=json']]) {
    const { exitCode, stdout } = await here(['hold', 'production', ...format]);
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([
      2,
      { verdict: 'undetermined', error: { kind: 'usage' } },
    ]);
  }
});

function here(args: readonly string[]): Promise<Ended> {
  return lockkeeper(args, { cwd: tmpdir() });
}
