import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { ROOT } from './programs.mjs';

/** What a person downloads with every update. */
export function sizeOfExtension() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  try {
    const file = path.join(folder, 'lockkeeper.vsix');
    const script = path.join(ROOT, 'packages/extension/package-vsix.mjs');
    const { status, stderr } = spawnSync(process.execPath, [script, file], { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(`The extension could not be packed. ${stderr}`);
    return [
      {
        name: 'packed extension (.vsix)',
        unit: /** @type {const} */ ('MB'),
        ours: statSync(file).size / 1024 / 1024,
        peers: [],
        must: 4,
        goal: 2.5,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
