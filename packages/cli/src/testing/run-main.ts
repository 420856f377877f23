import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Readable } from 'node:stream';

import { temporaryFolder } from '../../../host-node/src/testing/temporary-repository.ts';
import { main } from '../main.ts';
import type { Installation, TextOutput, World } from '../world.ts';

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
  /** Of the program; left out, one that is published. */
  readonly version?: string;
  /** Columns of the terminal; left out, nobody is looking. */
  readonly terminal?: number;
}

const CORE = path.join(import.meta.dirname, '../../../policy-core');

/** Runs one command line in this process, in a real folder. */
export async function runMain(
  argv: readonly string[],
  { cwd, env = {}, input = '', isTyped = false, version = '1.2.3', terminal }: Given,
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
    installation: { version, ...besidesProgram() },
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

let program: string | undefined;

/** The parsers and the pages as the bundle has them beside it. */
function besidesProgram(): Pick<Installation, 'wasm' | 'rulePages'> {
  if (program === undefined || !existsSync(program)) program = madeProgram();
  return { wasm: path.join(program, 'wasm'), rulePages: path.join(program, 'rules.json') };
}

function madeProgram(): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'wasm'));
  mkdirSync(path.join(folder, 'chunks'));
  for (const file of ['lockkeeper.cjs', 'chunks/main-1.cjs']) writeFileSync(path.join(folder, file), '');
  for (const file of [
    'libpg-query/wasm/libpg-query.wasm',
    'web-tree-sitter/web-tree-sitter.wasm',
    'tree-sitter-python/tree-sitter-python.wasm',
  ]) {
    const places = createRequire(path.join(CORE, 'package.json')).resolve.paths(file) ?? [];
    const found = places.map((place) => path.join(place, file)).find((place) => existsSync(place));
    if (found === undefined) throw new Error(`${file} is not installed. Run: pnpm install`);
    cpSync(found, path.join(folder, 'wasm', path.basename(file)));
  }
  writeFileSync(path.join(folder, 'rules.json'), JSON.stringify(Object.fromEntries(pages())));
  return folder;
}

/** A page lies beside its rule and is headed by the rule's name. */
function pages(): readonly (readonly [rule: string, page: string])[] {
  const sources = path.join(CORE, 'src');
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => readFileSync(path.join(sources, file), 'utf8'))
    .flatMap(
      (page) =>
        /^# ([a-z]+\/[a-z0-9-]+)\n/
          .exec(page)
          ?.slice(1)
          .map((rule) => [rule, page] as const) ?? [],
    );
}
