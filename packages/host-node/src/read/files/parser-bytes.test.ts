import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { readParserBytes } from './parser-bytes.ts';

afterAll(removeTemporaryFolders);

test('the parsers are read from one folder, and one that is missing is named', async () => {
  const folder = temporaryFolder();
  for (const name of ['libpg-query.wasm', 'web-tree-sitter.wasm']) {
    writeFileSync(path.join(folder, name), name);
  }
  await expect(readParserBytes(folder)).rejects.toThrow(
    `The parser tree-sitter-python.wasm cannot be read in ${folder}. Install Lockkeeper again.`,
  );
  writeFileSync(path.join(folder, 'tree-sitter-python.wasm'), 'python');
  const { libpgQuery, treeSitter, treeSitterPython } = await readParserBytes(folder);
  expect([libpgQuery, treeSitter, treeSitterPython].map(String)).toEqual([
    'libpg-query.wasm',
    'web-tree-sitter.wasm',
    'python',
  ]);
});
