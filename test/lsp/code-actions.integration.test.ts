import { loadPolicy } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';
import type { ClientCapabilities, CodeAction, WorkspaceEdit } from 'vscode-languageserver-protocol/node';

import { applyEdits } from '../../packages/policy-core/src/model/apply-edits.ts';
import type { Client } from './client.ts';
import { cleanUpAfterEach, messages, PINNED, POLICY, session, UNPINNED } from './session.ts';

cleanUpAfterEach();

const CAPABILITIES: ClientCapabilities = {
  textDocument: { diagnostic: {} },
  window: { showDocument: { support: true } },
  workspace: {
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
  },
};

const FILES = { 'requirements.txt': UNPINNED, 'requirements.lock': PINNED };
const FIRST = { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } };

async function unpinned(initializationOptions: object = { trusted: true }) {
  const { editor, at } = await session(FILES, { capabilities: CAPABILITIES, initializationOptions });
  const uri = at('requirements.txt');
  await editor.open(uri, UNPINNED);
  const actions = await editor.actions(uri, FIRST);
  return { editor, at, uri, action: (title: string) => named(actions, title) };
}

function named(actions: readonly CodeAction[], title: string): CodeAction {
  const found = actions.find((action) => action.title.startsWith(title));
  if (found === undefined)
    throw new Error(`${title} is not among ${actions.map((one) => one.title).join(', ')}.`);
  return found;
}

/** What the client is asked to show, and told. */
function shownBy(editor: Client) {
  const shown: unknown[] = [];
  editor.connection.onRequest('window/showDocument', (params: unknown) => {
    shown.push(params);
    return { success: true };
  });
  editor.connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
    shown.push(message);
  });
  return shown;
}

function run(editor: Client, { command }: CodeAction): Promise<unknown> {
  return editor.connection.sendRequest('workspace/executeCommand', {
    command: command?.command,
    arguments: command?.arguments,
  });
}

const RULE = 'dependencies/requirements-pinned';

describe('beside the fixes of a finding', () => {
  test('its rule is explained by its page', async () => {
    const { editor, action } = await unpinned({ trusted: true, pageLink: 'https://example.com/{rule}' });
    const shown = shownBy(editor);
    await run(editor, action(`Explain ${RULE}`));
    expect(shown).toEqual([{ uri: `https://example.com/${RULE}`, external: true }]);
  });

  test('its rule is explained in words where there are no pages', async () => {
    const { editor, action } = await unpinned();
    const shown = shownBy(editor);
    await run(editor, action(`Explain ${RULE}`));
    await expect.poll(() => shown).toHaveLength(1);
    expect(shown[0]).toBe(
      `Pin every requirement to one version with ==. Run \`lockkeeper explain ${RULE}\` to read more about ${RULE}.`,
    );
  });

  test('the line of the policy that decided is opened', async () => {
    const { editor, action, at } = await unpinned();
    const shown = shownBy(editor);
    await run(editor, action(`Open the policy line that decided this (${RULE})`));
    const line = POLICY.split('\n').indexOf('    source: requirements.txt');
    expect(shown).toEqual([
      expect.objectContaining({
        uri: at('lockkeeper.yaml'),
        selection: { start: { line, character: 12 }, end: { line, character: 28 } },
      }),
    ]);
  });

  test('a waiver is proposed, which asks for a confirmation and is valid once it is written', async () => {
    const { editor, action, at, uri } = await unpinned();
    const waiver = action(`Propose a waiver of ${RULE} in this file (effective after merge)`);
    expect(waiver.edit?.changeAnnotations).toMatchObject({ waiver: { needsConfirmation: true } });
    const text = written(waiver.edit, at('lockkeeper.yaml'));
    const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
    expect(policy.kind === 'policy' && policy.waivers).toMatchObject([{ rule: RULE }]);
    const left = async () => (await editor.pull(uri)).map(({ code }) => code);
    await editor.open(at('lockkeeper.yaml'), text);
    expect(await left(), 'as it is proposed it holds for nothing').toContain(RULE);
    const finished = text
      .replace('Say why this is accepted.', 'The server is built each night.')
      .replace('who-answers-for-it', 'ana');
    await editor.change(at('lockkeeper.yaml'), finished);
    expect(await left(), 'the policy in the editor is what judges there').not.toContain(RULE);
  });

  test('nothing of it is offered to who asks for fixes of the whole file alone', async () => {
    const { editor, uri } = await unpinned();
    const actions = await editor.actions(uri, FIRST, ['source.fixAll']);
    expect(actions.map(({ kind }) => kind)).toEqual(['source.fixAll.lockkeeper']);
  });
});

function written(edit: WorkspaceEdit | undefined, uri: string): string {
  const [change] = edit?.documentChanges ?? [];
  if (change === undefined || !('textDocument' in change)) throw new Error('There is no edit.');
  expect(change.textDocument.uri).toBe(uri);
  const edits = change.edits.flatMap((one) =>
    'newText' in one ? [{ ...one.range, path: uri, text: one.newText }] : [],
  );
  return applyEdits(POLICY, edits);
}

test('a key that nobody knows is underlined exactly, and changed to the one that was meant', async () => {
  const { editor, at } = await session({}, { capabilities: CAPABILITIES });
  const uri = at('lockkeeper.yaml');
  const text = POLICY.replace('protected:', 'protcted:');
  await editor.open(uri, text);
  const [found] = await editor.pull(uri);
  expect(found?.range).toEqual({ start: { line: 1, character: 0 }, end: { line: 1, character: 8 } });
  const [action] = await editor.actions(uri, {
    start: { line: 1, character: 3 },
    end: { line: 1, character: 3 },
  });
  expect(action?.title).toBe('Change to protected');
  await editor.apply(action?.edit);
  expect(editor.text(uri)).toBe(POLICY);
  expect(messages(await editor.pull(uri))).toEqual([]);
});

test('what is missing in a section underlines its first line, and not the whole of it', async () => {
  const { editor, at } = await session({});
  const uri = at('lockkeeper.yaml');
  await editor.open(uri, 'version: 1\nprotected:\n  - id: core\n    paths:\n      - a\n      - b\n');
  const [found] = await editor.pull(uri);
  expect(found?.message).toBe('protected[0].require is missing. Add it.');
  expect(found?.range).toEqual({ start: { line: 2, character: 4 }, end: { line: 2, character: 2147483647 } });
});
