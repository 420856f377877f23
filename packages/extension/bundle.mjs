// Puts the extension into one CommonJS file, the form that an extension host loads, and the script of its page into
// another, which a browser runs.
import { copyFileSync } from 'node:fs';
import path from 'node:path';

import { rolldown } from 'rolldown';

import { thirdPartyNotices } from '../../tools/bundle/third-party-notices.mjs';

const at = (/** @type {string} */ file) => path.join(import.meta.dirname, file);

/** Of policy-core only this part belongs here, and it is taken from the sources: the page carries nothing else. */
const alias = { '@lockkeeper/policy-core/drawing': at('../policy-core/src/drawing/index.ts') };

const notices = thirdPartyNotices();
await write(
  {
    input: at('src/extension.ts'),
    external: ['vscode'],
    platform: 'node',
    plugins: [notices.plugin],
    // The other form of some packages loads its parts by names that a bundler cannot follow.
    resolve: { mainFields: ['module', 'main'], alias },
  },
  { file: at('dist/extension.cjs'), format: 'cjs', minify: true },
);
await write(
  { input: at('src/graph-page/main.ts'), platform: 'browser', resolve: { alias } },
  { file: at('dist/history-page.js'), format: 'iife', minify: true },
);
copyFileSync(at('src/graph-page/page.css'), at('dist/history-page.css'));
notices.write(at('dist/THIRD-PARTY-NOTICES.txt'));

/**
 * @param {import('rolldown').RolldownOptions} input
 * @param {import('rolldown').OutputOptions} output
 */
async function write(input, output) {
  const bundle = await rolldown(input);
  try {
    await bundle.write(output);
  } finally {
    await bundle.close();
  }
}
