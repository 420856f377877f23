// Bundles the program so that it starts quickly and installs without dependencies.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { rolldown } from 'rolldown';

import { onlyNode } from '../../tools/bundle/only-node.mjs';
import { thirdPartyNotices } from '../../tools/bundle/third-party-notices.mjs';
import { writeInAscii } from '../../tools/bundle/write-in-ascii.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const CORE = path.join(HERE, '../policy-core');
const DIST = path.join(HERE, 'dist');
const PARSERS = [
  'libpg-query/wasm/libpg-query.wasm',
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
];

const { version } = JSON.parse(readFileSync(path.join(HERE, 'package.json'), 'utf8'));

rmSync(path.join(DIST, 'chunks'), { recursive: true, force: true });
const notices = thirdPartyNotices();
const bundle = await rolldown({
  input: {
    lockkeeper: path.join(HERE, 'src/bin.ts'),
    'chunks/main': path.join(HERE, 'src/main.ts'),
    'chunks/judge-call': path.join(HERE, 'src/hook/claude-code/judge-call.ts'),
  },
  platform: 'node',
  plugins: [notices.plugin, onlyNode()],
  // jsonc-parser's CommonJS form cannot be bundled.
  resolve: { mainFields: ['module', 'main'] },
  // The parsers' glue and the TOML reader bring an `eval` that is never reached.
  checks: { eval: false },
  transform: { define: { LOCKKEEPER_VERSION: JSON.stringify(version) } },
});
await bundle.write({
  dir: DIST,
  // An agent waits for some forty parts to be loaded, and Node loads them quicker in this form.
  format: 'cjs',
  strict: true,
  // What is compiled once and kept cannot ask for anything else in the other form.
  dynamicImportInCjs: false,
  banner: (chunk) => (chunk.name === 'lockkeeper' ? '#!/usr/bin/env node' : ''),
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunks/[name]-[hash].cjs',
  minify: true,
});
await bundle.close();

writeInAscii([path.join(DIST, 'lockkeeper.cjs'), ...filesIn(path.join(DIST, 'chunks'))]);
copyParsers(path.join(DIST, 'wasm'));
copyRulePages(path.join(DIST, 'rules'));
// Already inside policy-core's own files.
notices.add(installed('@iarna/toml/package.json'));
notices.write(path.join(DIST, 'THIRD-PARTY-NOTICES.txt'));

/** @param {string} folder */
function filesIn(folder) {
  return readdirSync(folder).map((name) => path.join(folder, name));
}

/** @param {string} target */
function copyParsers(target) {
  mkdirSync(target, { recursive: true });
  for (const file of PARSERS) {
    cpSync(installed(file), path.join(target, path.basename(file)));
    notices.add(installed(file));
  }
}

/** @param {string} target */
function copyRulePages(target) {
  rmSync(target, { recursive: true, force: true });
  const pages = path.join(CORE, 'src/rules');
  for (const file of readdirSync(pages, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.md')) cpSync(path.join(pages, file), path.join(target, file));
  }
}

/** A file of one of policy-core's dependencies, whatever their `exports` say. @param {string} file */
function installed(file) {
  const require = createRequire(path.join(CORE, 'package.json'));
  const folder = require.resolve.paths(file)?.find((candidate) => existsSync(path.join(candidate, file)));
  if (folder === undefined) throw new Error(`${file} is not installed. Run: pnpm install`);
  return path.join(folder, file);
}
