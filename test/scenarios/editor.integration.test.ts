import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { packageVsix } from '../../packages/extension/package-vsix.mjs';
import { buildSuite } from '../editor/build-suite.mjs';
import { runSuite } from '../editor/run-in-vscode.mjs';
import { makeRepository, type Repository } from '../lsp/repository.ts';
import { readStories } from './stories.ts';

const CACHE = path.resolve(import.meta.dirname, '../../.cache');
const STORIES = readStories();

let folder = '';
let repositories: readonly Repository[] = [];

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-stories-')));
  repositories = STORIES.map(({ files }) => makeRepository(files));
  const folders = STORIES.map(({ name }, index) => ({ name, path: repositories[index]?.folder }));
  writeFileSync(path.join(folder, 'stories.code-workspace'), JSON.stringify({ folders }));
  writeFileSync(path.join(folder, 'stories.json'), JSON.stringify(STORIES));
});

afterAll(() => {
  for (const repository of repositories) repository.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('the packed extension in a real VS Code tells every story word for word', { timeout: 900_000 }, async () => {
  const { file: vsix } = await packageVsix({ output: path.join(CACHE, 'vsix/stories.vsix') });
  const suite = await buildSuite({
    source: path.join(import.meta.dirname, '../editor/suite/stories'),
    output: path.join(CACHE, 'editor-suite/stories'),
  });
  const run = await runSuite({
    suite,
    vsix,
    workspace: path.join(folder, 'stories.code-workspace'),
    env: { LOCKKEEPER_STORIES: path.join(folder, 'stories.json') },
  });
  const bad = run.results.filter(({ state }) => state !== 'passed');
  expect(bad.map(({ title, message }) => `${title}: ${message}`)).toEqual([]);
  expect(run.problem).toBeUndefined();
  expect(run.results.length).toBeGreaterThanOrEqual(STORIES.length);
});
