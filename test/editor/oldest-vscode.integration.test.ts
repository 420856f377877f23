import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { packageVsix } from '../../packages/extension/package-vsix.mjs';
import { ensureVscodeServer } from '../../tools/setup/vscode-server.mjs';
import { buildSuite } from './build-suite.mjs';
import { createWorkspaces } from './product-workspaces.ts';
import { runSuite } from './run-in-vscode.mjs';

const CACHE = path.resolve(import.meta.dirname, '../../.cache');
const LIMIT_MS = 1_500_000;

const server = await ensureVscodeServer({ log: console.log, release: 'oldest' });
if (server.kind === 'unavailable') console.log(`Skipped, the oldest VS Code: ${server.reason}.`);

describe('the packed extension in a VS Code older than it asks for', () => {
  test.runIf(server.kind === 'ready')(
    'wakes, underlines, fixes and draws',
    { timeout: LIMIT_MS },
    async () => {
      const { file: vsix } = await packageVsix({ output: path.join(CACHE, 'vsix/oldest.vsix') });
      const workspaces = createWorkspaces();
      try {
        const suite = await buildSuite({
          source: path.join(import.meta.dirname, 'suite/oldest'),
          output: path.join(CACHE, 'editor-suite/oldest'),
        });
        const run = await runSuite({ suite, vsix, workspace: workspaces.shop, inOldest: true });
        const bad = run.results.filter(({ state }) => state !== 'passed');
        expect(bad.map(({ title, message }) => `${title}: ${message}`)).toEqual([]);
        expect(run.problem).toBeUndefined();
        expect(run.vscode.version).toMatch(/^1\.100\./);
        expect(run.results).toHaveLength(3);
      } finally {
        workspaces.remove();
      }
    },
  );
});
