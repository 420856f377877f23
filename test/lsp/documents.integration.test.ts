import { describe, expect, test } from 'vitest';

import { cleanUpAfterEach, client, messages, PINNED, repository, session, UNPINNED } from './session.ts';

cleanUpAfterEach();

const FLASK = { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } };

describe('a requirements file', () => {
  test('is underlined where a version is missing, word for word', async () => {
    const { editor, at } = await session({ 'requirements.txt': UNPINNED, 'requirements.lock': PINNED });
    await editor.open(at('requirements.txt'), UNPINNED);
    const diagnostics = await editor.pull(at('requirements.txt'));
    expect(diagnostics).toEqual([
      {
        range: FLASK,
        severity: 1,
        source: 'lockkeeper',
        code: 'dependencies/lock-in-sync',
        message: expect.stringContaining('requirements.lock has flask==2.3.2 instead of flask.'),
        relatedInformation: [
          {
            message: 'The policy names the pair backend here. It would pass in the mode compiled.',
            location: { uri: at('lockkeeper.yaml'), range: expect.anything() },
          },
          {
            message: 'The lock has flask==2.3.2 here.',
            location: { uri: at('requirements.lock'), range: expect.anything() },
          },
        ],
        data: { fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) },
      },
      {
        range: FLASK,
        severity: 1,
        source: 'lockkeeper',
        code: 'dependencies/requirements-pinned',
        message: 'flask has no version. Write flask==<version>.',
        relatedInformation: [
          {
            message: 'lockkeeper.yaml names it here.',
            location: { uri: at('lockkeeper.yaml'), range: expect.anything() },
          },
        ],
        data: { fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) },
      },
    ]);
  });

  test('is clean once its quick fix is applied', async () => {
    const { editor, at } = await session({ 'requirements.txt': UNPINNED, 'requirements.lock': PINNED });
    await editor.open(at('requirements.txt'), UNPINNED);
    const actions = await editor.actions(at('requirements.txt'), FLASK);
    const fix = actions.find(({ title }) => title === 'Pin to flask==2.3.2');
    expect(fix).toMatchObject({ kind: 'quickfix', isPreferred: true });
    expect(actions[0], 'what is safe comes first').toBe(fix);
    await editor.apply(fix?.edit);
    expect(editor.text(at('requirements.txt'))).toBe(PINNED);
    expect(await editor.pull(at('requirements.txt'))).toEqual([]);
  });

  test('says of a fix that a person has to look at it', async () => {
    const { editor, at } = await session({
      'requirements.txt': 'flask==3.0.0\n',
      'requirements.lock': 'flask==2.3.2\n',
    });
    await editor.open(at('requirements.txt'), 'flask==3.0.0\n');
    const [action] = await editor.actions(at('requirements.txt'), FLASK);
    expect(action?.title).toBe('Replace flask==2.3.2 by flask==3.0.0 in requirements.lock (review)');
    expect(action?.isPreferred).toBeUndefined();
  });

  test('is not edited at a version the fix was not made for', async () => {
    const { editor, at } = await session({ 'requirements.txt': UNPINNED, 'requirements.lock': PINNED });
    await editor.open(at('requirements.txt'), UNPINNED);
    const actions = await editor.actions(at('requirements.txt'), FLASK, ['quickfix']);
    const action = actions.find(({ title }) => title === 'Pin to flask==2.3.2');
    await editor.change(at('requirements.txt'), `# new\n${UNPINNED}`);
    await expect(editor.apply(action?.edit)).rejects.toThrow('is not at version 1');
  });

  test('is fixed as a whole by what is safe only', async () => {
    const source = 'flask\nrequests\ndjango==4.2\n';
    const { editor, at } = await session({
      'requirements.txt': source,
      'requirements.lock': `${PINNED}django==5.0\n`,
    });
    await editor.open(at('requirements.txt'), source);
    const [action, ...others] = await editor.actions(at('requirements.txt'), FLASK, ['source.fixAll']);
    expect(others).toEqual([]);
    expect(action).toMatchObject({
      kind: 'source.fixAll.lockkeeper',
      title: 'Fix what Lockkeeper can fix safely',
    });
    await editor.apply(action?.edit);
    expect(editor.text(at('requirements.txt'))).toBe('flask==2.3.2\nrequests==2.31.0\ndjango==4.2\n');
  });

  test('whose new pin is missing in the lock is fixed in both files at once', async () => {
    const { editor, at } = await session({
      'requirements.txt': PINNED,
      'requirements.lock': 'flask==2.3.2\n',
    });
    await editor.open(at('requirements.txt'), PINNED);
    await editor.open(at('requirements.lock'), 'flask==2.3.2\n');
    const [action] = await editor.actions(at('requirements.txt'), FLASK, ['source.fixAll.lockkeeper']);
    expect(await editor.apply(action?.edit)).toEqual([at('requirements.lock')]);
    expect(editor.text(at('requirements.lock'))).toBe(PINNED);
    expect(await editor.pull(at('requirements.txt'))).toEqual([]);
  });

  test('that is brought in is underlined when it alone is open', async () => {
    const { editor, at } = await session({
      'requirements.txt': '-r parts/base.txt\n',
      'requirements.lock': PINNED,
      'parts/base.txt': UNPINNED,
    });
    await editor.open(at('parts/base.txt'), UNPINNED);
    expect(messages(await editor.pull(at('parts/base.txt')))).toContain(
      'flask has no version. Write flask==<version>.',
    );
  });

  test('reaches its lock with a fix also when that is not open', async () => {
    const source = `${PINNED}django==5.0\n`;
    const { editor, at } = await session({ 'requirements.txt': source, 'requirements.lock': PINNED });
    await editor.open(at('requirements.txt'), source);
    const line = { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } };
    const action = (await editor.actions(at('requirements.txt'), line)).find(
      ({ title }) => title === 'Add django==5.0 to requirements.lock',
    );
    expect(action?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri: at('requirements.lock'), version: null },
        edits: [{ range: expect.anything(), newText: expect.stringContaining('django==5.0') }],
      },
    ]);
  });

  test('is rid of all that breaks one rule at once', async () => {
    const source = 'flask\nrequests\n';
    const { editor, at } = await session({ 'requirements.txt': source, 'requirements.lock': PINNED });
    await editor.open(at('requirements.txt'), source);
    const action = (await editor.actions(at('requirements.txt'), FLASK)).find(
      ({ title }) => title === 'Fix all dependencies/requirements-pinned problems in this file',
    );
    await editor.apply(action?.edit);
    expect(editor.text(at('requirements.txt'))).toBe(PINNED);
  });

  test('offers the command of its lock to a client that can copy it', async () => {
    const command = 'pip-compile requirements.txt';
    // The header makes it a compiled lock, which only has to satisfy its source.
    const NEWER = 'flask>=3\n';
    const lock = `#\n# This file is autogenerated by pip-compile with Python 3.11\n# by the following command:\n#\n#    ${command}\n#\n${PINNED}`;
    const titles = async (initializationOptions: object) => {
      const { editor, at } = await session(
        { 'requirements.txt': NEWER, 'requirements.lock': lock },
        { initializationOptions },
      );
      await editor.open(at('requirements.txt'), NEWER);
      return (await editor.actions(at('requirements.txt'), FLASK)).map(({ title }) => title);
    };
    expect(await titles({ trusted: true, copyCommand: 'lockkeeper.copyText' })).toContain(`Copy: ${command}`);
    expect(await titles({ trusted: true })).not.toContain(`Copy: ${command}`);
  });

  test('that nothing is wrong with says what its lock holds', async () => {
    const policy =
      'version: 1\ndependencies: [{ id: a, source: a.in, lock: a.lock, sync: { mode: compiled } }]\nrules: { dependencies/requirements-pinned: off }\n';
    const { editor, at } = await session({
      'lockkeeper.yaml': policy,
      'a.in': 'flask>=2\n',
      'a.lock': PINNED,
    });
    await editor.open(at('a.in'), 'flask>=2\n');
    const hover = await editor.hover(at('a.in'), { line: 0, character: 2 });
    expect(hover?.contents).toEqual({ kind: 'markdown', value: 'a.lock:1 locks flask==2.3.2.' });
  });

  test('explains itself when the pointer rests on it', async () => {
    const { editor, at } = await session(
      { 'requirements.txt': UNPINNED, 'requirements.lock': PINNED },
      { initializationOptions: { trusted: true, pageLink: 'https://example.com/rules/{rule}' } },
    );
    await editor.open(at('requirements.txt'), UNPINNED);
    const hover = await editor.hover(at('requirements.txt'), { line: 0, character: 2 });
    expect(hover?.range).toEqual(FLASK);
    const shown = JSON.stringify(hover?.contents);
    expect(shown).toContain('Pin every requirement to one version with ==.');
    expect(shown).toContain('Quick fix: Pin to flask==2.3.2.');
    expect(shown).toContain('(<https://example.com/rules/dependencies/requirements-pinned>)');
    expect(await editor.hover(at('requirements.txt'), { line: 1, character: 2 })).toBeNull();
    const [diagnostic] = await editor.pull(at('requirements.txt'));
    expect(diagnostic?.codeDescription?.href).toBe('https://example.com/rules/dependencies/lock-in-sync');
  });

  test('that has not changed is not sent again', async () => {
    const { editor, at } = await session({ 'requirements.txt': UNPINNED, 'requirements.lock': PINNED });
    await editor.open(at('requirements.txt'), UNPINNED);
    const first = await editor.report(at('requirements.txt'));
    expect(await editor.report(at('requirements.txt'), first.resultId)).toEqual({
      kind: 'unchanged',
      resultId: first.resultId,
    });
    await editor.change(at('requirements.txt'), PINNED);
    expect(await editor.report(at('requirements.txt'), first.resultId)).toMatchObject({
      kind: 'full',
      items: [],
    });
  });

  test('is judged with the other file of its pair as it is typed there, saved or not', async () => {
    const { editor, at } = await session({ 'requirements.txt': PINNED, 'requirements.lock': PINNED });
    const [source, lock] = [at('requirements.txt'), at('requirements.lock')];
    await editor.open(source, PINNED);
    await editor.open(lock, PINNED);
    expect([await editor.pull(source), await editor.pull(lock)]).toEqual([[], []]);
    const refreshed = editor.nextRefresh();
    await editor.change(source, `${PINNED}urllib3==2.0\n`);
    expect(await editor.pull(source)).toMatchObject([
      { code: 'dependencies/lock-in-sync', message: expect.stringContaining('urllib3==2.0 ') },
    ]);
    await refreshed;
    await editor.change(lock, `${PINNED}urllib3==2.0\n`);
    expect([await editor.pull(source), await editor.pull(lock)]).toEqual([[], []]);
  });
});

