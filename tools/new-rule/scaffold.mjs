import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { withRule } from './registry.mjs';
import { pageSource, ruleSource, testSource } from './templates.mjs';

/** @typedef {import('./rule-name.mjs').RuleName} RuleName */

/**
 * Writes the three siblings and the registry line. Refuses before it writes anything.
 *
 * @param {string} rulesFolder
 * @param {RuleName} rule
 * @returns {{ kind: 'written', files: readonly string[] } | { kind: 'refused', why: string }}
 */
export function scaffold(rulesFolder, rule) {
  const registryFile = path.join(rulesFolder, 'all-rules.ts');
  const registry = readFileSync(registryFile, 'utf8');
  const contents = {
    [`${rule.id}.ts`]: ruleSource(rule),
    [`${rule.id}.test.ts`]: testSource(rule),
    [`${rule.id}.md`]: pageSource(rule),
  };
  const existing = Object.keys(contents).find((file) => existsSync(path.join(rulesFolder, file)));
  if (existing !== undefined)
    return { kind: 'refused', why: `${existing} exists already. Choose another name.` };
  if (new RegExp(`\\b${rule.constant}\\b`).test(registry)) {
    return {
      kind: 'refused',
      why: `all-rules.ts has a rule called ${rule.constant} already. Choose another name.`,
    };
  }

  mkdirSync(path.join(rulesFolder, rule.area), { recursive: true });
  for (const [file, text] of Object.entries(contents)) writeFileSync(path.join(rulesFolder, file), text);
  writeFileSync(registryFile, withRule(registry, rule));
  return { kind: 'written', files: [...Object.keys(contents), 'all-rules.ts'] };
}
