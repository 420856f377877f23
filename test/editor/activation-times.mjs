// `node activation-times.mjs VSIX WINDOWS`: what VS Code itself says of the packed extension, in as many new windows, as
// JSON on standard output: milliseconds to load its code and to activate it, from the editor of running extensions.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { openWorkbench } from './workbench.mjs';

const [vsix = '', windows = '1'] = process.argv.slice(2);
const workspace = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-activation-'));
try {
  writeFileSync(path.join(workspace, 'lockkeeper.yaml'), 'version: 1\n');
  const times = [];
  for (let window = 0; window < Number(windows); window += 1) times.push(await activationIn(workspace));
  process.stdout.write(`${JSON.stringify(times)}\n`);
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

/** @param {string} folder */
async function activationIn(folder) {
  const workbench = await openWorkbench({ vsix, workspace: folder });
  try {
    await workbench.runCommand('Developer: Show Running Extensions');
    const row = workbench.page
      .locator('.runtime-extensions-editor .monaco-list-row', { hasText: /lockkeeper/i })
      .first();
    const told = row.locator('.activation-time', { hasText: /\d+\s*ms/ });
    await told.waitFor();
    const [, milliseconds] = /(\d+)\s*ms/.exec(await told.innerText()) ?? [];
    return Number(milliseconds);
  } finally {
    await workbench.close();
  }
}
