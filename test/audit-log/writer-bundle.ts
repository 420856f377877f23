import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { rolldown } from 'rolldown';

/** Makes `writer-program.ts` one plain file that Node can run and that can be killed. */
export async function bundleWriter(folder: string): Promise<string> {
  const source = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const bundle = await rolldown({
    input: source('writer-program.ts'),
    platform: 'node',
    treeshake: { moduleSideEffects: false },
    checks: { eval: false },
    resolve: { alias: { '@lockkeeper/policy-core': source('../../packages/policy-core/src') } },
  });
  const file = path.join(folder, 'writer.mjs');
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  return file;
}
