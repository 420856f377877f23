// `pnpm new-rule area/name [--fact NAME]`: a rule, its test, its page and its line in the registry; a fact and its test.
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { readFactName, readRuleName } from './new-rule/rule-name.mjs';
import { scaffold } from './new-rule/scaffold.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const USAGE =
  'Say which rule: pnpm new-rule area/name, such as pnpm new-rule migrations/ban-drop-column, with --fact NAME where it brings a fact of its own.';

process.exitCode = main(process.argv.slice(2));

/** @param {readonly string[]} args */
function main(args) {
  const outcome = newRule(args);
  if (outcome.kind === 'refused') {
    console.error(outcome.why);
    return 2;
  }
  for (const file of outcome.files) console.log(file);
  console.log(
    'Now write the cases, and watch them: pnpm watch NAME. Then fill in the page, and run pnpm run docs and pnpm changeset.',
  );
  return 0;
}

/** @param {readonly string[]} args */
function newRule([id, option, factName, ...others]) {
  if (id === undefined || others.length > 0 || !isFactOption(option, factName))
    return { kind: /** @type {const} */ ('refused'), why: USAGE };
  const rule = readRuleName(id);
  if (rule.kind === 'refused') return rule;
  const fact = factName === undefined ? undefined : readFactName(factName);
  if (fact?.kind === 'refused') return fact;
  return scaffold(ROOT, rule.value, fact?.value);
}

/**
 * @param {string | undefined} option
 * @param {string | undefined} name
 */
function isFactOption(option, name) {
  return option === undefined || (option === '--fact' && name !== undefined);
}
