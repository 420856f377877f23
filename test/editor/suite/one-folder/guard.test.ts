import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, folder, messages, open, outline, retype, type Row } from '../lockkeeper.ts';
import { commitAll, git } from '../repository.ts';

const UNPINNED = 'flask has no version. Write flask==<version>.';
const UNLOCKED =
  'requirements.lock has flask==3.0.3 instead of flask. Regenerate the lock, or make the two agree.';

const ACCEPT = 'workbench.action.acceptSelectedQuickOpenItem';
const DEVELOPMENT = 'DATABASE_URL';

suite('the deploy guard', () => {
  let [before, start] = ['', ''];

  suiteSetup(async () => {
    before = head();
    // Where there are migrations, a release is proved by databases only, and here are none.
    const policy = await read('lockkeeper.yaml');
    await write('lockkeeper.yaml', policy.replace(/^migrations:\n(?: .*\n)+/m, ''));
    commitAll(folder(), 'Do without migrations');
    start = head();
    assert.notEqual(start, before);
  });

  teardown(() => {
    git(folder(), 'reset', '--quiet', '--hard', start);
  });

  suiteTeardown(() => {
    git(folder(), 'reset', '--quiet', '--hard', before);
  });

  test('fails on a commit that breaks the policy, and each finding leads to its line', async () => {
    const [root] = await runGuard();
    assert.ok(root);
    assert.match(root.label, /^❌ GUARD FAILED: /u);
    assert.match(root.description, /There is no deploy record: only the tree was judged, not what changed\./);
    const rows = outline([root]);
    assert.ok(rows.includes('  ✗ policy'), rows.join('\n'));
    assert.ok(
      rows.includes('      → Fix what the findings say; `lockkeeper explain RULE` says why.'),
      rows.join('\n'),
    );
    assert.ok(rows.includes('    ✗ dependencies/requirements-pinned'), rows.join('\n'));
    assert.ok(rows.includes(`      ${UNPINNED}`), rows.join('\n'));
    const policy = root.children.find(({ label }) => label === '✗ policy');
    const finding = policy?.children.find(({ label }) => label === '✗ dependencies/requirements-pinned')
      ?.children[0];
    assert.deepEqual(finding?.place, { path: 'requirements.txt', line: 2, column: 1 });
  });

  test('lists in the Problems panel what causes it, until that is edited', async () => {
    // VS Code keeps a document open for minutes behind its tab, and of an open one the language server tells.
    const file = vscode.Uri.joinPath(folder(), 'worker.txt');
    await addPair('worker');
    const told = [UNPINNED, UNLOCKED.replace('requirements.lock', 'worker.lock')];
    await runGuard();
    await eventually(() => assert.deepEqual(said(file), told));
    const document = await open('worker.txt');
    // The language server says it of an open file, and once is enough.
    await eventually(() => assert.deepEqual(messages(document).toSorted(), told));
    await eventually(() => assert.deepEqual(said(file), []));
    await retype(document, 'flask==3.0.3\nrequests==2.32.3\n');
    await eventually(() => assert.deepEqual(messages(document), []));
    assert.deepEqual(said(file), []);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('runs again as it ran last', async () => {
    await pin();
    commitAll(folder(), 'Pin flask');
    await vscode.commands.executeCommand('lockkeeper.rerunDeployGuard');
    assert.match((await api()).guardResult()[0]?.label ?? '', /^✅ GUARD PASSED: /u);
  });

  test('asks where the commit is about to be deployed, where the policy names places', async () => {
    const branches = 'branches:\n  production: { match: [main], environment: production }\n';
    await write('lockkeeper.yaml', `${await read('lockkeeper.yaml')}${branches}`);
    commitAll(folder(), 'Deploy from main');
    const [root] = await runGuard(() => pick('first'));
    assert.match(root?.description ?? '', / Asked for: production\.$/);
  });

  test('asks which service is about to be deployed, and judges the record of that one', async () => {
    await write(
      'lockkeeper.yaml',
      `${await read('lockkeeper.yaml')}deployment: { services: [api, worker] }\n`,
    );
    await vscode.workspace.fs.createDirectory(
      vscode.Uri.joinPath(folder(), 'infrastructure/deploys/production'),
    );
    await write('infrastructure/deploys/production/worker.json', '{}\n');
    commitAll(folder(), 'Deploy two services');
    const recordIn = ([root]: readonly Row[]) =>
      root?.children.find(({ label }) => label.endsWith(' deploy-record'))?.label;
    assert.equal(recordIn(await runGuard(() => pick('first'))), '– deploy-record');
    assert.equal(recordIn(await runGuard(() => pick('second'))), '✗ deploy-record');
  });

  test('does not pass over databases that nobody has seen', async () => {
    git(folder(), 'checkout', '--quiet', before, '--', 'lockkeeper.yaml');
    await pin();
    commitAll(folder(), 'Pin flask');
    const [root] = await runGuard();
    assert.ok(root);
    assert.match(root.label, /^❌ GUARD FAILED: /u);
    const databases = root.children.find(({ label }) => label === '? databases');
    assert.deepEqual(outline(databases?.children ?? []).slice(0, 2), [
      '? Development was not seen because DATABASE_URL is not set.',
      '  → Set DATABASE_URL to the address of the development database, such as postgresql://user:password@host:5432/name, and audit again.',
    ]);
  });

  test('proves what is pending where that is picked, and only there', async () => {
    git(folder(), 'checkout', '--quiet', before, '--', 'lockkeeper.yaml');
    await pin();
    commitAll(folder(), 'Pin flask');
    // Nobody listens there: nothing can be run, and that shows whether it was to be.
    process.env[DEVELOPMENT] = 'postgresql://127.0.0.1:1/shop';
    try {
      assert.deepEqual(proofIn(await runGuard(() => pick('first'))), {
        label: '– proof',
        description: 'Ask for it with --prove.',
      });
      assert.deepEqual(proofIn(await runGuard(() => pick('second'))), {
        label: '? proof',
        description: '1 not proved',
      });
    } finally {
      delete process.env[DEVELOPMENT];
    }
  });

  test('does not believe what is repaired on disk but not committed', async () => {
    await pin();
    assert.match((await runGuard())[0]?.label ?? '', /^❌ GUARD FAILED: /u);
  });

  test('passes once the repair is committed', async () => {
    await pin();
    commitAll(folder(), 'Pin flask');
    const [root] = await runGuard();
    const rows = outline(root === undefined ? [] : [root]);
    assert.ok(root);
    assert.match(root.label, /^✅ GUARD PASSED: /u, rows.join('\n'));
    assert.ok(rows.includes('    ✓ dependencies/requirements-pinned'), rows.join('\n'));
    assert.deepEqual(
      rows.filter((row) => /[✗?]/.test(row)),
      [],
    );
  });

  test('is a box of the checklist, which it ticks [row 4.78]', async () => {
    await write('scripts/deploy_guard.sh', 'exec lockkeeper guard "$@"\n');
    await vscode.commands.executeCommand('lockkeeper.showChecklist');
    const rows = (await api()).checklist();
    const publish = rows.find(({ label }) => label === 'Before every publish');
    const labels = publish?.children.map(({ label }) => label);
    assert.deepEqual(labels?.slice(0, 2), [
      '☑ Run ./scripts/deploy_guard.sh',
      '☐ Verify guard passes (exit code 0)',
    ]);
    assert.match(publish?.children[1]?.description ?? '', /GUARD FAILED/);
  });

  test('is no pass where it cannot judge', async () => {
    await write('lockkeeper.yaml', 'version: 1\nprotekted: []\n');
    commitAll(folder(), 'Break the policy');
    const [root] = await runGuard();
    assert.equal(root?.label, '❌ GUARD FAILED');
    assert.equal(root.description, 'The guard did not judge the release, so it is not proved.');
    assert.equal(root.children.length, 1);
  });
});

/** `answer` is given again and again until there is a result: nobody tells when a question is asked. */
async function runGuard(answer: () => Thenable<unknown> = async () => {}): Promise<readonly Row[]> {
  const { guardResult } = await api();
  const answering = setInterval(() => void answer(), 500);
  await vscode.commands.executeCommand('lockkeeper.runDeployGuard');
  clearInterval(answering);
  return guardResult();
}

/** Takes a row of the question that is open, if one is. Both commands at once: it must not open between them. */
async function pick(row: 'first' | 'second'): Promise<void> {
  const commands = row === 'first' ? [ACCEPT] : ['workbench.action.quickOpenSelectNext', ACCEPT];
  await Promise.all(commands.map((command) => vscode.commands.executeCommand(command)));
}

function proofIn([root]: readonly Row[]): Pick<Row, 'label' | 'description'> | undefined {
  const proof = root?.children.find(({ label }) => label.endsWith(' proof'));
  return proof && { label: proof.label, description: proof.description };
}

/** What the guard lists of a file in the Problems panel. */
function said(file: vscode.Uri): readonly string[] {
  const listed = vscode.languages.getDiagnostics(file).filter(({ source }) => source === 'lockkeeper guard');
  return listed.map(({ message }) => message);
}

/** Requirements that nobody has opened yet, committed, with what breaks the policy in `requirements.txt`. */
async function addPair(name: string): Promise<void> {
  const policy = await read('lockkeeper.yaml');
  const pair = `  - { id: ${name}, source: ${name}.txt, lock: ${name}.lock }\n`;
  await write(
    'lockkeeper.yaml',
    policy.replace(/^dependencies:\n/m, (line) => line + pair),
  );
  await write(`${name}.txt`, await read('requirements.txt'));
  await write(`${name}.lock`, await read('requirements.lock'));
  commitAll(folder(), `Add ${name}`);
}

async function pin(): Promise<void> {
  await write('requirements.txt', 'flask==3.0.3\nrequests==2.32.3\n');
}

function head(): string {
  return git(folder(), 'rev-parse', 'HEAD').trim();
}

async function read(path: string): Promise<string> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder(), path));
  return Buffer.from(bytes).toString('utf8');
}

async function write(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), path), Buffer.from(text));
}
