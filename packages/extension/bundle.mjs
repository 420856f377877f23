// Puts the extension into one CommonJS file, the form that an extension host loads.
import path from 'node:path';

import { rolldown } from 'rolldown';

const bundle = await rolldown({
  input: path.join(import.meta.dirname, 'src/extension.ts'),
  external: ['vscode'],
  platform: 'node',
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
