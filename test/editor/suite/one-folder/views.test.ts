import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, findings, folder, open, retype, type FindingRow, type Row } from '../lockkeeper.ts';

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
        'requirements.lock has flask==3.0.3 instead of flask. Regenerate the lock, or make the two agree.',
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

suite('the view of updates', () => {
  test('shows what runs, and follows what the updater writes', async () => {
    const { updates } = await api();
    await eventually(() => assert.deepEqual(labels(updates()), ['✓ live']));
    const file = vscode.Uri.joinPath(folder(), 'bot_persistence/live/meta/banner.json');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(BANNER)));
    await eventually(() => assert.deepEqual(labels(updates()), ['✗ live', `✗ ${BANNER.title}`]));
  });
});

function labels(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ label, children }) => [label, ...children.map((child) => child.label)]);
}

const BANNER = {
  schema_version: 1,
  level: 'critical',
  code: 'rolled-back',
  title: 'v1.1.0 was rolled back. v1.0.0 runs again.',
  why: 'health: it answered 503',
  since: '2026-11-24T03:00:00.000Z',
  run: 'u-1',
  version_from: { version: 'v1.0.0', commit: 'a'.repeat(40) },
  version_to: { version: 'v1.1.0', commit: 'b'.repeat(40) },
  next_window: null,
};
