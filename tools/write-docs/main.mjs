// `pnpm docs`: writes what the documentation takes from the code. With `--check` it only compares.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { policyJsonSchema } from '../../packages/policy-core/dist/index.js';
import { releaseAnswerJsonSchema } from '../../packages/cli/dist/commands/release/answer/answer-schema.js';
import { allRules } from '../../packages/policy-core/dist/checker/all-rules.js';
import { updateJsonSchema } from '../../packages/policy-core/dist/update/config/update-schema.js';
import { ruleFile } from '../rule-files.mjs';
import { ruleIndex } from './rule-index.mjs';
import { withRuleTable } from './rule-table.mjs';
import { withWaiver } from './rule-waiver.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What is more than a type, and beside the rules. */
const SHARED = /^import (?!type )[^;]*from '(\.\.?\/[^']+\.ts)';/gm;
const CIRCUMSTANCES = {
  approvals: 'labels of the pull request',
  policyApproval: 'labels of the pull request',
  releasedNames: 'code of the last release',
  now: 'the date',
  applicationCode: 'code and scripts of the application',
  environmentCode: 'env.py',
};

const generated = generatedFiles();
const stale = Object.keys(generated).filter((file) => generated[file] !== read(file));

if (!process.argv.includes('--check')) {
  for (const file of stale) write(file, generated[file] ?? '');
  console.log(stale.length === 0 ? 'Every generated page was fresh.' : `Wrote ${stale.join(', ')}.`);
} else if (stale.length > 0) {
  console.error(
    `These files differ from what the code says: ${stale.join(', ')}. Run \`pnpm run docs\` and commit the result.`,
  );
  process.exitCode = 1;
}

/** @returns {Record<string, string>} text by path */
function generatedFiles() {
  const rules = allRules.map((rule) => ({ ...rule, heeds: heedsOf(rule.id), fix: fixesOf(rule.id) }));
  const pages = rules.map((rule) => {
    const page = ruleFile(rule.id, '.md');
    return [page, withWaiver(withRuleTable(read(page) ?? '', rule), rule.id)];
  });
  return {
    ...Object.fromEntries(pages),
    'docs/rules/index.md': ruleIndex(rules),
    'docs/lockkeeper.schema.json': `${JSON.stringify(policyJsonSchema(), null, 2)}\n`,
    'docs/update.schema.json': `${JSON.stringify(updateJsonSchema(), null, 2)}\n`,
    'docs/release-answer.schema.json': `${JSON.stringify(releaseAnswerJsonSchema(), null, 2)}\n`,
  };
}

/**
 * A rule does not announce its fixes, so its source is asked which kinds it makes, and with it what it
 * shares with other rules.
 *
 * @param {string} id
 */
function fixesOf(id) {
  const file = ruleFile(id, '.ts');
  const source = read(file) ?? '';
  const shared = Array.from(source.matchAll(SHARED), ([, imported = '']) => {
    return read(path.posix.join(path.posix.dirname(file), imported)) ?? '';
  });
  const kinds = ["'safe'", "'needs-review'"].filter((kind) =>
    [source, ...shared].some((text) => text.includes(kind)),
  );
  return kinds.length === 0 ? 'no' : kinds.map((kind) => kind.slice(1, -1).replace('-', ' ')).join(', ');
}

/**
 * What says how a subject stands, and is none itself.
 *
 * @param {string} id
 */
function heedsOf(id) {
  const source = read(ruleFile(id, '.ts')) ?? '';
  return Object.entries(CIRCUMSTANCES).flatMap(([fact, words]) =>
    source.includes(`get(${fact})`) ? [words] : [],
  );
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(path.join(ROOT, file), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
  writeFileSync(path.join(ROOT, file), text);
}
