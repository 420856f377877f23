import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, findings, open, retype, type FindingRow } from '../lockkeeper.ts';

suite('the view of findings', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('lists what is underlined by area and rule, and follows the typing', async () => {
    const { findings: rows } = await api();
    const document = await open('requirements.txt');
    await eventually(() => assert.ok(findings(document).length > 0));
    await eventually(() =>
      assert.deepEqual(titles(rows(), 'dependencies'), [
        'dependencies',
        'lock-in-sync',
        'flask stands in requirements.lock as flask==3.0.3. Regenerate the lock, or make the two agree.',
        'requirements-pinned',
        'flask has no version. Write flask==<version>.',
      ]),
    );
    await retype(document, 'flask==3.0.3\nrequests==2.32.3\n');
    await eventually(() => assert.deepEqual(titles(rows(), 'dependencies'), []));
  });
});

function titles(rows: readonly FindingRow[], area: string): readonly string[] {
  const flat = (row: FindingRow): readonly string[] => [row.label, ...row.children.flatMap(flat)];
  return rows.filter(({ label }) => label === area).flatMap(flat);
}
