import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { quietEnvironment } from '../cli/lockkeeper-process.ts';

/** The bundled server: what editors start. */
export const SERVER = fileURLToPath(new URL('../../packages/lsp/dist/lockkeeper-lsp.cjs', import.meta.url));

export interface ServerProcess {
  readonly child: ChildProcess & {
    readonly stdin: NonNullable<ChildProcess['stdin']>;
    readonly stdout: NonNullable<ChildProcess['stdout']>;
  };
  /** Exit code; `null` when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** What it wrote beside the protocol. */
  readonly complaints: () => string;
}

export interface ProcessOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export function startServerProcess({ args = ['--stdio'], env = {} }: ProcessOptions = {}): ServerProcess {
  if (!existsSync(SERVER)) throw new Error(`${SERVER} is not there. Run \`pnpm build\` first.`);
  // Nothing of whoever runs the tests is read, and nothing is left behind.
  const cache = mkdtempSync(path.join(tmpdir(), 'lockkeeper-lsp-cache-'));
  const child = spawn(process.execPath, [SERVER, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...quietEnvironment(), XDG_CACHE_HOME: cache, ...env },
  });
  let written = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written += text));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  void ended.then(() => rmSync(cache, { recursive: true, force: true }));
  return { child, ended, complaints: () => written };
}
