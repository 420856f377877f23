import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import {
  cleanUpAfterEach,
  client,
  messages,
  PINNED,
  POLICY,
  repository,
  session,
  UNPINNED,
} from './session.ts';

cleanUpAfterEach();

const FIRST_LINE = { start: { line: 0, character: 0 }, end: { line: 0, character: 2147483647 } };
const NEEDS_LABEL =
  'Changes to app/core/security.py (section core) need the label approved-core-change. Ask an approver for it.';

describe('the policy', () => {
  test('judges as it is typed, and everything is asked for again', async () => {
    const { editor, at } = await session({ 'requirements.txt': UNPINNED, 'requirements.lock': UNPINNED });
    await editor.open(at('requirements.txt'), UNPINNED);
    await editor.open(at('lockkeeper.yaml'), POLICY);
    expect(messages(await editor.pull(at('requirements.txt')))).toEqual([
      'flask has no version. Write flask==<version>.',
    ]);
    const refreshed = editor.nextRefresh();
    await editor.change(at('lockkeeper.yaml'), 'version: 1\nprotected: []\n');
    await refreshed;
    expect(await editor.pull(at('requirements.txt'))).toEqual([]);
  });

  test('that is not valid says so itself; files stay underlined as before, and the status says why', async () => {
    const { editor, at } = await session({ 'requirements.txt': UNPINNED, 'requirements.lock': PINNED });
    await editor.open(at('requirements.txt'), UNPINNED);
    expect(await editor.pull(at('requirements.txt'))).toHaveLength(2);
    await editor.open(at('lockkeeper.yaml'), 'version: 1\nprotectd: []\n');
    expect(await editor.pull(at('requirements.txt'))).toHaveLength(2);
    expect(await editor.pull(at('lockkeeper.yaml'))).toEqual([
      {
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 8 } },
        severity: 1,
        source: 'lockkeeper',
        code: 'policy/invalid',
        message: 'Unknown key "protectd". Did you mean "protected"?',
      },
    ]);
    const { folders } = await editor.status(({ folders: [folder] }) => folder?.policy?.problems === 1);
    expect(folders[0]).toMatchObject({
      policy: { uri: at('lockkeeper.yaml'), problems: 1 },
      findings: 2,
      problem:
        'lockkeeper.yaml is not a valid policy, so Lockkeeper uses its last valid version. Fix it first.',
    });
  });

  test('carries advice about itself as information', async () => {
    const { editor, at } = await session({});
    await editor.open(at('lockkeeper.yaml'), POLICY.replace('app/core/**', 'app/core*'));
    const said = await editor.pull(at('lockkeeper.yaml'));
    expect(said.map(({ severity, code }) => [severity, code])).toEqual([
      [3, undefined],
      [3, 'policy/self-protect'],
    ]);
  });

  test('waits for an approval while it is changed, on its first line', async () => {
    const { editor, at } = await session({ 'requirements.txt': PINNED, 'requirements.lock': PINNED });
    await editor.open(at('lockkeeper.yaml'), POLICY);
    expect(await editor.pull(at('lockkeeper.yaml'))).toEqual([]);
    await editor.change(at('lockkeeper.yaml'), `# mine\n${POLICY}`);
    expect(await editor.pull(at('lockkeeper.yaml'))).toMatchObject([
      {
        severity: 3,
        code: 'policy/self-protect',
        message: expect.stringContaining('approved-core-change'),
        range: FIRST_LINE,
      },
    ]);
  });

  test('must be the only one in its folder', async () => {
    const { editor, at } = await session({ 'lockkeeper.toml': 'version = 1\n' });
    await editor.open(at('lockkeeper.toml'), 'version = 1\n');
    expect(messages(await editor.pull(at('lockkeeper.toml')))).toEqual([
      'There are two policies: lockkeeper.yaml and lockkeeper.toml. Remove one.',
    ]);
  });

  test('may be nested: the nearest one judges, in every folder of the workspace', async () => {
    const shop = repository({
      'lockkeeper.yaml': POLICY,
      'requirements.txt': UNPINNED,
      'requirements.lock': UNPINNED,
      'pay/lockkeeper.yaml': 'version: 1\ndependencies: [{ id: pay, source: base.in, lock: base.lock }]\n',
      'pay/base.in': 'stripe\n',
      'pay/base.lock': 'stripe==7.0\n',
      'pay/requirements.txt': UNPINNED,
    });
    const docs = repository({ 'requirements.txt': UNPINNED });
    const editor = await client({ folders: [shop.uri, docs.uri] });
    const found = async (uri: string, text: string) => {
      await editor.open(uri, text);
      return messages(await editor.pull(uri));
    };
    expect(await found(`${shop.uri}/requirements.txt`, UNPINNED)).toEqual([
      'flask has no version. Write flask==<version>.',
    ]);
    expect(await found(`${shop.uri}/pay/base.in`, 'stripe\n')).toContain(
      'stripe has no version. Write stripe==<version>.',
    );
    expect(await found(`${shop.uri}/pay/requirements.txt`, UNPINNED)).toEqual([]);
    expect(await found(`${docs.uri}/requirements.txt`, UNPINNED)).toEqual([]);
    const answer = await editor.checkWorkspace();
    expect(answer).toMatchObject({ findings: 4, withoutPolicy: [docs.uri] });
  });

  test('of the repository holds in a folder that is opened alone', async () => {
    const shop = repository({ 'lockkeeper.yaml': POLICY, 'app/core/security.py': 'SAFE = True\n' });
    const editor = await client({ folders: [`${shop.uri}/app`] });
    await editor.open(`${shop.uri}/app/core/security.py`, 'SAFE = False\n');
    expect(messages(await editor.pull(`${shop.uri}/app/core/security.py`))).toEqual([NEEDS_LABEL]);
  });
});

