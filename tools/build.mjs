// `pnpm build`: types and JavaScript of every package, then the bundles that users start.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** In the order of who needs whom; the extension carries the two programs before it. */
const BUNDLED_PACKAGES = ['policy-core', 'operations', 'host-node', 'cli', 'lsp', 'extension'];

const started = performance.now();
if (existsSync(new URL('./embed-parsers.mjs', import.meta.url))) run('tools/embed-parsers.mjs');
run('node_modules/typescript/bin/tsc', '-b');
for (const name of BUNDLED_PACKAGES) {
  const bundle = `packages/${name}/bundle.mjs`;
  if (existsSync(new URL(`../${bundle}`, import.meta.url))) run(bundle);
}
console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);

/**
 * @param {string} script
 * @param {readonly string[]} args
 */
function run(script, ...args) {
  const { status, error } = spawnSync(process.execPath, [script, ...args], { cwd: ROOT, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`The build stopped: ${script} ${error ? `could not start (${error.message})` : 'failed'}.`);
  process.exit(1);
}
