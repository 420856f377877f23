import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** The program as it is published. */
export const PROGRAM = path.join(import.meta.dirname, '../../packages/cli/dist/lockkeeper.cjs');

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** As somebody whom permissions stop; the folder is given to them first. */
  readonly unprivileged?: boolean;
}

/** Runs the real program to its end, without whatever the machine of the tests says about CI. */
export function lockkeeper(args: readonly string[], surroundings: Surroundings): Promise<Ended> {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing. Run: pnpm build`);
  return runToEnd(process.execPath, [PROGRAM, ...args], surroundings);
}

export function runToEnd(
  program: string,
  args: readonly string[],
  surroundings: Surroundings,
): Promise<Ended> {
  const { cwd, env = {}, unprivileged = false } = surroundings;
  const isRoot = process.getuid?.() === 0;
  if (unprivileged && isRoot) giveToNobody(cwd);
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      cwd,
      env: { ...quietEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(unprivileged && isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

const NOBODY = 65_534;

function giveToNobody(folder: string): void {
  execFileSync('chown', ['-hR', `${NOBODY}:${NOBODY}`, folder]);
}

/** What git and Node need, and nothing that changes what Lockkeeper does. */
export function quietEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    /^(PATH|HOME|TMPDIR|LANG|LC_ALL|SYSTEMROOT|PATHEXT|COMSPEC|TEMP|TMP)$/i.test(name) && value !== undefined
      ? [[name, value] as const]
      : [],
  );
  return { ...Object.fromEntries(kept), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
}

/** How long a run took is the one thing that differs between two equal ones. */
export function withoutDuration(text: string): string {
  return text.replace(/\(\d+ ms\)/g, '(0 ms)').replace(/"duration_ms": \d+/g, '"duration_ms": 0');
}
