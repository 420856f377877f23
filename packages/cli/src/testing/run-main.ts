import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Readable } from 'node:stream';

import { temporaryFolder } from '../../../host-node/src/testing/temporary-repository.ts';
import { main } from '../main.ts';
import type { TextOutput, World } from '../world.ts';

export interface MainRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Given {
  readonly cwd: string;
  readonly env?: World['env'];
  /** What stands on standard input. */
  readonly input?: string | Uint8Array;
  /** Whether somebody types it at a terminal. */
  readonly isTyped?: boolean;
  /** Columns of the terminal; left out, nobody is looking. */
  readonly terminal?: number;
}

const CORE = path.join(import.meta.dirname, '../../../policy-core');

/** Runs one command line in this process, in a real folder. */
export async function runMain(
  argv: readonly string[],
  { cwd, env = {}, input = '', isTyped = false, terminal }: Given,
): Promise<MainRun> {
  const stdout = recordedOutput(terminal);
  const stderr = recordedOutput(terminal);
  const exitCode = await main({
    argv,
    env,
    cwd,
    stdin: () => Object.assign(Readable.from([Buffer.from(input)]), isTyped ? { isTTY: true } : {}),
    stdout,
    stderr,
    installation: { version: '1.2.3', wasm: wasmFolder(), rulePage },
  });
  return { exitCode, stdout: stdout.written(), stderr: stderr.written() };
}

export function recordedOutput(terminal?: number): TextOutput & { readonly written: () => string } {
  const parts: string[] = [];
  return {
    write: (text) => {
      parts.push(text);
    },
    isTerminal: terminal !== undefined,
    columns: terminal,
    written: () => parts.join(''),
  };
}

/** A page lies beside its rule and is headed by the rule's name. */
function rulePage(rule: string): string {
  const sources = path.join(CORE, 'src');
  const pages = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === `${path.posix.basename(rule)}.md`)
    .map((file) => path.join(sources, file));
  return pages.find((file) => readFileSync(file, 'utf8').startsWith(`# ${rule}\n`)) ?? '';
}

let folder: string | undefined;

/** The parsers as the bundle has them beside it. */
function wasmFolder(): string {
  if (folder !== undefined && existsSync(folder)) return folder;
  const program = temporaryFolder();
  folder = path.join(program, 'wasm');
  mkdirSync(folder);
  mkdirSync(path.join(program, 'chunks'));
  for (const file of ['lockkeeper.cjs', 'chunks/main-1.cjs']) writeFileSync(path.join(program, file), '');
  for (const file of [
    'libpg-query/wasm/libpg-query.wasm',
    'web-tree-sitter/web-tree-sitter.wasm',
    'tree-sitter-python/tree-sitter-python.wasm',
  ]) {
    const places = createRequire(path.join(CORE, 'package.json')).resolve.paths(file) ?? [];
    const found = places.map((place) => path.join(place, file)).find((place) => existsSync(place));
    if (found === undefined) throw new Error(`${file} is not installed. Run: pnpm install`);
    cpSync(found, path.join(folder, path.basename(file)));
  }
  return folder;
}
