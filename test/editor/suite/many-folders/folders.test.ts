import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, folder, messages, open } from '../lockkeeper.ts';

const NOTHING = 'Lockkeeper: nothing judged';

/** Some situations of the guard in a folder without git: what a policy says, and then the status. The server's tests have all. */
const COVERED = [
  {
    policy: '',
    says: NOTHING,
    because: /Judged \d+ files? of the tree: 0 rules passed, 164 not applicable\./,
  },
  {
    policy: 'migrations: { sql: [db/migration/**] }',
    says: NOTHING,
    because: /: 0 rules passed, 1 undetermined, .*policy\/matches-nothing: nothing lies there/,
  },
  {
    policy: 'documents: [tides.md]',
    says: 'Lockkeeper: no findings',
    because: /of the tree: [1-9]\d* rules? passed/,
  },
  {
    policy: 'documents: [tides.md]\nunsupported: note',
    says: 'Lockkeeper: no findings',
    because: /rules? passed.* · Seen and not judged: uv locks \(uv\.lock\)\./,
  },
  // Only that the place is there was looked at: without a change nothing else is.
  {
    policy: 'protected: [{ id: tides, paths: [tides.md], require: { label: ok } }]',
    says: 'Lockkeeper: no findings',
    because: /of the tree: 1 rule passed, 163 not applicable\./,
  },
] as const;

function written(): readonly [policy: vscode.Uri, lock: vscode.Uri] {
  const notes = folder('notes');
  return [vscode.Uri.joinPath(notes, 'lockkeeper.yaml'), vscode.Uri.joinPath(notes, 'uv.lock')];
}

suite('several folders', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const uri of written()) await vscode.workspace.fs.delete(uri).then(undefined, () => undefined);
  });

  test('each is judged by its own policy, and the status is about the open file', async () => {
    const { status } = await api();
    const broken = await open('requirements.txt', folder('shop'));
    await eventually(() => assert.ok(messages(broken).length > 0));
    await eventually(() => assert.match(status().text, /^Lockkeeper: \d+ errors?/));
    const sound = await open('requirements.txt', folder('quay'));
    await eventually(() => assert.equal(status().text, 'Lockkeeper: no findings'));
    assert.deepEqual(messages(sound), []);
    await open('tides.md', folder('notes'));
    await eventually(() => assert.equal(status().text, 'Lockkeeper: no policy'));
  });

  test('the status says what a check looked at, and where it looked at nothing', async () => {
    const { status } = await api();
    const [policy, lock] = written();
    await vscode.workspace.fs.writeFile(lock, new Uint8Array());
    await open('tides.md', folder('notes'));
    for (const { policy: said, says, because } of COVERED) {
      await vscode.workspace.fs.writeFile(policy, new TextEncoder().encode(`version: 1\n${said}\n`));
      await eventually(async () => {
        await vscode.commands.executeCommand('lockkeeper.checkWorkspace');
        assert.equal(status().text, says, `${said}: ${status().detail}`);
        assert.match(status().detail, because);
        assert.equal(status().severity, says === NOTHING ? 'warning' : 'information');
      });
    }
    await vscode.workspace.fs.delete(policy);
    await eventually(() => assert.equal(status().text, 'Lockkeeper: no policy'));
  });

  test('Check Workspace names the folder that has no policy', async () => {
    const answer: { readonly withoutPolicy: readonly string[] } =
      await vscode.commands.executeCommand('lockkeeper.checkWorkspace');
    assert.equal(answer.withoutPolicy.length, 1);
    assert.match(answer.withoutPolicy[0] ?? '', /\/notes\/?$/);
  });

  test('the view of findings names the folder of each', async () => {
    const { findings } = await api();
    await vscode.commands.executeCommand('lockkeeper.checkWorkspace');
    await eventually(() => {
      const places = findings().flatMap(({ children }) =>
        children.flatMap((rule) => rule.children.map(({ description }) => description)),
      );
      assert.ok(places.includes('shop/requirements.txt:2'), places.join());
      assert.deepEqual(
        places.filter((place) => place.startsWith('quay/')),
        [],
      );
    });
  });

  test('Run Deploy Guard asks which one', async () => {
    const { guardResult } = await api();
    assert.equal(await answered('lockkeeper.runDeployGuard', 0), 'ran');
    assert.match(guardResult()[0]?.label ?? '', /^✅ GUARD PASSED: /u);
    assert.equal(await answered('lockkeeper.runDeployGuard', 1), 'ran');
    assert.match(guardResult()[0]?.label ?? '', /^❌ GUARD FAILED: /u);
  });

  test('Open Policy opens that of the open file', async () => {
    await open('requirements.txt', folder('quay'));
    const { status } = await api();
    await eventually(() => assert.equal(status().text, 'Lockkeeper: no findings'));
    const policy: vscode.Uri | undefined = await vscode.commands.executeCommand('lockkeeper.openPolicy');
    assert.equal(policy?.toString(), vscode.Uri.joinPath(folder('quay'), 'lockkeeper.yaml').toString());
  });
});

/** Runs a command and answers its quick pick with the choice at this place. */
async function answered(command: string, choice: number): Promise<string> {
  const ended = Promise.resolve(vscode.commands.executeCommand(command)).then(() => 'ran');
  await new Promise((resolve) => setTimeout(resolve, 700));
  for (let step = 0; step < choice; step += 1)
    await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  return ended;
}
