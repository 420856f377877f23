// Puts the extension into one CommonJS file, the form that an extension host loads, and the script of its page into
// another, which a browser runs. The command line and the thread of the server that judges are bundled once more, so
// that what both of them need lies in the extension once.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { rolldown } from 'rolldown';

import { bundleCli } from '../../tools/bundle/cli-parts.mjs';
import { thirdPartyNotices } from '../../tools/bundle/third-party-notices.mjs';

const at = (/** @type {string} */ file) => path.join(import.meta.dirname, file);

/** Of policy-core only this part belongs here, and it is taken from the sources: the page carries nothing else. */
const alias = { '@lockkeeper/policy-core/report/drawing': at('../policy-core/src/report/drawing/index.ts') };

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
  { input: at('src/webview/page/main.ts'), platform: 'browser', resolve: { alias } },
  { file: at('dist/history-page.js'), format: 'iife', minify: true },
);
await write(
  { input: at('src/webview/page/timeline/main.ts'), platform: 'browser', resolve: { alias } },
  { file: at('dist/timeline-page.js'), format: 'iife', minify: true },
);
const shared = readFileSync(at('src/webview/page/page.css'), 'utf8');
writeFileSync(at('dist/history-page.css'), shared);
writeFileSync(
  at('dist/timeline-page.css'),
  `${shared}\n${readFileSync(at('src/webview/page/timeline/timeline.css'), 'utf8')}`,
);
await bundleCli(at('dist/programs'), {
  // Both tell what they hold in their own packages.
  notices: thirdPartyNotices().plugin,
  more: { 'chunks/lockkeeper-judge': at('../lsp/src/worker/worker.ts') },
  codeSplitting: {
    includeDependenciesRecursively: true,
    groups: [
      // What takes parts back as they were compiled before must not wait for one that is not.
      { name: 'compile-cache', test: /[\\/]cache[\\/](?:compile-cache|compiled-code)\.[jt]s$/, priority: 2 },
      // In one part, as it is in the server's own package: a key press goes through all of it.
      { name: 'judging', test: /[\\/]worker[\\/]worker\.ts$/, priority: 1 },
    ],
  },
});
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
