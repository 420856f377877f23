import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { packageVsix } from '../../packages/extension/package-vsix.mjs';
import { buildSuite } from './build-suite.mjs';
import { createWorkspaces, type Workspaces } from './product-workspaces.ts';
import { runSuite } from './run-in-vscode.mjs';

const CACHE = path.resolve(import.meta.dirname, '../../.cache');
const SETUP_LIMIT_MS = 600_000;
const RUN_LIMIT_MS = 1_500_000;

/** Without them the link of a finding would be answered by a question that no test can answer. */
const SETTINGS = { 'extensions.confirmedUriHandlerExtensionIds': ['lockkeeper.lockkeeper'] };

describe('the packed extension in a real VS Code', () => {
  let vsix = '';
  let workspaces: Workspaces;

  beforeAll(async () => {
    ({ file: vsix } = await packageVsix({ output: path.join(CACHE, 'vsix/suite.vsix') }));
    workspaces = createWorkspaces();
  }, SETUP_LIMIT_MS);

  afterAll(() => workspaces?.remove());

  test('keeps its promises in a repository', { timeout: RUN_LIMIT_MS }, () =>
    expectGreen('one-folder', workspaces.shop, 50),
  );

  test('keeps its promises in a workspace of several', { timeout: RUN_LIMIT_MS }, () =>
    expectGreen('many-folders', workspaces.harbour, 5),
  );

  /** `least`: a suite that lost its tests is not green. */
  async function expectGreen(name: string, workspace: string, least: number): Promise<void> {
    const suite = await buildSuite({
      source: path.join(import.meta.dirname, 'suite', name),
      output: path.join(CACHE, 'editor-suite', name),
    });
    const run = await runSuite({ suite, vsix, workspace, settings: SETTINGS });
    const bad = run.results.filter(({ state }) => state !== 'passed');
    expect(bad.map(({ title, message }) => `${title}: ${message}`)).toEqual([]);
    expect(run.problem).toBeUndefined();
    expect(run.results.length).toBeGreaterThanOrEqual(least);
  }
});
