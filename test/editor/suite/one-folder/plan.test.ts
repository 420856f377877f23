import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, folder, outline, type PlanRow } from '../lockkeeper.ts';

const PLAN = `Publishing will run this migration:

DROP TABLE sessions;
ALTER TABLE users ADD COLUMN plan text;
`;
const DROPS = 'Drops the table sessions and every row in it.';

let lastPlan = 0;
const PLANS = vscode.Uri.joinPath(folder(), 'plans');

suite('a migration plan', () => {
  suiteTeardown(() => vscode.workspace.fs.delete(PLANS, { recursive: true }));
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs
      .delete(vscode.Uri.joinPath(folder(), 'ops'), { recursive: true })
      .then(undefined, () => {}); // Most tests make no such folder.
  });

  test('that removes data is underlined, and leads to the steps out of it [row 4.25]', async () => {
    const document = await opened(PLAN);
    const check = await checkOpenDocument();
    assert.equal(check?.verdict, 'fail');
    const found = vscode.languages.getDiagnostics(document.uri);
    assert.deepEqual(
      found.map(({ message, source, code, range }) => [message, source, code, document.getText(range)]),
      [
        [DROPS, 'lockkeeper plan', 'drop-table', 'DROP TABLE sessions;'],
        [
          'It is neither SQL that PostgreSQL reads nor a known sentence.',
          'lockkeeper plan',
          undefined,
          'Publishing will run this migration:',
        ],
      ],
    );
    const { plan } = await api();
    const rows = outline(plan());
    assert.equal(rows[0], 'Do not approve this plan: 1 reason.');
    assert.ok(rows.includes('Do this instead'), rows.join('\n'));
    assert.ok(rows.includes('  1. Cancel the publish.'), rows.join('\n'));
    assert.equal(steps(plan()).length, 6);
    assert.deepEqual(
      steps(plan()).map(({ isDone }) => isDone),
      [false, false, false, false, false, false],
    );
  });

  test('has its steps ticked one by one', async () => {
    await opened(PLAN);
    await checkOpenDocument();
    const { plan } = await api();
    await vscode.commands.executeCommand('lockkeeper.toggleStep', 0);
    await vscode.commands.executeCommand('lockkeeper.toggleStep', 2);
    await vscode.commands.executeCommand('lockkeeper.toggleStep', 0);
    assert.deepEqual(
      steps(plan()).map(({ isDone }) => isDone),
      [false, false, true, false, false, false],
    );
  });

  test('opens the line that a reason speaks of', async () => {
    await opened(PLAN);
    await checkOpenDocument();
    await vscode.commands.executeCommand('lockkeeper.openPlanLine', 3);
    await eventually(() => assert.equal(vscode.window.activeTextEditor?.selection.start.line, 2));
  });

  test('is no longer underlined once it is edited', async () => {
    const document = await opened(PLAN);
    await checkOpenDocument();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(3, 0), '-- ');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await eventually(() => assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []));
  });

  test('counts the lines of the document where only a part is selected', async () => {
    const document = await opened(`SELECT 1;\n\n${PLAN}`);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(4, 3, 4, 20);
    await checkOpenDocument();
    await eventually(() => {
      const [finding, ...more] = vscode.languages.getDiagnostics(document.uri);
      assert.deepEqual([finding?.message, finding?.range.start.line, more], [DROPS, 4, []]);
    });
    const { plan } = await api();
    assert.equal(plan()[0]?.children[0]?.description, 'line 5, drop-table');
  });

  test('that only adds has no steps', async () => {
    const document = await opened('ALTER TABLE users ADD COLUMN plan text;\n');
    assert.equal((await checkOpenDocument())?.verdict, 'pass');
    const { plan } = await api();
    assert.deepEqual(outline(plan()), ['Nothing in this plan removes data.']);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  test('its third step opens what the audit wrote [row 4.27]', async () => {
    await opened(PLAN);
    await checkOpenDocument();
    const { plan } = await api();
    const audit = steps(plan())[2];
    assert.deepEqual(audit?.actions, [{ kind: 'open', path: 'ops/db_audit/' }]);
    const summary = vscode.Uri.joinPath(folder(), 'ops/db_audit/dev-summary.txt');
    await vscode.workspace.fs.writeFile(summary, Buffer.from('alembic_version: ab12\n'));
    await eventually(async () => {
      await vscode.commands.executeCommand('lockkeeper.openStepFiles', audit);
      assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), summary.toString());
    });
  });
});

/** Each a file of its own: the name of an unsaved document is given again to the next one. */
async function opened(content: string): Promise<vscode.TextDocument> {
  const file = vscode.Uri.joinPath(PLANS, `plan-${(lastPlan += 1)}.txt`);
  await vscode.workspace.fs.writeFile(file, Buffer.from(content));
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document, { preview: false });
  // On a busy machine the one before is the active one for a moment longer.
  await eventually(() => assert.equal(vscode.window.activeTextEditor?.document, document));
  return document;
}

/** Takes what is offered first: the selection, or the whole document. A plan that was checked before is not asked about. */
async function checkOpenDocument(): Promise<{ readonly verdict: string } | undefined> {
  const ended = Promise.resolve(
    vscode.commands.executeCommand<{ readonly verdict: string }>('lockkeeper.checkPastedPlan'),
  );
  // The list needs a moment, and longer on a busy machine.
  for (let isOver = false; !isOver;) {
    isOver = await Promise.race([ended.then(() => true), moment().then(() => false)]);
    if (!isOver) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }
  return ended;
}

function moment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 700));
}

function steps(rows: readonly PlanRow[]): readonly PlanRow[] {
  return rows.flatMap(({ kind, children }) => (kind === 'steps' ? children : []));
}
