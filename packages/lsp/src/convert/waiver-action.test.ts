import { expect, test } from 'vitest';

import { ROOT, span } from '../testing/sample-verdict.ts';
import { SHOW_COMMAND } from './show-command.ts';
import { waiverAction } from './waiver-action.ts';

const URI = `${ROOT}/lockkeeper.yaml`;
const TARGETS = { uriOf: (path: string) => `${ROOT}/${path}`, versionOf: () => null };
const AT = { line: 9, character: 0 };
const WAIVED = {
  rule: 'docs/encoding',
  edit: { path: 'lockkeeper.yaml', start: AT, end: AT, text: 'waivers: []\n' },
  diagnostic: { range: { start: span('a', 0, [0]).start, end: AT }, message: 'It is not UTF-8.' },
};

test('a waiver is shown and confirmed before it is written, and says when it holds', () => {
  expect(waiverAction(WAIVED, { targets: TARGETS, confirms: true, shows: true })).toEqual({
    title: 'Propose a waiver of docs/encoding in this file (effective after merge)',
    kind: 'quickfix',
    diagnostics: [WAIVED.diagnostic],
    edit: {
      documentChanges: [
        {
          textDocument: { uri: URI, version: null },
          edits: [{ range: { start: AT, end: AT }, newText: 'waivers: []\n', annotationId: 'waiver' }],
        },
      ],
      changeAnnotations: {
        waiver: {
          label: 'Waive docs/encoding',
          description: 'Give the reason and who answers for it. Effective after merge.',
          needsConfirmation: true,
        },
      },
    },
    command: { title: 'Show the waiver', command: SHOW_COMMAND, arguments: [URI, { start: AT, end: AT }] },
  });
});

test('a client that confirms nothing and shows nothing gets the edit alone', () => {
  const { edit, command } = waiverAction(WAIVED, { targets: TARGETS, confirms: false, shows: false });
  expect(edit).toEqual({
    documentChanges: [
      {
        textDocument: { uri: URI, version: null },
        edits: [{ range: { start: AT, end: AT }, newText: 'waivers: []\n' }],
      },
    ],
  });
  expect(command).toBeUndefined();
});
