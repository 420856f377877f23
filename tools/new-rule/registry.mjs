import { importPath, REGISTRY, ruleFile } from '../rule-files.mjs';

/** @typedef {import('./rule-name.mjs').RuleName} RuleName */

/**
 * The registry with one more rule: an import in its place, an entry at the end.
 *
 * @param {string} registry text of all-rules.ts
 * @param {RuleName} rule
 */
export function withRule(registry, { id, constant }) {
  const list = /(?<head>export const allRules[^=]*= \[)(?<entries>[^\]]*)\];/.exec(registry);
  if (list?.groups === undefined)
    throw new Error('all-rules.ts has no list `allRules`. Restore it from git.');
  const entries = (list.groups['entries'] ?? '').split(',').map((entry) => entry.trim());
  const written = [...entries.filter((entry) => entry !== ''), constant]
    .map((entry) => `\n  ${entry},`)
    .join('');
  const text = registry.replace(list[0], `${list.groups['head']}${written}\n];`);
  return withImport(text, `import { ${constant} } from '${importPath(REGISTRY, ruleFile(id, '.ts'))}';`);
}

/**
 * Imports of rules stand last among the imports, in the order of their paths.
 *
 * @param {string} text
 * @param {string} line
 */
function withImport(text, line) {
  const lines = text.split('\n');
  const place = lines.findIndex((other) => isImportOfRule(other) && pathIn(other) > pathIn(line));
  const afterLast = lines.findLastIndex((other) => other.startsWith('import ')) + 1;
  lines.splice(place === -1 ? afterLast : place, 0, line);
  return lines.join('\n');
}

/** @param {string} line */
function isImportOfRule(line) {
  return line.startsWith('import {') && pathIn(line).includes('/rules/');
}

/** @param {string} line */
function pathIn(line) {
  return /from '(?<path>[^']+)'/.exec(line)?.groups?.['path'] ?? '';
}
