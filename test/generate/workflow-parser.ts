import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { rolldown } from 'rolldown';

import type * as entry from './workflow-parser-entry.ts';

type Parser = Pick<typeof entry, 'actionErrors' | 'workflowErrors'>;

/** GitHub's own parser. It imports JSON in a way that Node 20 refuses, so it is bundled first. */
export async function githubParser(): Promise<Parser> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-workflow-parser-'));
  const input = fileURLToPath(new URL('workflow-parser-entry.ts', import.meta.url));
  const bundle = await rolldown({ input, platform: 'node', logLevel: 'silent' });
  const file = path.join(folder, 'parser.mjs');
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  await bundle.close();
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
