import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { medianOf } from './measure.mjs';
import { ROOT } from './programs.mjs';

const WINDOWS = 3;
const LIMIT_MS = 600_000;

/** What VS Code says that the packed extension takes to be loaded and activated, in new windows of a real one. */
export function activationOfExtension() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  try {
    const file = path.join(folder, 'lockkeeper.vsix');
    printedBy('packages/extension/package-vsix.mjs', [file]);
    const times = JSON.parse(printedBy('test/editor/activation-times.mjs', [file, String(WINDOWS)]));
    return [
      {
        name: 'activation of the extension, as VS Code measures it',
        unit: /** @type {const} */ ('ms'),
        ours: medianOf(times),
        peers: [],
        must: 80,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} script @param {readonly string[]} args */
function printedBy(script, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, script), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  if (status !== 0) throw new Error(`${script} failed. ${stderr}`);
  return stdout;
}
