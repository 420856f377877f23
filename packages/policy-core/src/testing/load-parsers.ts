import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { loadParsers } from '../parsers/load-parsers.ts';
import type { ParserBytes, Parsers } from '../parsers/parsers.ts';

let loading: Promise<Parsers> | undefined;

/** The real parsers, loaded once per process. */
export function testParsers(): Promise<Parsers> {
  loading ??= loadParsers(installedParserBytes());
  return loading;
}

export function installedParserBytes(): ParserBytes {
  return {
    libpgQuery: installedFile('libpg-query/wasm/libpg-query.wasm'),
    treeSitter: installedFile('web-tree-sitter/web-tree-sitter.wasm'),
    treeSitterPython: installedFile('tree-sitter-python/tree-sitter-python.wasm'),
  };
}

function installedFile(path: string): Uint8Array {
  return readFileSync(installedPath(path));
}

/** A file of one of policy-core's own dependencies, whatever their `exports` say. */
export function installedPath(path: string): string {
  const require = createRequire(import.meta.url);
  const folder = require.resolve.paths(path)?.find((candidate) => existsSync(join(candidate, path)));
  if (folder === undefined) throw new Error(`${path} is not installed. Run: pnpm install`);
  return join(folder, path);
}