describe('a protected file', () => {
  const SAFE = { 'app/core/security.py': 'SAFE = True\n' };

  test('is marked on the branch that changes it, and no more on the branch that does not', async () => {
    const { shop, editor, at } = await session(SAFE);
    shop.git('switch', '--quiet', '--create', 'feature');
    shop.write({ 'app/core/security.py': 'SAFE = False\n' });
    shop.git('commit', '--quiet', '--all', '--message', 'Change');
    await editor.open(at('app/core/security.py'), 'SAFE = False\n');
    const [diagnostic, ...others] = await editor.pull(at('app/core/security.py'));
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({
      severity: 3,
      code: 'paths/protected',
      message: NEEDS_LABEL,
      range: FIRST_LINE,
      relatedInformation: [
        { message: 'Section core protects app/core/**.', location: { uri: at('lockkeeper.yaml') } },
      ],
    });
    const { folders } = await editor.status(({ folders: [folder] }) => folder?.branch === 'feature');
    expect(folders[0]?.findings).toBe(0);

    shop.git('switch', '--quiet', 'main');
    const refreshed = editor.nextRefresh();
    await editor.filesChanged(at('.git/HEAD'));
    await editor.change(at('app/core/security.py'), 'SAFE = True\n');
    await refreshed;
    expect(await editor.pull(at('app/core/security.py'))).toEqual([]);
    await editor.status(({ folders: [folder] }) => folder?.branch === 'main');
  });

  test('is marked before its change is saved', async () => {
    const { editor, at } = await session(SAFE);
    await editor.open(at('app/core/security.py'), SAFE['app/core/security.py']);
    expect(await editor.pull(at('app/core/security.py'))).toEqual([]);
    await editor.change(at('app/core/security.py'), 'SAFE = False\n');
    expect(messages(await editor.pull(at('app/core/security.py')))).toEqual([NEEDS_LABEL]);
    await editor.change(at('app/core/security.py'), SAFE['app/core/security.py']);
    expect(await editor.pull(at('app/core/security.py'))).toEqual([]);
  });

  test('is noticed although nobody told that the branch changed', async () => {
    const { shop, editor, at } = await session(SAFE);
    await editor.open(at('app/core/security.py'), SAFE['app/core/security.py']);
    expect(await editor.pull(at('app/core/security.py'))).toEqual([]);
    // On a busy machine git may not have answered yet, and there would be no change to notice.
    await editor.status(({ folders: [folder] }) => folder?.branch === 'main');
    // Waited for from here on: on a busy machine the server may look at git before it is asked again.
    const refreshed = editor.nextRefresh();
    shop.git('switch', '--quiet', '--create', 'feature');
    shop.git('commit', '--quiet', '--allow-empty', '--message', 'Nothing');
    let isRefreshed = false;
    void refreshed.then(() => (isRefreshed = true));
    // How old an answer must be depends on how long git takes.
    while (!isRefreshed) {
      await editor.pull(at('app/core/security.py'));
      await new Promise((done) => setTimeout(done, 500));
    }
    await editor.status(({ folders: [folder] }) => folder?.branch === 'feature');
  });

  test('is explained when the pointer rests on its first line', async () => {
    const { editor, at } = await session(SAFE);
    await editor.open(at('app/core/security.py'), 'SAFE = False\n');
    const hover = await editor.hover(at('app/core/security.py'), { line: 0, character: 4 });
    expect(JSON.stringify(hover?.contents)).toContain('app/core/security.py was modified.');
  });
});

