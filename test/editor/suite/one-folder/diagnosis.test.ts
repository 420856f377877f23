import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';

suite('the diagnosis of the databases', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('is a document to be read, which says of each trouble whether it is at hand and what to do', async () => {
    await vscode.commands.executeCommand('lockkeeper.diagnoseDatabases');
    await eventually(() => {
      const shown = vscode.window.activeTextEditor?.document;
      assert.equal(shown?.languageId, 'markdown');
      assert.match(shown.getText(), /^# Diagnosis of the databases at \d/);
    });
    const shown = vscode.window.activeTextEditor?.document;
    const lines = (shown?.getText() ?? '').split('\n');
    const troubles = lines.filter((line) => line.startsWith('### '));
    assert.deepEqual(
      troubles.map((line) => line.slice(4, line.lastIndexOf(':'))),
      [
        'Production has unexpected Alembic version',
        'Database migrations failed - continuing anyway',
        'The platform still shows DROP TABLE',
      ],
      lines.join('\n'),
    );
    // Nobody named a database here, and nothing is claimed of one.
    assert.match(lines.join('\n'), /Production was not seen because DATABASE\\_URL\\_PROD is not set\./);
    assert.equal(shown?.isDirty, false);
  });
});
