import { expect, test } from 'vitest';

import { LOCK, ROOT, SOURCE, SOURCE_URI } from '../testing/sample-verdict.ts';
import { workspaceEdit, type EditTargets } from './workspace-edit.ts';

const TARGETS: EditTargets = {
  uriOf: (path) => `${ROOT}/${path}`,
  versionOf: (uri) => (uri === SOURCE_URI ? 3 : null),
};
const start = { line: 1, character: 5 };

test('edits of one file stay together and name the version they were made for', () => {
  const edits = [
    { path: SOURCE, start, end: start, text: '==1' },
    { path: SOURCE, start: { line: 2, character: 0 }, end: { line: 3, character: 0 }, text: '' },
  ];
  expect(workspaceEdit(edits, TARGETS)).toEqual({
    documentChanges: [
      {
        textDocument: { uri: SOURCE_URI, version: 3 },
        edits: [
          { range: { start, end: start }, newText: '==1' },
          { range: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } }, newText: '' },
        ],
      },
    ],
  });
});

test('a file that is not open has no version', () => {
  const edits = [
    { path: SOURCE, start, end: start, text: '==1' },
    { path: LOCK, start, end: start, text: 'flask==1\n' },
  ];
  const { documentChanges = [] } = workspaceEdit(edits, TARGETS);
  expect(documentChanges.map((change) => 'textDocument' in change && change.textDocument)).toEqual([
    { uri: SOURCE_URI, version: 3 },
    { uri: `${ROOT}/${LOCK}`, version: null },
  ]);
});

test('a file that does not exist is made before it is written, and never over another one', () => {
  const edits = [{ path: LOCK, start, end: start, text: 'flask==1\n', creates: true as const }];
  const uri = `${ROOT}/${LOCK}`;
  expect(workspaceEdit(edits, TARGETS).documentChanges).toEqual([
    { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
    {
      textDocument: { uri, version: null },
      edits: [{ range: { start, end: start }, newText: 'flask==1\n' }],
    },
  ]);
});