describe('an editor that an agent started', () => {
  const SCOPE = `${POLICY}change_scope:
  allow: [docs/**]
  deny: { paths: [app/pay/**], unless: { label: approved-core-change } }
`;
  const SHOP = { 'lockkeeper.yaml': SCOPE, 'app/pay/cards.py': 'A = 1\n', 'notes.txt': 'Buy milk.\n' };

  test('says on the first line what an agent may not change, and what waits for an approval', async () => {
    const { editor, at } = await session(SHOP, { process: { env: { CLAUDECODE: '1' } } });
    await editor.open(at('notes.txt'), 'Buy bread.\n');
    expect(await editor.pull(at('notes.txt'))).toMatchObject([
      { severity: 1, code: 'scope/ai-not-allowed', range: FIRST_LINE },
    ]);
    await editor.open(at('app/pay/cards.py'), 'A = 2\n');
    expect(await editor.pull(at('app/pay/cards.py'))).toMatchObject([
      { severity: 3, code: 'scope/ai-denied', range: FIRST_LINE },
    ]);
  });

  test('is nothing to a person, on whose machine such a variable may be set to nothing', async () => {
    const { editor, at } = await session(SHOP, { process: { env: { CLAUDECODE: '' } } });
    await editor.open(at('notes.txt'), 'Buy bread.\n');
    expect(await editor.pull(at('notes.txt'))).toEqual([]);
    await editor.open(at('app/pay/cards.py'), 'A = 2\n');
    expect(await editor.pull(at('app/pay/cards.py'))).toEqual([]);
  });
});

describe('a workspace that is not trusted', () => {
  test('is judged by what its files say; no process is started before trust is given', async () => {
    const box = mkdtempSync(path.join(tmpdir(), 'lockkeeper-git-'));
    const mark = path.join(box, 'started');
    writeFileSync(path.join(box, 'git'), `#!/bin/sh\necho "$@" >> "${mark}"\nexit 128\n`);
    chmodSync(path.join(box, 'git'), 0o755);
    try {
      const { editor, at } = await session(
        { 'requirements.txt': UNPINNED, 'requirements.lock': UNPINNED },
        { initializationOptions: { trusted: false }, process: { env: { PATH: box } } },
      );
      await editor.open(at('requirements.txt'), UNPINNED);
      expect(messages(await editor.pull(at('requirements.txt')))).toEqual([
        'flask has no version. Write flask==<version>.',
      ]);
      expect(await editor.checkWorkspace()).toMatchObject({ findings: 2 });
      expect(existsSync(mark)).toBe(false);
      await editor.connection.sendNotification('lockkeeper/trustGranted');
      await editor.pull(at('requirements.txt'));
      expect(existsSync(mark)).toBe(true);
    } finally {
      rmSync(box, { recursive: true });
    }
  });

  test('says what only git can know as soon as it is trusted', async () => {
    const { editor, at } = await session(
      { 'app/core/security.py': 'SAFE = True\n' },
      { initializationOptions: { trusted: false } },
    );
    await editor.open(at('app/core/security.py'), 'SAFE = False\n');
    expect(await editor.pull(at('app/core/security.py'))).toEqual([]);
    const refreshed = editor.nextRefresh();
    await editor.connection.sendNotification('lockkeeper/trustGranted');
    await refreshed;
    expect(messages(await editor.pull(at('app/core/security.py')))).toEqual([NEEDS_LABEL]);
    await editor.status(({ folders: [folder] }) => folder?.branch === 'main');
  });
});

