import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import { rolldown } from 'rolldown';

const SOURCE = path.join(import.meta.dirname, 'suite');
const OUTPUT = path.resolve(import.meta.dirname, '../../.cache/editor-suite');

/**
 * Bundles every `*.test.ts` of a folder to `*.test.cjs`, the form an extension host loads.
 *
 * @param {{ readonly source?: string; readonly output?: string }} [options]
 * @returns {Promise<string>} The folder to give to `runSuite`. Rejects when there is no test to bundle.
 */
export async function buildSuite({ source = SOURCE, output = OUTPUT } = {}) {
  const tests = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.ts'),
  );
  if (tests.length === 0)
    throw new Error(`No *.test.ts lies in ${source}. Write one, or name another folder.`);
  rmSync(output, { recursive: true, force: true });
  const bundle = await rolldown({
    input: Object.fromEntries(tests.map((file) => [entryName(file), path.join(source, file)])),
    external: ['vscode', 'mocha'],
    platform: 'node',
  });
  try {
    await bundle.write({
      dir: output,
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: 'shared/[name].cjs',
    });
  } finally {
    await bundle.close();
  }
  return output;
}

/**
 * The suites lie flat, and a folder stays part of the name.
 *
 * @param {string} file
 */
function entryName(file) {
  return file.replace(/\.ts$/, '').split(path.sep).join('-');
}
