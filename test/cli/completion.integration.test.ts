import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

import { describe, expect, test } from 'vitest';

import { lockkeeper, quietEnvironment } from './lockkeeper-process.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

describe('completion scripts', () => {
  test.each(SHELLS)('the script for %s names every command, option and rule', async (shell) => {
    const { exitCode, stdout } = await lockkeeper(['completion', shell], { cwd: tmpdir() });
    expect(exitCode).toBe(0);
    for (const word of [
      'check',
      'policy',
      'print',
      'save-snapshot',
      'sarif',
      'paths/protected',
      'powershell',
    ]) {
      expect(stdout).toContain(word);
    }
  });

  test.skipIf(!isThere('bash')).each([
    [
      'lockkeeper ',
      [
        'init',
        'check',
        'explain',
        'policy',
        'baseline',
        'simulate',
        'generate',
        'hook',
        'deps',
        'migrations',
        'db',
        'plan',
        'guard',
        'checklist',
        'report',
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
        'record',
        'audit',
        'lock',
        'unlock',
        'locks',
        'update',
        'completion',
        'schema',
        'help',
        '--version',
        '--help',
      ],
    ],
    ['lockkeeper ch', ['check', 'checklist']],
    ['lockkeeper schema dia', ['diagnose']],
    ['lockkeeper check --ba', ['--base']],
    ['lockkeeper check --format s', ['sarif']],
    ['lockkeeper check --stage ', ['editor', 'hook', 'local', 'ci', 'deploy']],
    ['lockkeeper check --base main --f', ['--format', '--fix']],
    ['lockkeeper check --base ', []],
    ['lockkeeper deps ', ['check', 'sync', 'explain', 'upgrade', 'sandbox', 'help', '--help']],
    ['lockkeeper deps check --mode ', ['textual', 'mirror', 'compiled']],
    ['lockkeeper migrations ', ['heads', 'graph', 'explain', 'locks', 'help', '--help']],
    ['lockkeeper migrations graph --format ', ['pretty', 'json', 'mermaid', 'svg']],
    ['lockkeeper migrations explain --fo', ['--format']],
    ['lockkeeper migrations locks --pg-version 1', ['13', '14', '15', '16', '17', '18']],
    ['lockkeeper db ', ['audit', 'stamp', 'diagnose', 'help', '--help']],
    ['lockkeeper db diagnose --format ', ['pretty', 'json', 'markdown']],
    ['lockkeeper plan ', ['check', 'help', '--help']],
    ['lockkeeper plan check --format ', ['pretty', 'json']],
    [
      'lockkeeper update ',
      [
        'run',
        'acquire',
        'apply',
        'recover',
        'supervise',
        'explain',
        'status',
        'history',
        'verify-setup',
        'pause',
        'resume',
        'enable',
        'help',
        '--help',
      ],
    ],
    ['lockkeeper update status --fo', ['--format']],
    ['lockkeeper policy ', ['print', 'update', 'schema', 'help', '--help']],
    ['lockkeeper policy print --format ', ['yaml', 'json']],
    [
      'lockkeeper explain paths/',
      [
        'paths/protected',
        'paths/label-untrusted',
        'paths/label-stale',
        'paths/symlink',
        'paths/submodule',
        'paths/case-collision',
        'paths/suspicious-name',
        'paths/confusable',
      ],
    ],
    ['lockkeeper completion z', ['zsh']],
    ['lockkeeper check --base check --he', ['--head', '--help']],
  ])('bash completes %j', async (line, expected) => {
    const { stdout } = await lockkeeper(['completion', 'bash'], { cwd: tmpdir() });
    expect(completedByBash(stdout, line)).toEqual(expected);
  });

  test.skipIf(!isThere('bash'))('bash completes files where a file is wanted', async () => {
    const { stdout } = await lockkeeper(['completion', 'bash'], { cwd: tmpdir() });
    expect(completedByBash(stdout, 'lockkeeper check --event /etc/passw')).toContain('/etc/passwd');
  });

  test.skipIf(!isThere('zsh'))('zsh accepts the script', async () => {
    const { stdout } = await lockkeeper(['completion', 'zsh'], { cwd: tmpdir() });
    expect(spawnSync('zsh', ['-n', '-c', stdout], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  test.skipIf(!isThere('fish'))('fish accepts the script', async () => {
    const { stdout } = await lockkeeper(['completion', 'fish'], { cwd: tmpdir() });
    expect(spawnSync('fish', ['--no-execute'], { input: stdout, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  test.skipIf(!isThere('pwsh'))('PowerShell accepts the script', async () => {
    const { stdout } = await lockkeeper(['completion', 'powershell'], { cwd: tmpdir() });
    const ran = spawnSync('pwsh', ['-NoProfile', '-Command', '-'], { input: stdout, encoding: 'utf8' });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
  });
});

function isThere(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** What a real bash offers at the end of a line. */
function completedByBash(script: string, line: string): readonly string[] {
  const words = line.split(' ');
  const program = `${script}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_lockkeeper; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '--noprofile', '-c', program], {
    encoding: 'utf8',
    env: quietEnvironment(),
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}
