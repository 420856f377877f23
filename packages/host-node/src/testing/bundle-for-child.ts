import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { rolldown } from 'rolldown';

/** Makes what writes files into one plain file that a child process can run and be killed in. */
export async function bundleWriter(folder: string): Promise<string> {
  // Not the whole of `write`: branches and commands bring policy-core along, which a child need not load.
  const input = path.join(folder, 'entry.mjs');
  writeFileSync(
    input,
    [
      'files/file-writer.ts',
      'files/write-new-file.ts',
      'register/register-lock.ts',
      'register/file-register.ts',
    ]
      .map((file) => fileURLToPath(new URL(`../write/${file}`, import.meta.url)))
      .map((file) => `export * from ${JSON.stringify(file)};\n`)
      .join(''),
  );
  const bundle = await rolldown({ input, platform: 'node' });
  const file = path.join(folder, 'writer.mjs');
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  return file;
}
