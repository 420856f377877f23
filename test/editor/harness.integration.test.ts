import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ensureChromium } from '../../tools/setup/chromium.mjs';
import { ensureVscodeServer } from '../../tools/setup/vscode-server.mjs';
import { buildSuite } from './build-suite.mjs';
import { packFixtureExtension } from './pack-fixture-extension.ts';
import { runSuite, type SuiteRun } from './run-in-vscode.mjs';

const SETUP_LIMIT_MS = 600_000;
const RUN_LIMIT_MS = 300_000;

const EXTENSION = path.join(import.meta.dirname, 'fixtures/tiny-extension');
const WORKSPACE = path.join(import.meta.dirname, 'fixtures/workspace');

const GREEN = `
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

suite('the tiny extension', () => {
  test('is the unpacked one', async () => {
    const extension = vscode.extensions.getExtension('lockkeeper-tests.tiny');
    assert.equal((await extension?.activate()).word, 'unpinned');
    Reflect.get(globalThis, 'note')('extension at', extension?.extensionPath);
  });
  test('gets the environment, the settings and a copy of the workspace', () => {
    assert.equal(process.env['GATE'], 'upper');
    assert.equal(vscode.workspace.getConfiguration('editor').get('tabSize'), 7);
    assert.notEqual(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath, ${JSON.stringify(WORKSPACE)});
  });
  // Text of a suite that the harness runs, and no test of ours: a skip is told as one that waits.
  test.skip('waits for high water', () => {});
});`;

const RED = `
suite('the tiny extension', () => {
  test('is red', () => { throw new Error('The gate is open.'); });
  test('is green', () => {});
});`;

const EMPTY = `suite('the tiny extension', () => {});`;

const isServerPlatform = process.platform === 'linux' && process.arch === 'x64';

describe.runIf(isServerPlatform)('a suite run in the stand-in for desktop VS Code', () => {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'lk-'));
  const wanted = process.env['LOCKKEEPER_VSCODE'];

  beforeAll(async () => {
    process.env['LOCKKEEPER_VSCODE'] = 'server';
    await ensureChromium({ log: console.log });
    await ensureVscodeServer({ log: console.log });
  }, SETUP_LIMIT_MS);

  afterAll(() => {
    if (wanted === undefined) delete process.env['LOCKKEEPER_VSCODE'];
    else process.env['LOCKKEEPER_VSCODE'] = wanted;
    rmSync(scratch, { recursive: true, force: true });
  });

  test('is green when all tests pass, in the packed extension', { timeout: RUN_LIMIT_MS }, async () => {
    const vsix = path.join(scratch, 'tiny.vsix');
    await packFixtureExtension(EXTENSION, vsix);
    const run = await runOf('green', GREEN, { vsix });
    expect(run.problem).toBeUndefined();
    expect(run).toMatchObject({ passed: true, exitCode: 0, vscode: { kind: 'server', version: '1.139.1' } });
    expect(run.results.map(({ title, state }) => `${state}: ${title}`)).toEqual([
      'passed: the tiny extension is the unpacked one',
      'passed: the tiny extension gets the environment, the settings and a copy of the workspace',
      'pending: the tiny extension waits for high water',
    ]);
    expect(run.notes).toEqual([expect.stringMatching(/^extension at .*\/vsix\/extension$/)]);
  });

  test('ends with a non-zero code when a test fails, and says which', { timeout: RUN_LIMIT_MS }, async () => {
    const run = await runOf('red', RED, { extensionDevelopmentPath: EXTENSION });
    expect(run).toMatchObject({ passed: false, exitCode: 1, problem: '1 of 2 tests failed.' });
    expect(run.results[0]).toMatchObject({ state: 'failed', message: 'The gate is open.' });
  });

  test('ends with a non-zero code when no test ran', { timeout: RUN_LIMIT_MS }, async () => {
    const run = await runOf('empty', EMPTY, { extensionDevelopmentPath: EXTENSION });
    expect(run).toMatchObject({
      passed: false,
      exitCode: 1,
      problem: 'No test ran to its end (exit code 1).',
      results: [],
    });
    expect(run.output).toContain('No test ran in ');
  });

  async function runOf(
    name: string,
    source: string,
    extension: { readonly vsix: string } | { readonly extensionDevelopmentPath: string },
  ): Promise<SuiteRun> {
    const folder = path.join(scratch, name);
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'gates.test.ts'), source);
    const suite = await buildSuite({ source: folder, output: path.join(scratch, `${name}-built`) });
    const options = {
      env: { GATE: 'upper' },
      settings: { 'editor.tabSize': 7 },
      timeoutSeconds: 240,
      log: () => {},
    };
    return runSuite({ suite, workspace: WORKSPACE, ...extension, ...options });
  }
});