describe('a client that does not ask for diagnostics', () => {
  const silent = { textDocument: {}, workspace: { workspaceFolders: true } };

  test('is sent them, also for the other file of a pair', async () => {
    const locked = `${PINNED}urllib3==2.0\n`;
    const { editor, at } = await session(
      { 'requirements.txt': UNPINNED, 'requirements.lock': locked },
      { capabilities: silent },
    );
    await editor.open(at('requirements.txt'), UNPINNED);
    await editor.open(at('requirements.lock'), locked);
    const sent = await editor.published(at('requirements.txt'), ({ diagnostics }) => diagnostics.length > 0);
    expect(messages(sent.diagnostics)).toContain('flask has no version. Write flask==<version>.');
    await editor.published(at('requirements.lock'), ({ diagnostics }) => diagnostics.length === 1);
    await editor.change(at('requirements.txt'), locked);
    await editor.published(
      at('requirements.txt'),
      ({ diagnostics, version }) => diagnostics.length === 0 && version === 2,
    );
    await editor.published(at('requirements.lock'), ({ diagnostics }) => diagnostics.length === 0);
  });

  test('is told that a closed file has none', async () => {
    const { editor, at } = await session(
      { 'requirements.txt': UNPINNED, 'requirements.lock': PINNED },
      { capabilities: silent },
    );
    await editor.open(at('requirements.txt'), UNPINNED);
    await editor.published(at('requirements.txt'), ({ diagnostics }) => diagnostics.length > 0);
    await editor.close(at('requirements.txt'));
    const sent = await editor.published(
      at('requirements.txt'),
      ({ diagnostics }) => diagnostics.length === 0,
    );
    expect(sent.version).toBeUndefined();
  });
});

