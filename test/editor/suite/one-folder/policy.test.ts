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

  test('is completed while it is typed, in the form that the choice has', async () => {
    const policy = await policyWith('policy:\n  sta\n');
    const end = policy.positionAt(policy.getText().length - 1);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      policy.uri,
      end,
    );
    const status = items.find(({ label }) => label === 'status');
    assert.ok(status, `it is not among ${items.length}`);
    assert.equal(status.detail, 'canonical | draft');
    assert.ok(status.insertText instanceof vscode.SnippetString);
    assert.equal(status.insertText.value, 'status: ${1|canonical,draft|}');
  });

  test('has a word that nobody knows changed to the one that was meant', async () => {
    const policy = await policyWith('documants: []\n');
    const text = policy.getText().replace('documants: []\n', '');
    const finding = await eventually(() => {
      const found = findings(policy).find(({ message }) => message.includes('documants'));
      assert.ok(found, 'the word is not underlined');
      return found;
    });
    const edit = await eventually(async () => {
      const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        policy.uri,
        finding.range,
      );
      const change = actions.find(({ title }) => title === 'Change to documents');
      assert.ok(change?.edit, `offered: ${actions.map(({ title }) => title).join()}`);
      return change.edit;
    });
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(policy.getText(), `${text}documents: []\n`);
  });

  test('says of a rule what it demands, and leads to its page', async () => {
    const policy = await policyWith('rules:\n  docs/encoding: off\n');
    const place = policy.positionAt(policy.getText().indexOf('docs/encoding') + 3);
    const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      'vscode.executeHoverProvider',
      policy.uri,
      place,
    );
    const text = hovers
      .flatMap(({ contents }) =>
        contents.map((content) => (typeof content === 'string' ? content : content.value)),
      )
      .join('\n');
    assert.ok(text.includes('unless the policy says otherwise'), text);
    const links = await vscode.commands.executeCommand<readonly vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      policy.uri,
    );
    const targets = links.map(({ target }) => target?.toString());
    assert.ok(
      targets.includes(`${vscode.env.uriScheme}://lockkeeper.lockkeeper/rules/docs/encoding`),
      targets.join(),
    );
  });
});

/** The policy of the last commit with more below it. What a test before wrote may still be taken back on disk. */
function policyWith(more: string): Promise<vscode.TextDocument> {
  return eventually(async () => {
    const policy = await open('lockkeeper.yaml');
    assert.equal(policy.getText().includes('protekted'), false);
    await retype(policy, `${policy.getText()}${more}`);
    return policy;
  });
}
