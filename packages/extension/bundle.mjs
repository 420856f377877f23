// Puts the extension into one CommonJS file, the form that an extension host loads.
import path from 'node:path';

import { rolldown } from 'rolldown';

const bundle = await rolldown({
  input: path.join(import.meta.dirname, 'src/extension.ts'),
  external: ['vscode'],
  platform: 'node',
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