describe('a file that no policy speaks of', () => {
  test('is silent, and so is a folder without a policy', async () => {
    const plain = repository({ 'requirements.txt': UNPINNED });
    const editor = await client({ folders: [plain.uri] });
    await editor.open(`${plain.uri}/requirements.txt`, UNPINNED);
    expect(await editor.pull(`${plain.uri}/requirements.txt`)).toEqual([]);
    const { folders } = await editor.status(({ folders: [folder] }) => folder?.branch === 'main');
    const nothing = { findings: 0, errors: 0, warnings: 0, waiting: [] };
    expect(folders).toEqual([{ folder: plain.uri, policy: null, branch: 'main', ...nothing }]);
    expect(await editor.checkWorkspace()).toEqual({
      findings: 0,
      undetermined: 0,
      files: 0,
      withoutPolicy: [plain.uri],
    });
  });

  test('may lie in no folder, or nowhere on disk', async () => {
    const { editor } = await session({});
    await editor.open('untitled:Untitled-1', 'flask\n');
    expect(await editor.pull('untitled:Untitled-1')).toEqual([]);
    expect(await editor.hover('untitled:Untitled-1', { line: 0, character: 0 })).toBeNull();
    expect(await editor.pull('file:///nowhere/at/all.txt')).toEqual([]);
  });
});

test('a file of 20,000 statements keeps no other document waiting', async () => {
  const policy = 'version: 1\nmigrations: { sql: ["db/*.sql"] }\n';
  const small = 'DROP TABLE orders;\n';
  const large = Array.from({ length: 20_000 }, (_, at) => `ALTER TABLE t${at} ADD COLUMN a text;\n`).join('');
  const { editor, at } = await session({ 'lockkeeper.yaml': policy, 'db/1.sql': small, 'db/2.sql': large });
  await editor.open(at('db/2.sql'), large);
  await editor.open(at('db/1.sql'), small);
  let isLargeAnswered = false;
  const answered = editor.pull(at('db/2.sql')).finally(() => (isLargeAnswered = true));
  expect(messages(await editor.pull(at('db/1.sql')))).toEqual([expect.stringContaining('orders')]);
  expect(isLargeAnswered).toBe(false);
  expect(Array.isArray(await answered)).toBe(true);
});
