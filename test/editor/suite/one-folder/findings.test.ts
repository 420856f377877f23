import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, findings, folder, messages, open, retype, ruleOf } from '../lockkeeper.ts';
import { git } from '../repository.ts';

const PINNED_RULE = 'dependencies/requirements-pinned';
const UNPINNED = 'flask has no version. Write flask==<version>.';
const PROTECTED =
  'Changes to core/ledger.py (section core) need the label approved-core-change. Ask an approver for it.';

suite('findings while typing', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('an unpinned requirement is underlined with the sentence of CI', async () => {
    const document = await open('requirements.txt');
    const finding = await findingOf(document, UNPINNED);
    assert.equal(ruleOf(finding), PINNED_RULE);
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(finding.range), 'flask');
  });

  test('the link of a finding leads to the page that came with the extension', async () => {
    const { code } = await findingOf(await open('requirements.txt'), UNPINNED);
    assert.ok(typeof code === 'object');
    assert.equal(
      code.target.toString(),
      `${vscode.env.uriScheme}://lockkeeper.lockkeeper/rules/${PINNED_RULE}`,
    );
  });

  test('the link opens the page, and a link to anything else opens nothing', async () => {
    const { code } = await findingOf(await open('requirements.txt'), UNPINNED);
    assert.ok(typeof code === 'object');
    await vscode.commands.executeCommand('vscode.open', code.target);
    await eventually(() =>
      assert.ok(
        tabs().some((label) => label.includes('requirements-pinned')),
        tabs().join(),
      ),
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('vscode.open', code.target.with({ path: '/rules/../../package' }));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(tabs(), []);
  });

  test('the quick fix pins it, and then the file is clean', async () => {
    const document = await open('requirements.txt');
    const { range } = await findingOf(document, UNPINNED);
    const fix = await eventually(async () => {
      const found = (await fixesAt(document, range)).find(({ title }) => title === 'Pin to flask==3.0.3');
      assert.ok(found?.edit, 'there is no such fix');
      return { edit: found.edit, isPreferred: found.isPreferred };
    });
    assert.equal(fix.isPreferred, true);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.lineAt(1).text, 'flask==3.0.3');
    await eventually(() => assert.deepEqual(messages(document), []));
  });

  test('all that break one rule are fixed at once, where there are several', async () => {
    const document = await open('requirements.txt');
    await retype(document, 'flask\nrequests\n');
    const { range } = await findingOf(document, UNPINNED);
    await findingOf(document, 'requests has no version. Write requests==<version>.');
    const title = `Fix all ${PINNED_RULE} problems in this file`;
    const fix = (await fixesAt(document, range)).find((action) => action.title === title);
    assert.ok(fix?.edit, 'there is no such fix');
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), 'flask==3.0.3\nrequests==2.32.3\n');
  });

  test('a line is judged while it is typed, before it is saved', async () => {
    const document = await open('requirements.txt');
    await retype(document, 'flask==3.0.3\nrequests>=2\n');
    await eventually(() => {
      assert.ok(
        messages(document).includes('requests>=2 allows more than one version. Pin one with ==.'),
        messages(document).join('\n'),
      );
      assert.equal(messages(document).includes(UNPINNED), false);
    });
    assert.equal(document.isDirty, true);
  });

  test('the hover says what must be true and what can be done', async () => {
    const document = await open('requirements.txt');
    const { range } = await findingOf(document, UNPINNED);
    const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      range.start,
    );
    const text = hovers
      .flatMap(({ contents }) =>
        contents.map((content) => (typeof content === 'string' ? content : content.value)),
      )
      .join('\n')
      .replaceAll('\\', '');
    assert.ok(text.includes(`**${PINNED_RULE}**: Pin every requirement to one version with ==.`), text);
    assert.ok(text.includes('Quick fix: Pin to flask==3.0.3.'), text);
    assert.equal(text.includes(UNPINNED), false); // VS Code shows it above.
  });

  test('a finding is one row among the problems, and an action opens the line of the policy that decided it', async () => {
    const document = await open('core/ledger.py');
    const finding = await findingOf(document, PROTECTED);
    assert.deepEqual(finding.relatedInformation ?? [], []);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
    );
    const action = actions.find(({ title }) => title.startsWith('Open the policy line that decided this'));
    const [uri, range] = (action?.command?.arguments ?? []) as [string, vscode.Range];
    assert.equal(uri, vscode.Uri.joinPath(folder(), 'lockkeeper.yaml').toString());
    assert.equal(range.start.line, 5);
  });

  test('a protected file that changed is information, not an error', async () => {
    const document = await open('core/ledger.py');
    const finding = await findingOf(document, PROTECTED);
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Information);
    assert.equal(ruleOf(finding), 'paths/protected');
    assert.equal(finding.range.start.line, 0);
  });

  test('what waits is listed with its reason, rule by rule', async () => {
    await open('core/ledger.py');
    const { waiting } = await api();
    await eventually(() => {
      const rows = waiting();
      assert.ok(
        rows.some(({ rule, detail }) => rule === 'paths/protected' && /^Not decided here: .+\./.test(detail)),
        JSON.stringify(rows),
      );
    });
  });

  test('a file that is closed and then repaired elsewhere is not underlined for ever', async () => {
    // Opened as a user does: what an extension opens stays open after its tab is gone.
    const lock = { uri: vscode.Uri.joinPath(folder(), 'requirements.lock') };
    await vscode.workspace.fs.writeFile(lock.uri, Buffer.from('flask\nrequests==2.32.3\n'));
    try {
      await vscode.commands.executeCommand('vscode.open', lock.uri);
      await eventually(() => assert.ok(messages(lock).includes(UNPINNED), messages(lock).join('\n')));
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    } finally {
      git(folder(), 'checkout', '--quiet', '--', 'requirements.lock');
    }
    await eventually(() => assert.equal(messages(lock).includes(UNPINNED), false));
  });

  // Behind what needs the lock closed: a document that a test has opened stays open after its tab is gone.
  test('a lock is judged as well, though VS Code has no language for it', async () => {
    const document = await open('requirements.lock');
    await retype(document, 'flask\nrequests==2.32.3\n');
    const finding = await findingOf(document, UNPINNED);
    assert.equal(ruleOf(finding), 'dependencies/lock-unpinned');
    assert.equal(document.getText(finding.range), 'flask');
  });

  test('a fix reaches the other file of the pair, which is not open', async () => {
    const document = await open('requirements.txt');
    await retype(document, 'flask==3.0.3\nrequests==2.32.3\nrich==13.9.4\n');
    const sentence = 'rich==13.9.4 is not in requirements.lock. Regenerate the lock, or add the line to it.';
    const { range } = await findingOf(document, sentence);
    const fixes = await fixesAt(document, range);
    const fix = fixes.find(({ title }) => title === 'Add rich==13.9.4 to requirements.lock');
    assert.ok(fix?.edit, fixes.map(({ title }) => title).join());
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    const lock = await open('requirements.lock');
    try {
      assert.equal(lock.getText(), 'flask==3.0.3\nrequests==2.32.3\nrich==13.9.4\n');
      await eventually(() => assert.deepEqual([...messages(document), ...messages(lock)], []));
    } finally {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });

  test('a file that the policy does not name is left alone', async () => {
    const document = await open('README.md');
    await retype(document, 'flask\n');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(messages(document), []);
  });
});

/** With exactly this sentence: what was said about an earlier text may still be there. */
async function findingOf(document: vscode.TextDocument, sentence: string): Promise<vscode.Diagnostic> {
  return eventually(() => {
    const finding = findings(document).find(({ message }) => message === sentence);
    assert.ok(finding, `"${sentence}" is not among ${JSON.stringify(messages(document))}`);
    return finding;
  });
}

async function fixesAt(
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

function tabs(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}
