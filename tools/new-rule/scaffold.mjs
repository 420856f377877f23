import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { REGISTRY, ruleFile } from '../rule-files.mjs';
import { withRule } from './registry.mjs';
import { pageSource, ruleSource, testSource } from './templates.mjs';

/** @typedef {import('./rule-name.mjs').RuleName} RuleName */

/**
 * Writes the three siblings and the registry line. Refuses before it writes anything.
 *
 * @param {string} repository
 * @param {RuleName} rule
 * @returns {{ kind: 'written', files: readonly string[] } | { kind: 'refused', why: string }}
 */
export function scaffold(repository, rule) {
  const registryFile = path.join(repository, REGISTRY);
  const registry = readFileSync(registryFile, 'utf8');
  const contents = {
    [ruleFile(rule.id, '.ts')]: ruleSource(rule),
    [ruleFile(rule.id, '.test.ts')]: testSource(rule),
    [ruleFile(rule.id, '.md')]: pageSource(rule),
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

  mkdirSync(path.dirname(path.join(repository, ruleFile(rule.id, '.ts'))), { recursive: true });
  for (const [file, text] of Object.entries(contents)) writeFileSync(path.join(repository, file), text);
  writeFileSync(registryFile, withRule(registry, rule));
  return { kind: 'written', files: [...Object.keys(contents), REGISTRY] };
}