describe('the whole workspace', () => {
  const FILES = { 'requirements.txt': UNPINNED, 'requirements.lock': UNPINNED };

  test('is judged when it is asked for, and kept true from then on', async () => {
    const { shop, editor, at } = await session(FILES);
    expect(await editor.workspaceReport()).toEqual({ items: [] });
    const refreshed = editor.nextRefresh();
    expect(await editor.checkWorkspace()).toEqual({
      findings: 2,
      undetermined: 0,
      files: 2,
      withoutPolicy: [],
    });
    await refreshed;
    const { items } = await editor.workspaceReport();
    expect(items.map(({ uri }) => uri).sort()).toEqual([at('requirements.lock'), at('requirements.txt')]);
    const known = items.map(({ uri, resultId = '' }) => ({ uri, value: resultId }));
    expect((await editor.workspaceReport(known)).items.map(({ kind }) => kind)).toEqual([
      'unchanged',
      'unchanged',
    ]);

    shop.write({ 'requirements.txt': PINNED, 'requirements.lock': PINNED });
    await editor.filesChanged(at('requirements.txt'), at('requirements.lock'));
    const after = await editor.workspaceReport(known);
    expect(after.items).toHaveLength(2);
    for (const item of after.items) expect(item).toMatchObject({ kind: 'full', items: [] });
  });

  test('counts an open document once, as it is typed, and tells of it who does not follow it', async () => {
    const { editor, at } = await session(FILES);
    await editor.open(at('requirements.txt'), 'flask\nrequests==2.31.0\n');
    await editor.pull(at('requirements.txt'));
    await editor.checkWorkspace();
    const { folders } = await editor.status(({ folders: [folder] }) => folder?.findings === 2);
    expect(folders).toHaveLength(1);
    expect((await editor.workspaceReport()).items.map(({ uri }) => uri)).toEqual([
      at('requirements.lock'),
      at('requirements.txt'),
    ]);
  });

  test('is watched where a policy names files', async () => {
    const { editor } = await session({
      'lockkeeper.yaml': POLICY.replace('requirements.txt', 'deps/base.in'),
    });
    await editor.status(({ folders: [folder] }) => folder?.policy !== null);
    await expect.poll(() => editor.watched).toContain('**/deps/base.in');
    expect(editor.watched).toEqual(
      expect.arrayContaining([
        '**/lockkeeper.{yaml,yml,toml,json}',
        '**/.git/HEAD',
        '**/.git/FETCH_HEAD',
        '**/requirements.lock',
      ]),
    );
  });

  test('may get and lose folders', async () => {
    const shop = repository({ 'lockkeeper.yaml': POLICY, ...FILES });
    const docs = repository({ 'readme.txt': 'Read me.\n' });
    const editor = await client({ folders: [docs.uri] });
    const change = async (added: readonly string[], removed: readonly string[]) => {
      const named = (uris: readonly string[]) => uris.map((uri) => ({ uri, name: uri }));
      const event = { added: named(added), removed: named(removed) };
      await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    };
    await change([shop.uri], [docs.uri]);
    const { folders } = await editor.status(
      (status) => status.folders[0]?.policy?.uri === `${shop.uri}/lockkeeper.yaml`,
    );
    expect(folders.map(({ folder }) => folder)).toEqual([shop.uri]);
  });
});
