import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { MOST_CHANGED } from '../../packages/lsp/src/workspace/changed-checks.ts';
import { client, cleanUpAfterEach, messages, PINNED, POLICY, repository, UNPINNED } from './session.ts';
import type { Client } from './client.ts';
import type { Repository } from './repository.ts';

cleanUpAfterEach();

const FOUND = 'flask has no version. Write flask==<version>.';
const FILES = {
  'lockkeeper.yaml': POLICY,
  'requirements.txt': PINNED,
  'requirements.lock': PINNED,
  'app/core/money.py': 'RATE = 1\n',
  'notes.md': '# Notes\n',
};

describe('at the start, with no file open', () => {
  test.each<[string, (shop: Repository) => void, Readonly<Record<string, readonly string[]>>]>([
    ['changed', (shop) => shop.write({ 'requirements.txt': UNPINNED }), { 'requirements.txt': [FOUND] }],
    [
      'staged',
      (shop) => {
        shop.write({ 'requirements.txt': UNPINNED });
        shop.git('add', '--all');
      },
      { 'requirements.txt': [FOUND] },
    ],
    [
      'changed on a branch that has commits of its own',
      (shop) => {
        shop.git('switch', '--quiet', '--create', 'rates');
        shop.write({ 'notes.md': '# Rates\n' });
        shop.git('commit', '--quiet', '--all', '--message', 'Rates');
        shop.write({ 'requirements.txt': UNPINNED });
      },
      { 'requirements.txt': [FOUND] },
    ],
    [
      'moved, and changed where it is now',
      (shop) => {
        shop.git('mv', 'lockkeeper.yaml', 'lockkeeper.yml');
        shop.write({ 'requirements.txt': UNPINNED });
      },
      { 'requirements.txt': [FOUND] },
    ],
  ])('a file is judged that is %s', async (_how, change, expected) => {
    const { editor, at } = await started(change);
    const said = await found(editor);
    for (const [name, sentences] of Object.entries(expected))
      expect(said.get(at(name))).toEqual(expect.arrayContaining([...sentences]));
  });

  test('what was not changed is left for whoever opens it', async () => {
    const { editor, at } = await started((shop) => {
      shop.write({ 'requirements.txt': UNPINNED });
      shop.git('commit', '--quiet', '--all', '--message', 'Unpin');
      shop.write({ 'notes.md': '# Tides\n' });
    });
    expect((await found(editor)).get(at('requirements.txt'))).toBeUndefined();
    expect(await changed(editor)).toEqual({ judged: 1, all: 1, isUnderWay: false });
  });

  test('nothing is said of a folder before its policy was looked for', async () => {
    const { editor, at } = await started(() => {});
    // As VS Code does with what another extension wants to read.
    await editor.open(at('notes.md'), '# Notes\n');
    await editor.close(at('notes.md'));
    const { folders } = await editor.status(() => true);
    expect(folders[0]?.policy).toMatchObject({ problems: 0 });
  });

  test('new files count, ignored and deleted ones do not', async () => {
    const { editor } = await started((shop) => {
      shop.write({ '.git/info/exclude': 'build/\n', 'build/a.py': '', 'app/new.py': 'x = 1\n' });
      shop.git('rm', '--quiet', 'notes.md');
    });
    expect(await changed(editor)).toEqual({ judged: 1, all: 1, isUnderWay: false });
  });

  test('a clean tree is said to have nothing that is changed', async () => {
    const { editor } = await started(() => {});
    expect(await changed(editor)).toEqual({ judged: 0, all: 0, isUnderWay: false });
    const { folders } = await editor.status(() => true);
    expect(folders[0]?.judged).toBeUndefined();
  });

  test('without git nothing is said of changes', async () => {
    const { editor } = await started((shop) => shop.write({ 'requirements.txt': UNPINNED }), {
      trusted: false,
    });
    expect((await found(editor)).size).toBe(0);
    const { folders } = await editor.status(({ folders: [folder] }) => folder?.policy !== null);
    expect(folders[0]?.changed).toBeUndefined();
  });

  test('before the first commit as well', async () => {
    const shop = repository(FILES);
    shop.git('update-ref', '-d', 'HEAD');
    const editor = await client({ folders: [shop.uri] });
    expect((await found(editor)).size).toBe(0);
  });
});

