import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, extension, findings, folder, messages, open } from '../lockkeeper.ts';
import { note } from '../note.ts';

const UNPINNED = 'flask has no version. Write flask==<version>.';

suite('in the oldest VS Code', () => {
  test('a policy wakes the extension, its server runs and every command is there', async () => {
    note('VS Code', vscode.version);
    await eventually(() => assert.equal(extension().isActive, true));
    const { clientState } = await api();
    await eventually(() => assert.equal(clientState(), 'running'));
    const known = new Set(await vscode.commands.getCommands(true));
    const promised: readonly { readonly command: string }[] = extension().packageJSON.contributes.commands;
    assert.deepEqual(
      promised.filter(({ command }) => !known.has(command)),
      [],
    );
  });

  test('an unpinned requirement is underlined, its fix pins it, and then the file is clean', async () => {
    const document = await open('requirements.txt');
    const finding = await eventually(() => {
      const found = findings(document).find(({ message }) => message === UNPINNED);
      assert.ok(found, messages(document).join('\n'));
      return found;
    });
    assert.equal(document.getText(finding.range), 'flask');
    const fixes = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = fixes.find(({ title }) => title === 'Pin to flask==3.0.3');
    assert.ok(fix?.edit, fixes.map(({ title }) => title).join());
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await eventually(() => assert.deepEqual(messages(document), []));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('a check of the workspace, the status and the drawn history answer', async () => {
    const answer = await vscode.commands.executeCommand<{ readonly files: number }>(
      'lockkeeper.checkWorkspace',
    );
    assert.ok(answer.files > 0);
    const { status } = await api();
    assert.match(status().detail, /lockkeeper\.yaml/);
    await vscode.commands.executeCommand('lockkeeper.showMigrationHistory', folder().toString());
    await eventually(() => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      assert.ok(tabs.some(({ input }) => input instanceof vscode.TabInputWebview));
    });
  });
});
