import { describe, expect, test } from 'vitest';

import { fakeSession } from '../testing/fake-session.ts';
import { LOCK, SOURCE_URI, span, unpinned, verdict } from '../testing/sample-verdict.ts';
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
    expect(actions.map(({ title, kind }) => [title, kind])).toEqual([['Pin to flask==2.3.2', 'quickfix']]);
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
    expect(await titlesFor(true)).toEqual(['Create the lock (review)']);
  });

  test('is not offered to another, which would refuse it', async () => {
    expect(await titlesFor(false)).toEqual([]);
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
    expect((await actionsAt(1)).map(({ kind }) => kind)).toEqual(['quickfix']);
  });
});
