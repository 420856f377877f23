// How the command line is bundled: as its own package, and inside the extension.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { rolldown } from 'rolldown';

import { indirectEval } from './indirect-eval.mjs';
import { onlyNode } from './only-node.mjs';
import { writeInAscii } from './write-in-ascii.mjs';

const CLI = fileURLToPath(new URL('../../packages/cli/', import.meta.url));
const { version } = JSON.parse(readFileSync(path.join(CLI, 'package.json'), 'utf8'));

/**
 * Writes `lockkeeper.cjs` and the parts it loads when it needs them, in `chunks/` beside it.
 *
 * @param {string} folder
 * @param {object} options
 * @param {import('rolldown').Plugin} options.notices
 * @param {Readonly<Record<string, string>>} [options.more] entries beside its own, by the name of the file
 * @param {import('rolldown').OutputOptions['codeSplitting']} [options.codeSplitting]
 */
export async function bundleCli(folder, { notices, more = {}, codeSplitting = true }) {
  rmSync(path.join(folder, 'chunks'), { recursive: true, force: true });
  const bundle = await rolldown({
    input: {
      lockkeeper: path.join(CLI, 'src/bin.ts'),
      'chunks/main': path.join(CLI, 'src/main.ts'),
      'chunks/judge-call': path.join(CLI, 'src/commands/hook/agent/judge-call.ts'),
      ...more,
    },
    platform: 'node',
    plugins: [notices, onlyNode(), indirectEval()],
    // jsonc-parser's CommonJS form cannot be bundled.
    resolve: { mainFields: ['module', 'main'] },
    transform: { define: { LOCKKEEPER_VERSION: JSON.stringify(version) } },
  });
  await bundle.write({
    dir: folder,
    // An agent waits for some forty parts to be loaded, and Node loads them quicker in this form.
    format: 'cjs',
    strict: true,
    // What is compiled once and kept cannot ask for anything else in the other form.
    dynamicImportInCjs: false,
    banner: (chunk) => (chunk.name === 'lockkeeper' ? '#!/usr/bin/env node' : ''),
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash:7].cjs',
    minify: true,
    codeSplitting,
  });
  await bundle.close();
  writeInAscii([path.join(folder, 'lockkeeper.cjs'), ...filesIn(path.join(folder, 'chunks'))]);
}

/** @param {string} folder */
function filesIn(folder) {
  return readdirSync(folder).map((name) => path.join(folder, name));
}
