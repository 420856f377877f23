import * as assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import * as process from 'node:process';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, findings, open } from '../lockkeeper.ts';

suite('a language server that dies', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('comes back by itself, with its findings, and never twice', async function () {
    if (process.platform !== 'linux') this.skip();
    const document = await open('requirements.txt');
    await eventually(() => assert.ok(findings(document).length > 0));
    const [server, ...more] = servers();
    assert.ok(server !== undefined);
    assert.deepEqual(more, []);
    process.kill(server, 'SIGKILL');
    const { clientState } = await api();
    await eventually(() => {
      assert.equal(clientState(), 'running');
      assert.equal(servers().length, 1);
      assert.notEqual(servers()[0], server);
    });
    await eventually(() => assert.ok(findings(document).length > 0));
  });
});

/** The language servers that this extension host has started. */
function servers(): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((id) => Number.isInteger(id) && isOwnServer(id));
}

function isOwnServer(id: number): boolean {
  try {
    const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
    return Number(parent) === process.pid && command.includes('lockkeeper-lsp');
  } catch {
    return false; // It ended while it was looked at.
  }
}
