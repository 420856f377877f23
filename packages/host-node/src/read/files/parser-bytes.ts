import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The parsers' WebAssembly, which the pure core takes as bytes. */
export interface ParserFiles {
  readonly libpgQuery: Uint8Array;
  readonly treeSitter: Uint8Array;
  readonly treeSitterPython: Uint8Array;
}

/** Reads the three files that lie beside every bundle. Rejects when one is missing. */
export async function readParserBytes(folder: string): Promise<ParserFiles> {
  const [libpgQuery, treeSitter, treeSitterPython] = await Promise.all([
    readParser(folder, 'libpg-query.wasm'),
    readParser(folder, 'web-tree-sitter.wasm'),
    readParser(folder, 'tree-sitter-python.wasm'),
  ]);
  return { libpgQuery, treeSitter, treeSitterPython };
}

async function readParser(folder: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(path.join(folder, name));
  } catch (error) {
    throw new Error(`The parser ${name} cannot be read in ${folder}. Install Lockkeeper again.`, {
      cause: error,
    });
  }
}
