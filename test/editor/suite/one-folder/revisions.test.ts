import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { findings, folder, open, ruleOf } from '../lockkeeper.ts';

const PATH = 'alembic/versions/ab12_notes.py';
const HEAD = `from alembic import op
import sqlalchemy as sa

revision = "ab12"
down_revision = None


def upgrade() -> None:
    op.create_table("notes", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_index("ix_notes_id", "notes", ["id"])


def downgrade() -> None:
`;
const FIX = 'Fill the downgrade with the inverse of each step (review)';

suite('a revision that was just generated', () => {
  const uri = () => vscode.Uri.joinPath(folder(), PATH);

  setup(() => vscode.workspace.fs.writeFile(uri(), Buffer.from(`${HEAD}    pass\n`)));

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), 'alembic'), { recursive: true });
  });

  test('gets the way back that it lacks, and loses it again by one undo', async () => {
    const document = await open(PATH);
    const finding = await eventually(() => {
      const [only, ...more] = findings(document);
      assert.deepEqual([only && ruleOf(only), more], ['migrations/downgrade-empty', []]);
      assert.ok(only);
      return only;
    });
    assert.equal(document.getText(finding.range), 'downgrade');
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    const fixes: readonly vscode.CodeAction[] = await vscode.commands.executeCommand(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = fixes.find(({ title }) => title === FIX);
    assert.ok(fix?.edit, fixes.map(({ title }) => title).join());
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(
      document.getText(),
      `${HEAD}    op.drop_index(op.f("ix_notes_id"), table_name="notes")\n    op.drop_table("notes")\n`,
    );
    await eventually(() => assert.deepEqual(findings(document), []));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), `${HEAD}    pass\n`);
    await eventually(() => assert.deepEqual(findings(document).map(ruleOf), ['migrations/downgrade-empty']));
  });
});
