import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { rolldown } from 'rolldown';

/** Makes what writes files into one plain file that a child process can run and be killed in. */
export async function bundleWriter(folder: string): Promise<string> {
  const input = fileURLToPath(new URL('../write/index.ts', import.meta.url));
  const bundle = await rolldown({ input, platform: 'node' });
  const file = path.join(folder, 'writer.mjs');
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  return file;
}
