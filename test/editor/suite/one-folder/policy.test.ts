import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, findings, folder, messages, open, retype, ruleOf } from '../lockkeeper.ts';
import { git } from '../repository.ts';

suite('a policy that is edited', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    git(folder(), 'checkout', '--quiet', '--', 'lockkeeper.yaml');
  });

  test('decides anew about files that are open', async () => {
    const requirements = await open('requirements.txt');
    await eventually(() => assert.ok(findings(requirements).length > 0));
    const policy = await open('lockkeeper.yaml');
    await retype(policy, 'version: 1\nmigrations:\n  alembic: [alembic/versions]\n');
    await policy.save();
    await eventually(() => assert.deepEqual(messages(requirements), []));
    git(folder(), 'checkout', '--quiet', '--', 'lockkeeper.yaml');
    await eventually(() =>
      assert.ok(findings(requirements).some((one) => ruleOf(one) === 'dependencies/requirements-pinned')),
    );
  });

  test('is underlined itself where it is wrong, and the status says so', async () => {
    const policy = await open('lockkeeper.yaml');
    await retype(policy, `${policy.getText()}protekted: []\n`);
    await policy.save();
    await eventually(() => {
      const [finding] = findings(policy);
      assert.ok(finding, 'the policy is not underlined');
      assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
      assert.ok(finding.message.includes('protekted'), finding.message);
    });
    const { status } = await api();
    await eventually(() => assert.equal(status().text, 'Lockkeeper: the policy has 1 problem'));
    assert.equal(status().severity, 'error');
  });
});
