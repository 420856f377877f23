import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { factFile, REGISTRY, ruleFile } from '../rule-files.mjs';
import { withRule } from './registry.mjs';
import { factSource, factTestSource, pageSource, ruleSource, testSource } from './templates.mjs';

/**
 * @typedef {import('./rule-name.mjs').RuleName} RuleName
 * @typedef {import('./rule-name.mjs').FactName} FactName
 */

/**
 * Writes the three siblings and the registry line, and the fact with its test. Refuses before it writes anything.
 *
 * @param {string} repository
 * @param {RuleName} rule
 * @param {FactName} [fact] that the rule brings along
 * @returns {{ kind: 'written', files: readonly string[] } | { kind: 'refused', why: string }}
 */
export function scaffold(repository, rule, fact) {
  const registryFile = path.join(repository, REGISTRY);
  const registry = readFileSync(registryFile, 'utf8');
  const contents = {
    [ruleFile(rule.id, '.ts')]: ruleSource(rule, fact),
    [ruleFile(rule.id, '.test.ts')]: testSource(rule),
    [ruleFile(rule.id, '.md')]: pageSource(rule),
    ...(fact !== undefined && factSources(rule, fact)),
  };
  const existing = Object.keys(contents).find((file) => existsSync(path.join(repository, file)));
  if (existing !== undefined)
    return { kind: 'refused', why: `${existing} exists already. Choose another name.` };
  if (new RegExp(`\\b${rule.constant}\\b`).test(registry)) {
    return {
      kind: 'refused',
      why: `all-rules.ts has a rule called ${rule.constant} already. Choose another name.`,
    };
  }

  for (const [file, text] of Object.entries(contents)) {
    mkdirSync(path.dirname(path.join(repository, file)), { recursive: true });
    writeFileSync(path.join(repository, file), text);
  }
  writeFileSync(registryFile, withRule(registry, rule));
  return { kind: 'written', files: [...Object.keys(contents), REGISTRY] };
}

/**
 * @param {RuleName} rule
 * @param {FactName} fact
 */
function factSources(rule, fact) {
  const fileOf = (/** @type {'.ts' | '.test.ts'} */ ending) =>
    `packages/policy-core/src/${factFile(rule.id, fact.name, ending)}`;
  return { [fileOf('.ts')]: factSource(rule, fact), [fileOf('.test.ts')]: factTestSource(rule, fact) };
}
