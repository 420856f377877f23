import { expect, test } from 'vitest';

import { cleanUpAfterEach, messages, PINNED, session, UNPINNED, type Session } from './session.ts';
import { PullingEditor } from './pulling-editor.ts';

cleanUpAfterEach();

const FOUND = 'flask has no version. Write flask==<version>.';
const FILES = { 'requirements.txt': PINNED, 'requirements.lock': PINNED };

/** VS Code with a lock open that is not as it should be. */
async function broken(): Promise<Session & { readonly vscode: PullingEditor; readonly lock: string }> {
  const opened = await session(FILES);
  const lock = opened.at('requirements.lock');
  const vscode = new PullingEditor(opened.editor);
  opened.shop.write({ 'requirements.lock': UNPINNED });
  await vscode.open(lock, UNPINNED);
  await vscode.pull(lock);
  expect(messages(vscode.underlined(lock))).toContain(FOUND);
  return { ...opened, vscode, lock };
}

async function repair({ shop, editor }: Session, lock: string): Promise<void> {
  shop.write({ 'requirements.lock': PINNED });
  await editor.filesChanged(lock);
}

test('a document that is closed and then repaired elsewhere is clean', async () => {
  const given = await broken();
  const { vscode, lock } = given;
  const { forgotten } = await vscode.close(lock);
  await forgotten;
  await repair(given, lock);
  await vscode.pullWorkspace();
  expect(vscode.underlined(lock)).toEqual([]);
});

test('a document that is asked for a last time as it is closed is clean once it is repaired', async () => {
  const given = await broken();
  const { editor, vscode, lock } = given;
  await editor.filesChanged(lock);
  // The workspace is answered at once, while the worker is still at the document.
  const { forgotten } = await vscode.close(lock);
  await vscode.pullWorkspace();
  await forgotten;
  await repair(given, lock);
  for (let round = 0; round < 3; round += 1) await vscode.pullWorkspace();
  expect(vscode.underlined(lock)).toEqual([]);
});

test('a document that is closed while it is asked for is clean once it is repaired', async () => {
  const given = await broken();
  const { editor, vscode, lock } = given;
  await editor.filesChanged(lock);
  const asked = vscode.pull(lock);
  await vscode.close(lock);
  await vscode.pullWorkspace();
  await asked;
  await repair(given, lock);
  for (let round = 0; round < 3; round += 1) await vscode.pullWorkspace();
  expect(vscode.underlined(lock)).toEqual([]);
});

test('a document that is closed while the workspace is asked for is clean once it is repaired', async () => {
  const given = await broken();
  const { editor, vscode, lock } = given;
  await editor.checkWorkspace();
  for (let round = 0; round < 2; round += 1) await vscode.pullWorkspace();
  await repair(given, lock);
  // Judging the whole workspace takes longer than closing a document.
  const asked = vscode.pullWorkspace();
  const { forgotten } = await vscode.close(lock);
  await Promise.all([asked, forgotten]);
  for (let round = 0; round < 3; round += 1) await vscode.pullWorkspace();
  expect(vscode.underlined(lock)).toEqual([]);
});

test('a document that is closed and not repaired keeps what a check of the workspace finds, told once', async () => {
  const { editor, vscode, lock } = await broken();
  await editor.checkWorkspace();
  await editor.filesChanged(lock);
  const asked = vscode.pull(lock);
  await vscode.close(lock);
  await vscode.pullWorkspace();
  await asked;
  const kinds: (readonly string[])[] = [];
  for (let round = 0; round < 4; round += 1) kinds.push(await vscode.pullWorkspace());
  expect(messages(vscode.underlined(lock))).toContain(FOUND);
  expect(kinds.at(-1)).not.toContain('full');
});

test('a document that an extension keeps without its tab is clean once it is repaired', async () => {
  const given = await broken();
  const { editor, vscode, lock } = given;
  await vscode.closeTab(lock);
  await vscode.pullWorkspace();
  expect(messages(vscode.underlined(lock))).toContain(FOUND);
  await editor.change(lock, PINNED);
  await repair(given, lock);
  for (let round = 0; round < 3; round += 1) await vscode.pullWorkspace();
  expect(vscode.underlined(lock)).toEqual([]);
});

test('a document that an extension opens without a tab keeps what was found, until it is repaired and after', async () => {
  const given = await session(FILES);
  const lock = given.at('requirements.lock');
  const vscode = new PullingEditor(given.editor);
  given.shop.write({ 'requirements.lock': UNPINNED });
  await given.editor.checkWorkspace();
  await vscode.pullWorkspace();
  await vscode.openWithoutTab(lock, UNPINNED);
  for (let round = 0; round < 3; round += 1) await vscode.pullWorkspace();
  expect(messages(vscode.underlined(lock))).toContain(FOUND);
  await given.editor.change(lock, PINNED);
  await repair(given, lock);
  for (let round = 0; round < 2; round += 1) await vscode.pullWorkspace();
  expect(vscode.underlined(lock)).toEqual([]);
  await vscode.closeWithoutTab(lock);
  await vscode.pullWorkspace();
  expect(vscode.underlined(lock)).toEqual([]);
});

test('a document that an extension opened without a tab and closed again is clean once it is repaired', async () => {
  const given = await session(FILES);
  const lock = given.at('requirements.lock');
  const vscode = new PullingEditor(given.editor);
  given.shop.write({ 'requirements.lock': UNPINNED });
  await vscode.openWithoutTab(lock, UNPINNED);
  await vscode.pullWorkspace();
  expect(messages(vscode.underlined(lock))).toContain(FOUND);
  await vscode.closeWithoutTab(lock);
  await repair(given, lock);
  for (let round = 0; round < 3; round += 1) await vscode.pullWorkspace();
  expect(vscode.underlined(lock)).toEqual([]);
});
