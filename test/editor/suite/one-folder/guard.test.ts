import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { api, folder, outline, type Row } from '../lockkeeper.ts';
import { commitAll, git } from '../repository.ts';

suite('the deploy guard', () => {
  let start = '';

  suiteSetup(() => {
    start = git(folder(), 'rev-parse', 'HEAD').trim();
  });

  teardown(() => {
    git(folder(), 'reset', '--quiet', '--hard', start);
  });

  test('fails on a commit that breaks the policy, and each finding leads to its line', async () => {
    const [root] = await runGuard();
    assert.equal(root?.label, '❌ GUARD FAILED');
    assert.match(root.description, /There is no deploy record: only the tree was judged, not what changed\./);
    const rows = outline([root]);
    assert.ok(rows.includes('  ✗ dependencies/requirements-pinned'), rows.join('\n'));
    assert.ok(rows.includes('    flask has no version. Write flask==<version>.'), rows.join('\n'));
    const finding = root.children.find(({ label }) => label === '✗ dependencies/requirements-pinned')
      ?.children[0];
    assert.deepEqual(finding?.place, { path: 'requirements.txt', line: 2, column: 1 });
  });

  test('does not believe what is repaired on disk but not committed', async () => {
    await pin();
    assert.equal((await runGuard())[0]?.label, '❌ GUARD FAILED');
  });

  test('passes once the repair is committed', async () => {
    await pin();
    commitAll(folder(), 'Pin flask');
    const [root] = await runGuard();
    const rows = outline(root === undefined ? [] : [root]);
    assert.equal(root?.label, '✅ GUARD PASSED', rows.join('\n'));
    assert.ok(rows.includes('  ✓ dependencies/requirements-pinned'), rows.join('\n'));
    assert.deepEqual(
      rows.filter((row) => /[✗?]/.test(row)),
      [],
    );
  });

  test('is no pass where it cannot judge', async () => {
    await write('lockkeeper.yaml', 'version: 1\nprotekted: []\n');
    commitAll(folder(), 'Break the policy');
    const [root] = await runGuard();
    assert.equal(root?.label, '❌ GUARD FAILED');
    assert.equal(root.description, 'The release is not proved: the guard did not judge it.');
    assert.equal(root.children.length, 1);
  });
});

async function runGuard(): Promise<readonly Row[]> {
  const { guardResult } = await api();
  await vscode.commands.executeCommand('lockkeeper.runDeployGuard');
  return guardResult();
}

async function pin(): Promise<void> {
  await write('requirements.txt', 'flask==3.0.3\nrequests==2.32.3\n');
}

async function write(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), path), Buffer.from(text));
}
