import type { Fix } from '@lockkeeper/policy-core';
import { WRITTEN_BY_COMMAND } from '@lockkeeper/policy-core/dependencies';
import { describe, expect, test } from 'vitest';

import { fakeSession } from '../testing/fake-session.ts';
import { LOCK, ROOT, SOURCE, SOURCE_URI, span, unpinned, verdict } from '../testing/sample-verdict.ts';
import { codeActions } from './code-actions.ts';

const FOUND = verdict({ findings: [unpinned(1), unpinned(4)] });

function actionsAt(line: number, only?: string[], found = FOUND) {
  const range = { start: { line, character: 5 }, end: { line, character: 5 } };
  const context = { diagnostics: [], ...(only === undefined ? {} : { only }) };
  return codeActions({ textDocument: { uri: SOURCE_URI }, range, context }, fakeSession(found));
}

describe('quick fixes', () => {
  test('are offered where something is underlined, also right behind it', async () => {
    const actions = await actionsAt(1);
    expect(actions.map(({ title, kind }) => [title, kind])).toEqual([
      ['Pin to flask==2.3.2', 'quickfix'],
      ['Fix all dependencies/requirements-pinned problems in this file', 'quickfix'],
      ['Explain dependencies/requirements-pinned', 'quickfix'],
    ]);
    expect(actions[0]?.diagnostics?.[0]?.message).toBe('flask has no version. Write flask==<version>.');
    expect(await actionsAt(2)).toEqual([]);
  });

  test('are made for the version that was judged', async () => {
    const [action] = await actionsAt(4);
    expect(action?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri: SOURCE_URI, version: 3 },
        edits: [
          { range: { start: { line: 4, character: 5 }, end: { line: 4, character: 5 } }, newText: '==2.3.2' },
        ],
      },
    ]);
  });

  test('of another file are not offered here', async () => {
    const found = verdict({ findings: [unpinned(1, { at: span(LOCK, 1, [0, 5]) })] });
    expect(await actionsAt(1, undefined, found)).toEqual([]);
  });
});

describe('a fix that makes a file', () => {
  const start = { line: 0, character: 0 };
  const edits = [{ path: LOCK, start, end: start, text: 'flask==1\n', creates: true as const }];
  const found = verdict({
    findings: [unpinned(1, { fixes: [{ title: 'Create the lock', safety: 'needs-review', edits }] })],
  });
  const titlesFor = async (creates: boolean) => {
    const session = fakeSession(found, { creates });
    const range = { start: { line: 1, character: 5 }, end: { line: 1, character: 5 } };
    const asked = { textDocument: { uri: SOURCE_URI }, range, context: { diagnostics: [] } };
    return (await codeActions(asked, session)).map(({ title }) => title);
  };

  test('is offered to a client that lets an edit make one', async () => {
    expect(await titlesFor(true)).toEqual([
      'Create the lock (review)',
      'Explain dependencies/requirements-pinned',
    ]);
  });

  test('is not offered to another, which would refuse it', async () => {
    expect(await titlesFor(false)).toEqual(['Explain dependencies/requirements-pinned']);
  });
});

describe('fixes over both files of a pair', () => {
  const at = { line: 1, character: 0 };
  const both: Fix = {
    title: 'Pin both',
    safety: 'safe',
    edits: [SOURCE, LOCK].map((path) => ({ path, start: at, end: at, text: 'x' })),
  };
  const LOCK_URI = `${ROOT}/${LOCK}`;
  const versionsIn = async (versions: Readonly<Record<string, number>>, openUris: readonly string[]) => {
    const found = verdict({ findings: [unpinned(1, { fixes: [both] })], versions });
    const range = { start: at, end: at };
    const asked = { textDocument: { uri: SOURCE_URI }, range, context: { diagnostics: [] } };
    const [action] = await codeActions(asked, fakeSession(found, { openUris: () => openUris }));
    return action?.edit?.documentChanges?.map((change) => 'textDocument' in change && change.textDocument);
  };

  test('are one change; each file that is open is named with the version that was judged', async () => {
    const versions = { [SOURCE_URI]: 3, [LOCK_URI]: 8 };
    expect(await versionsIn(versions, [SOURCE_URI, LOCK_URI])).toEqual([
      { uri: SOURCE_URI, version: 3 },
      { uri: LOCK_URI, version: 8 },
    ]);
  });

  test('reach the other file also when it is not open', async () => {
    expect(await versionsIn({ [SOURCE_URI]: 3 }, [SOURCE_URI])).toEqual([
      { uri: SOURCE_URI, version: 3 },
      { uri: LOCK_URI, version: null },
    ]);
  });
});

describe('the command that writes a lock', () => {
  const command = 'pip-compile requirements.in';
  const evidence = [{ subject: LOCK, relation: WRITTEN_BY_COMMAND, value: command }];
  const found = verdict({
    findings: [unpinned(1, { evidence }), unpinned(1, { evidence, rule: 'dependencies/lock-in-sync' })],
  });
  const titles = async (copyCommand: string | undefined, only?: string[]) => {
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } };
    const context = { diagnostics: [], ...(only === undefined ? {} : { only }) };
    const asked = { textDocument: { uri: SOURCE_URI }, range, context };
    return (await codeActions(asked, fakeSession(found, { copyCommand }))).map(({ title }) => title);
  };

  test('is offered once for copying, behind what ends the finding', async () => {
    const pin = 'Pin to flask==2.3.2';
    expect(await titles('lockkeeper.copyText')).toEqual([
      pin,
      pin,
      `Copy: ${command}`,
      'Explain dependencies/requirements-pinned',
      'Explain dependencies/lock-in-sync',
    ]);
  });

  test('is not offered to a client that cannot copy, nor where only all fixes are asked for', async () => {
    expect(await titles(undefined)).not.toContain(`Copy: ${command}`);
    expect(await titles('lockkeeper.copyText', ['source.fixAll'])).not.toContain(`Copy: ${command}`);
  });
});

describe('fixing everything', () => {
  test.each([['source'], ['source.fixAll'], ['source.fixAll.lockkeeper']])(
    'is offered to who asks for %s',
    async (kind) => {
      const actions = await actionsAt(9, [kind]);
      expect(actions.map((action) => action.kind)).toEqual(['source.fixAll.lockkeeper']);
    },
  );

  test.each([[['source.organizeImports']], [['refactor']]])(
    'is not offered to who asks for %j',
    async (only) => {
      expect(await actionsAt(1, only)).toEqual([]);
    },
  );

  test('is not offered to who asks for nothing in particular', async () => {
    expect((await actionsAt(1)).map(({ kind }) => kind)).not.toContain('source.fixAll.lockkeeper');
  });
});
