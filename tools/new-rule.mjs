// `pnpm new-rule area/name`: a rule, its test, its page and its line in the registry.
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { readRuleName } from './new-rule/rule-name.mjs';
import { scaffold } from './new-rule/scaffold.mjs';

process.exitCode = main(process.argv.slice(2));

/** @param {readonly string[]} args */
function main([id, ...others]) {
  if (id === undefined || others.length > 0) {
    console.error(
      'Say which rule: pnpm new-rule area/name, such as pnpm new-rule migrations/ban-drop-column.',
    );
    return 2;
  }
  const name = readRuleName(id);
  if (name.kind === 'refused') {
    console.error(name.why);
    return 2;
  }
  const outcome = scaffold(fileURLToPath(new URL('..', import.meta.url)), name.value);
  if (outcome.kind === 'refused') {
    console.error(outcome.why);
    return 2;
  }
  for (const file of outcome.files) console.log(file);
  console.log(
    `Now write the cases: pnpm watch ${name.value.name}. Then fill in the page, and run pnpm run docs and pnpm changeset.`,
  );
  return 0;
}
