import type { PolicyCompletion } from '@lockkeeper/policy-core/editor';
import { describe, expect, test } from 'vitest';
import { CompletionItemKind } from 'vscode-languageserver';

import { fakeSession } from '../testing/fake-session.ts';
import { ROOT, span, verdict } from '../testing/sample-verdict.ts';
import { completions } from './completions.ts';
import type { Session } from './session.ts';

const URI = `${ROOT}/lockkeeper.yaml`;
const AT = span('lockkeeper.yaml', 2, [4, 6]);

const KEY: PolicyCompletion = {
  label: 'require',
  kind: 'key',
  detail: 'a map (required)',
  sentences: ['The approval that a change needs.'],
  rule: undefined,
  at: AT,
  text: 'require: ',
  snippet: 'require: { label: $1 }',
};
const RULE: PolicyCompletion = {
  ...KEY,
  label: 'docs/encoding',
  kind: 'rule',
  detail: 'error',
  sentences: ['Texts are UTF-8.', 'It is an error.'],
  rule: 'docs/encoding',
  text: '"docs/encoding"',
  snippet: undefined,
};

function items(found: readonly PolicyCompletion[] | undefined, given: Partial<Session> = {}) {
  const session = fakeSession(verdict(), { completions: () => Promise.resolve(found), ...given });
  return completions({ uri: URI, position: { line: 2, character: 6 } }, session);
}

describe('what can be written', () => {
  test('has places to fill in, its order and its meaning', async () => {
    expect(await items([KEY])).toEqual([
      {
        label: 'require',
        kind: CompletionItemKind.Property,
        detail: 'a map (required)',
        documentation: { kind: 'markdown', value: 'The approval that a change needs.' },
        filterText: 'require: ',
        sortText: '0000',
        insertTextFormat: 2,
        insertTextMode: 2,
        textEdit: {
          range: { start: { line: 2, character: 4 }, end: { line: 2, character: 6 } },
          newText: 'require: { label: $1 }',
        },
      },
    ]);
  });

  test('is plain for a client that fills nothing in', async () => {
    const [item] = await items([KEY], { snippets: false, markdown: false });
    expect(item).toMatchObject({ insertTextFormat: 1, textEdit: { newText: 'require: ' } });
    expect(item?.documentation).toEqual({ kind: 'plaintext', value: 'The approval that a change needs.' });
  });

  test('keeps the order in which it was found', async () => {
    const found = Array.from({ length: 12 }, (_, index) => ({ ...KEY, label: `key-${index}` }));
    const sorted = (await items(found)).map(({ sortText = '' }) => sortText);
    expect(sorted.toSorted((a, b) => a.localeCompare(b))).toEqual(sorted);
  });

  test('leads to the page of a rule, where the client has a place for pages', async () => {
    const [linked] = await items([RULE], { pageLink: 'https://example.com/{rule}' });
    expect(linked).toMatchObject({ kind: CompletionItemKind.Reference, filterText: '"docs/encoding"' });
    expect(linked?.documentation).toEqual({
      kind: 'markdown',
      value:
        'Texts are UTF-8.  \nIt is an error.\n\n[Read about docs/encoding](<https://example.com/docs/encoding>)',
    });
    const [plain] = await items([RULE]);
    expect(plain?.documentation).toEqual({ kind: 'markdown', value: 'Texts are UTF-8.  \nIt is an error.' });
  });

  test('is nothing where nothing was found, or finding it failed', async () => {
    expect(await items([])).toEqual([]);
    expect(await items(undefined)).toEqual([]);
  });

  test('is not asked for in a file that is no policy', async () => {
    const asked = () => Promise.reject(new Error('nobody should ask'));
    const session = fakeSession(verdict(), { completions: asked });
    const at = { line: 0, character: 0 };
    expect(await completions({ uri: `${ROOT}/app/a.yaml`, position: at }, session)).toEqual([]);
  });

  test('without words has neither detail nor documentation', async () => {
    const [item] = await items([{ ...KEY, kind: 'value', detail: '', sentences: [] }]);
    expect(item).not.toHaveProperty('detail');
    expect(item).not.toHaveProperty('documentation');
  });
});
