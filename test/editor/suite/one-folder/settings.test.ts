import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { findings, folder, messages, open, retype } from '../lockkeeper.ts';
import { git } from '../repository.ts';

const UNPINNED = 'flask has no version. Write flask==<version>.';

suite('settings of a person', () => {
  const set = async (name: string, value: unknown) => {
    await vscode.workspace
      .getConfiguration('lockkeeper')
      .update(name, value, vscode.ConfigurationTarget.Global);
  };

  teardown(async () => {
    await set('rules.customizations', undefined);
    await set('run', undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    git(folder(), 'checkout', '--quiet', '--', 'requirements.txt', 'requirements.lock');
  });

  test('draw a rule otherwise, and say what CI makes of it', async () => {
    const document = await open('requirements.txt');
    await set('rules.customizations', [{ rule: 'dependencies/*', severity: 'info' }]);
    await eventually(() => {
      const finding = findings(document).find(({ message }) => message.startsWith(UNPINNED));
      assert.equal(finding?.severity, vscode.DiagnosticSeverity.Information);
      assert.equal(finding.message, `${UNPINNED} (CI: error)`);
    });
    await set('rules.customizations', [{ rule: 'dependencies/*', severity: 'off' }]);
    await eventually(() => assert.deepEqual(messages(document), []));
    await set('rules.customizations', undefined);
    await eventually(() => assert.ok(messages(document).includes(UNPINNED), messages(document).join('\n')));
  });

  test('judge a file when it is saved, and not before', async () => {
    await set('run', 'onSave');
    const document = await open('requirements.txt');
    await eventually(() => assert.ok(messages(document).includes(UNPINNED)));
    await retype(document, 'flask==3.0.3\n');
    // What happens beside it has all files judged anew.
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(folder(), 'requirements.lock'),
      Buffer.from('flask==3.0.2\n'),
    );
    await new Promise((resolve) => setTimeout(resolve, 4000));
    assert.ok(messages(document).includes(UNPINNED), messages(document).join('\n'));
    await document.save();
    await eventually(() => assert.ok(!messages(document).includes(UNPINNED), messages(document).join('\n')));
  });

  test('the command repairs what is safe in the open file', async () => {
    const document = await open('requirements.txt');
    await retype(document, 'flask\nrequests\n');
    await eventually(() => assert.ok(findings(document).length > 1, messages(document).join('\n')));
    await vscode.commands.executeCommand('lockkeeper.fixAll');
    await eventually(() => assert.equal(document.getText(), 'flask==3.0.3\nrequests==2.32.3\n'));
  });
});
