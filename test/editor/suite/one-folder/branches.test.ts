import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, findings, folder, messages, open, ruleOf } from '../lockkeeper.ts';
import { git } from '../repository.ts';

suite('a branch that is switched outside of the editor', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('takes its findings along and brings them back, without a restart', async () => {
    const document = await open('core/ledger.py');
    const { status } = await api();
    await eventually(() => assert.deepEqual(findings(document).map(ruleOf), ['paths/protected']));
    assert.match(status().detail, / · ledger-rounding · /);
    // The change is not committed, so it would come along.
    git(folder(), 'stash', 'push', '--quiet', '--include-untracked');
    git(folder(), 'switch', '--quiet', 'main');
    try {
      await eventually(() => assert.match(status().detail, / · main · /));
      await eventually(() => assert.deepEqual(messages(document), []));
    } finally {
      git(folder(), 'switch', '--quiet', 'ledger-rounding');
      git(folder(), 'stash', 'pop', '--quiet');
    }
    await eventually(() => assert.match(status().detail, / · ledger-rounding · /));
    await eventually(() => assert.deepEqual(findings(document).map(ruleOf), ['paths/protected']));
  });
});
