// The server as CommonJS files: what editors start, and the thread that checks, in two parts. Everything is inside.
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { rolldown } from 'rolldown';

import { indirectEval } from '../../tools/bundle/indirect-eval.mjs';
import { thirdPartyNotices } from '../../tools/bundle/third-party-notices.mjs';
import { writeInAscii } from '../../tools/bundle/write-in-ascii.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8'));

/** The server brings the parsers as files, so the copies inside policy-core are left out. */
const WITHOUT_EMBEDDED_PARSERS = /embedded-wasm\.generated/;

const PARSERS = [
  'libpg-query/wasm/libpg-query.wasm',
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
];

const notices = thirdPartyNotices();

await bundle('src/bin.ts', 'dist/lockkeeper-lsp.cjs');
await bundle('src/worker/worker-entry.ts', 'dist/lockkeeper-worker.cjs');
await bundle('src/worker/worker.ts', 'dist/chunks/lockkeeper-judge.cjs');

mkdirSync(here('dist/wasm'), { recursive: true });
for (const file of PARSERS) {
  const name = file.slice(file.lastIndexOf('/') + 1);
  copyFileSync(here(`../policy-core/node_modules/${file}`), here(`dist/wasm/${name}`));
  notices.add(here(`../policy-core/node_modules/${file}`));
}
notices.write(here('dist/THIRD-PARTY-NOTICES.txt'));

/**
 * @param {string} input
 * @param {string} file
 */
async function bundle(input, file) {
  const built = await rolldown({
    input: here(input),
    platform: 'node',
    plugins: [notices.plugin, indirectEval()],
    // jsonc-parser's main file loads its parts in a way that no bundler can follow.
    resolve: { mainFields: ['module', 'main'] },
    external: [/^node:/, WITHOUT_EMBEDDED_PARSERS],
    transform: { define: { LOCKKEEPER_VERSION: JSON.stringify(version) } },
    onLog(level, log, handle) {
      if (level === 'warn') throw new Error(`Bundling ${input}: ${log.message}`);
      handle(level, log);
    },
  });
  await built.write({
    file: here(file),
    format: 'cjs',
    minify: true,
    codeSplitting: false,
    // What is compiled once and kept cannot ask for anything else in the other form.
    dynamicImportInCjs: false,
  });
  await built.close();
  writeInAscii([here(file)]);
}
