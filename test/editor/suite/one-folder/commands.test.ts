import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, findings, folder, open } from '../lockkeeper.ts';

suite('commands', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('Check Workspace judges every file, open or not, and lists what it found', async () => {
    const answer: {
      readonly findings: number;
      readonly files: number;
      readonly withoutPolicy: readonly string[];
    } = await vscode.commands.executeCommand('lockkeeper.checkWorkspace');
    assert.ok(answer.findings > 0, JSON.stringify(answer));
    assert.ok(answer.files >= 2, JSON.stringify(answer));
    assert.deepEqual(answer.withoutPolicy, []);
    const requirements = vscode.Uri.joinPath(folder(), 'requirements.txt');
    await eventually(() => {
      const found = vscode.languages.getDiagnostics(requirements).map(({ message }) => message);
      assert.ok(found.includes('flask has no version. Write flask==<version>.'), found.join('\n'));
    });
  });

  test('Restart Server brings the findings back', async () => {
    const document = await open('requirements.txt');
    await eventually(() => assert.ok(findings(document).length > 0));
    const { clientState, status } = await api();
    assert.equal(await vscode.commands.executeCommand('lockkeeper.restartServer'), true);
    assert.equal(clientState(), 'running');
    await eventually(() => assert.ok(findings(document).length > 0));
    await eventually(() => assert.match(status().text, /error/));
  });

  test('the setting switches Lockkeeper off and on', async () => {
    const document = await open('requirements.txt');
    const settings = vscode.workspace.getConfiguration('lockkeeper');
    const { clientState, status } = await api();
    await settings.update('enable', false, vscode.ConfigurationTarget.Global);
    await eventually(() => assert.equal(clientState(), 'off'));
    assert.equal(status().text, 'Lockkeeper is off');
    await eventually(() => assert.deepEqual(findings(document), []));
    assert.equal(await vscode.commands.executeCommand('lockkeeper.checkWorkspace'), undefined);
    await settings.update('enable', undefined, vscode.ConfigurationTarget.Global);
    await eventually(() => assert.equal(clientState(), 'running'));
    await eventually(() => assert.ok(findings(document).length > 0));
  });

  test('Open Policy opens it', async () => {
    await open('requirements.txt');
    const policy: vscode.Uri | undefined = await vscode.commands.executeCommand('lockkeeper.openPolicy');
    assert.equal(policy?.toString(), vscode.Uri.joinPath(folder(), 'lockkeeper.yaml').toString());
    await eventually(() =>
      assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), policy.toString()),
    );
  });

  test('Copy Diagnostic Information says what runs, and names no project', async () => {
    const text: string = await vscode.commands.executeCommand('lockkeeper.copyDiagnosticInformation');
    assert.match(text, /^Lockkeeper \S+\nEditor: .+\nRuntime: Node v/);
    assert.match(text, /Server: running, version \S+\nFolder 1: lockkeeper\.yaml with 0 problems/);
    assert.equal(text.includes('shop'), false);
  });

  test('Show Log opens the channel', async () => {
    await vscode.commands.executeCommand('lockkeeper.showLog');
    await eventually(() => {
      const shown = vscode.window.visibleTextEditors.map(({ document }) => document.uri);
      assert.ok(
        shown.some(({ scheme, path }) => scheme === 'output' && path.includes('lockkeeper.lockkeeper')),
        shown.join('\n'),
      );
    });
  });
});
