import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What users start. */
export const CLI = built('packages/cli/dist/lockkeeper.cjs');
export const SERVER = built('packages/lsp/dist/lockkeeper-lsp.cjs');

/** What every program in Node pays, whatever it does. */
export const BARE_NODE = { program: process.execPath, args: ['-e', '0'] };

/** @param {string} file */
function built(file) {
  const whole = `${ROOT}${file}`;
  if (!existsSync(whole)) throw new Error(`${file} is missing. Run \`pnpm build\` first.`);
  return whole;
}