test('what was changed is judged again when it is saved elsewhere, and forgotten once it is committed', async () => {
  const { shop, editor, at } = await started((made) => made.write({ 'requirements.txt': UNPINNED }));
  const before = await editor.workspaceReport();
  expect(before.items.map(({ uri }) => uri)).toContain(at('requirements.txt'));
  shop.write({ 'requirements.txt': PINNED });
  await editor.filesChanged(at('requirements.txt'));
  const previous = before.items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));
  const after = await editor.workspaceReport(previous);
  expect(after.items).toMatchObject([{ uri: at('requirements.txt'), kind: 'full', items: [] }]);
  const { folders } = await editor.status(({ folders: [folder] }) => folder?.changed?.all === 0);
  expect(folders).toMatchObject([{ findings: 0, changed: { judged: 0 } }]);
});

test('an open file answers for itself, and is counted once', async () => {
  const { editor, at } = await started((shop) => shop.write({ 'requirements.txt': UNPINNED }));
  await editor.open(at('requirements.txt'), UNPINNED);
  expect(messages(await editor.pull(at('requirements.txt')))).toContain(FOUND);
  const status = await editor.status(({ folders: [folder] }) => folder?.changed?.judged === 1);
  expect(status.folders[0]).toMatchObject({ findings: 2, changed: { judged: 1, all: 1 } });
  await editor.close(at('requirements.txt'));
  expect((await found(editor)).get(at('requirements.txt'))).toContain(FOUND);
});

test('once the whole workspace is judged that is what counts', async () => {
  const { editor, at } = await started((shop) => shop.write({ 'requirements.txt': UNPINNED }));
  await found(editor);
  await editor.checkWorkspace();
  expect((await found(editor)).get(at('requirements.txt'))).toContain(FOUND);
  const { folders } = await editor.status(({ folders: [folder] }) => folder?.coverage !== undefined);
  expect(folders[0]).toMatchObject({ findings: 2 });
  expect(folders[0]?.changed).toBeUndefined();
});

test('of thousands of new files some are judged, the edited one before them, and the status says how many', async () => {
  const { editor, at } = await started((shop) => {
    shop.write({ 'requirements.txt': UNPINNED, 'aa/0.txt': '' });
    for (let n = 1; n <= MOST_CHANGED + 100; n += 1) writeFileSync(path.join(shop.folder, `aa/${n}.txt`), '');
  });
  expect((await found(editor)).get(at('requirements.txt'))).toContain(FOUND);
  const all = MOST_CHANGED + 102;
  expect(await changed(editor)).toEqual({ judged: MOST_CHANGED, all, isUnderWay: false });
});

async function started(change: (shop: Repository) => void, initializationOptions?: object) {
  const shop = repository(FILES);
  change(shop);
  const editor = await client({
    folders: [shop.uri],
    ...(initializationOptions && { initializationOptions }),
  });
  return { shop, editor, at: (name: string) => `${shop.uri}/${name}` };
}

/** Messages by URI. */
async function found(editor: Client): Promise<ReadonlyMap<string, readonly string[]>> {
  const { items } = await editor.workspaceReport();
  return new Map(items.map((item) => [item.uri, item.kind === 'full' ? messages(item.items) : []]));
}

async function changed(editor: Client) {
  await editor.workspaceReport();
  const { folders } = await editor.status(
    ({ folders: [folder] }) => folder?.changed !== undefined && !folder.changed.isUnderWay,
  );
  return folders[0]?.changed;
}
