import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, extension, open } from '../lockkeeper.ts';
import { note } from '../note.ts';

suite('activation', () => {
  test('a policy in the workspace wakes the extension', async () => {
    await eventually(() => assert.equal(extension().isActive, true));
  });

  test('the extension is the packed one', async () => {
    const { extensionPath, packageJSON } = extension();
    note('VS Code', vscode.version, vscode.env.appName, 'extension at', extensionPath);
    assert.equal(packageJSON.name, 'lockkeeper');
    const names = (await vscode.workspace.fs.readDirectory(vscode.Uri.file(extensionPath))).map(
      ([name]) => name,
    );
    assert.equal(names.includes('src'), false);
  });

  test('the server runs', async () => {
    const { clientState } = await api();
    await eventually(() => assert.equal(clientState(), 'running'));
  });

  test('every command of the palette is there', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const promised: readonly { readonly command: string }[] = extension().packageJSON.contributes.commands;
    assert.deepEqual(
      promised.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });

  test('the status names policy, branch, moment and version, and counts findings', async () => {
    await open('requirements.txt');
    const { status } = await api();
    await eventually(() => {
      assert.match(status().text, /^Lockkeeper: \d+ errors?/);
      assert.equal(status().severity, 'warning');
      const version: unknown = extension().packageJSON.version;
      const [policy, changed, branch, judged, came] = status().detail.split(' · ');
      const about = ['lockkeeper.yaml', '1 changed file judged', 'ledger-rounding'];
      assert.deepEqual([policy, changed, branch], about);
      assert.match(judged ?? '', /^judged \d\d:\d\d$/);
      assert.equal(came, `version ${String(version)}, bundled`);
    });
  });
});
