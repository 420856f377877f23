// Puts the extension into one CommonJS file, the form that an extension host loads.
import path from 'node:path';

import { rolldown } from 'rolldown';

import { thirdPartyNotices } from '../../tools/bundle/third-party-notices.mjs';

const notices = thirdPartyNotices();
const bundle = await rolldown({
  input: path.join(import.meta.dirname, 'src/extension.ts'),
  external: ['vscode'],
  platform: 'node',
  plugins: [notices.plugin],
  // The other form of some packages loads its parts by names that a bundler cannot follow.
  resolve: { mainFields: ['module', 'main'] },
});
try {
  await bundle.write({
    file: path.join(import.meta.dirname, 'dist/extension.cjs'),
    format: 'cjs',
    minify: true,
  });
} finally {
  await bundle.close();
}
notices.write(path.join(import.meta.dirname, 'dist/THIRD-PARTY-NOTICES.txt'));
