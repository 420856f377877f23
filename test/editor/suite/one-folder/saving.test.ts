import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { findings, folder, messages, open, retype } from '../lockkeeper.ts';
import { git } from '../repository.ts';

suite('fixes on save', () => {
  const settings = () => vscode.workspace.getConfiguration('editor');

  suiteSetup(async () => {
    const onSave = { 'source.fixAll.lockkeeper': 'explicit' };
    await settings().update('codeActionsOnSave', onSave, vscode.ConfigurationTarget.Global);
  });

  suiteTeardown(async () => {
    await settings().update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
  });

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    git(folder(), 'checkout', '--quiet', '--', 'requirements.txt', 'requirements.lock');
  });

  test('repair every safe finding of the file, and nothing else of it', async () => {
    const document = await open('requirements.txt');
    await retype(document, '# Kept as it is.\nflask\nrequests\n');
    await eventually(() => assert.ok(findings(document).length > 1, messages(document).join('\n')));
    await vscode.commands.executeCommand('workbench.action.files.save');
    await eventually(() =>
      assert.equal(document.getText(), '# Kept as it is.\nflask==3.0.3\nrequests==2.32.3\n'),
    );
    await eventually(() => assert.equal(document.isDirty, false));
    await eventually(() => assert.deepEqual(messages(document), []));
  });
});
