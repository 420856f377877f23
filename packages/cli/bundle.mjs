// Bundles the program so that it starts quickly and installs without dependencies.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { ruleFile } from '../../tools/rule-files.mjs';
import { bundleCli } from '../../tools/bundle/cli-parts.mjs';
import { thirdPartyNotices } from '../../tools/bundle/third-party-notices.mjs';
import { allRules } from '../policy-core/dist/index.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const CORE = path.join(HERE, '../policy-core');
const DIST = path.join(HERE, 'dist');
const PARSERS = [
  'libpg-query/wasm/libpg-query.wasm',
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
];

const notices = thirdPartyNotices();
await bundleCli(DIST, { notices: notices.plugin });
copyParsers(path.join(DIST, 'wasm'));
writeRulePages(path.join(DIST, 'rules.json'));
notices.write(path.join(DIST, 'THIRD-PARTY-NOTICES.txt'));

/** @param {string} target */
function copyParsers(target) {
  mkdirSync(target, { recursive: true });
  for (const file of PARSERS) {
    cpSync(installed(file), path.join(target, path.basename(file)));
    notices.add(installed(file));
  }
}

/**
 * The page of every rule, by its id, in one file: packed, many small ones are twice as large. Without the comments, which are
 * for whoever edits a page.
 *
 * @param {string} target
 */
function writeRulePages(target) {
  const pages = allRules.map(({ id }) => {
    const page = readFileSync(path.join(HERE, '../..', ruleFile(id, '.md')), 'utf8');
    return [id, page.replaceAll(/^<!-- .* -->\n/gm, '')];
  });
  writeFileSync(target, JSON.stringify(Object.fromEntries(pages)));
}

/** A file of one of policy-core's dependencies, whatever their `exports` say. @param {string} file */
function installed(file) {
  const require = createRequire(path.join(CORE, 'package.json'));
  const folder = require.resolve.paths(file)?.find((candidate) => existsSync(path.join(candidate, file)));
  if (folder === undefined) throw new Error(`${file} is not installed. Run: pnpm install`);
  return path.join(folder, file);
}
