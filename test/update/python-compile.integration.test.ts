import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { installBot } from '../../tools/sample-bot/made-bot.mjs';

const COMPILEALL = ['compileall', '-q'];
const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lk-compile-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!HAS_PYTHON)(`a version${HAS_PYTHON ? '' : ': skipped, python3 is not here'}`, () => {
  test.each([
    ['that Python compiles is laid ready', COMPILEALL, { 'bot.py': 'print("on")\n' }, 'staged'],
    ['that Python does not compile is refused', COMPILEALL, { 'bot.py': 'print("on"\n' }, 'failed'],
    ['without the file that is compiled is refused', ['py_compile'], {}, 'failed'],
    // Python ends with 0 there, which is why the page names py_compile for one file.
    ['without it passes compileall', COMPILEALL, {}, 'staged'],
  ])('%s [row 3.18]', async (...[, module, files, result]) => {
    const compile = ['python3', '-m', ...module, 'bot.py'];
    const { bot } = await installBot(folder, 'inplace', { test_commands: [compile] });
    bot.release('v1.1.0', files);
    expect(JSON.parse((await bot.update(['acquire'])).stdout)).toMatchObject({ result });
  });
});
