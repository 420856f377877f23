import { describe, expect, test } from 'vitest';

import { ROOT, span } from '../testing/sample-verdict.ts';
import { spellingAction } from './spelling-action.ts';

const uriOf = (path: string) => `${ROOT}/${path}`;
const TARGETS = { targets: { uriOf, versionOf: () => 4 }, view: { uriOf, pageLink: undefined } };
const MEANT = { written: 'protcted', instead: 'protected' };

const noteAt = (from: number, to: number, meant?: typeof MEANT) => ({
  kind: 'problem' as const,
  message: 'Unknown key "protcted". Did you mean "protected"?',
  at: span('lockkeeper.yaml', 1, [from, to]),
  ...(meant && { meant }),
});

describe('the word that was meant', () => {
  test('is written in place of the other, by one preferred action', () => {
    expect(spellingAction(noteAt(2, 10, MEANT), TARGETS)).toMatchObject({
      title: 'Change to protected',
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ message: 'Unknown key "protcted". Did you mean "protected"?' }],
      edit: {
        documentChanges: [
          {
            textDocument: { uri: `${ROOT}/lockkeeper.yaml`, version: 4 },
            edits: [
              {
                range: { start: { line: 1, character: 2 }, end: { line: 1, character: 10 } },
                newText: 'protected',
              },
            ],
          },
        ],
      },
    });
  });

  test('keeps the quotes', () => {
    const edit = spellingAction(noteAt(2, 12, MEANT), TARGETS)?.edit?.documentChanges?.[0];
    expect(edit).toMatchObject({
      edits: [{ range: { start: { character: 3 }, end: { character: 11 } }, newText: 'protected' }],
    });
  });

  test('is left to people where the text is written in another way, and where no word is close', () => {
    expect(spellingAction(noteAt(2, 15, MEANT), TARGETS)).toBeUndefined();
    expect(spellingAction(noteAt(2, 10), TARGETS)).toBeUndefined();
    const long = { ...noteAt(2, 10, MEANT), at: { ...span('a', 1, [2]), end: { line: 2, character: 10 } } };
    expect(spellingAction(long, TARGETS)).toBeUndefined();
  });
});
