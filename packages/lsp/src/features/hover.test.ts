import type { PlaceNote } from '@lockkeeper/policy-core/editor';
import { describe, expect, test } from 'vitest';

import { fakeSession } from '../testing/fake-session.ts';
import { SOURCE, SOURCE_URI, span, unpinned, verdict, waitsForApproval } from '../testing/sample-verdict.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { hover } from './hover.ts';
import type { Session } from './session.ts';

const at = (line: number, character: number) => ({ uri: SOURCE_URI, position: { line, character } });

test('what is underlined explains itself', async () => {
  const session = fakeSession(verdict({ findings: [unpinned(1)] }));
  expect(await hover(at(1, 3), session)).toMatchObject({
    contents: {
      kind: 'markdown',
      value: expect.stringContaining('Pin every requirement to one version with ==.'),
    },
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } },
  });
});

test('several reasons at one place are all given', async () => {
  const second = unpinned(1, { rule: 'dependencies/lock-in-sync', message: 'flask is not in the lock.' });
  const found = await hover(at(1, 0), fakeSession(verdict({ findings: [unpinned(1), second] })));
  expect(JSON.stringify(found?.contents)).toMatch(/has no version.*---.*is not in the lock/);
});

test('what the client shows by itself is not said again', async () => {
  const given = { pageLink: 'vscode://x/{rule}', showsMessageInHover: true };
  const found = await hover(at(1, 0), fakeSession(verdict({ findings: [unpinned(1)] }), given));
  expect(found?.contents).toEqual({
    kind: 'markdown',
    value:
      '**dependencies/requirements-pinned**: Pin every requirement to one version with ==.\n\n- Quick fix: Pin to flask==2.3.2.',
  });
});

test('a file that waits for approval says so on its first line', async () => {
  const session = fakeSession(verdict({ undetermined: [waitsForApproval()] }), { markdown: false });
  expect(await hover(at(0, 40), session)).toMatchObject({
    contents: { kind: 'plaintext', value: expect.stringContaining('need the label approved-core-change') },
  });
});

test('where nothing is underlined nothing is said', async () => {
  const silent = waitsForApproval({ waitsFor: 'observation' });
  const session = fakeSession(verdict({ findings: [unpinned(1)], undetermined: [silent] }));
  expect(await hover(at(0, 0), session)).toBeUndefined();
  expect(await hover(at(1, 6), session)).toBeUndefined();
});

describe('a requirement that nothing is wrong with', () => {
  const NOTE: PlaceNote = {
    at: span(SOURCE, 2, [0, 8]),
    sentences: ['r.lock:5 locks django[bcrypt]==4.2.16.', 'Its marker holds for linux.'],
  };
  const withNote = (given: Partial<PolicyVerdict>, markdown = true) =>
    fakeSession(verdict(given), { markdown, note: () => Promise.resolve(NOTE) });

  test('is told what its pair says of it, a sentence a line', async () => {
    expect(await hover(at(2, 3), withNote({}))).toEqual({
      contents: {
        kind: 'markdown',
        value: 'r.lock:5 locks django\\[bcrypt\\]==4.2.16.  \nIts marker holds for linux.',
      },
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 8 } },
    });
    expect(await hover(at(2, 3), withNote({}, false))).toMatchObject({
      contents: { kind: 'plaintext', value: NOTE.sentences.join('\n') },
    });
  });

  test('is told so below what waits there', async () => {
    const found = await hover(at(0, 3), withNote({ undetermined: [waitsForApproval()] }));
    expect(JSON.stringify(found?.contents)).toMatch(/need the label.*---.*r\.lock:5 locks/);
  });

  test('is told nothing more where a rule of dependencies already speaks of it', async () => {
    const found = await hover(at(1, 3), withNote({ findings: [unpinned(1)] }));
    expect(JSON.stringify(found?.contents)).not.toContain('locks');
  });

  test('is told nothing where no policy judges the file', async () => {
    expect(await hover(at(2, 3), withNote({ root: undefined }))).toBeUndefined();
  });
});

test('a rule that a policy names leads to its page, also in plain text', async () => {
  const note = () =>
    Promise.resolve({ at: span(SOURCE, 2, [0, 8]), sentences: ['It holds.'], rule: 'docs/encoding' });
  const pageLink = 'https://example.com/{rule}';
  const said = async (given: Partial<Session>) =>
    (await hover(at(2, 3), fakeSession(verdict(), { note, ...given })))?.contents;
  expect(await said({ pageLink })).toEqual({
    kind: 'markdown',
    value: 'It holds.\n\n[Read about docs/encoding](<https://example.com/docs/encoding>)',
  });
  expect(await said({ pageLink, markdown: false })).toEqual({
    kind: 'plaintext',
    value: 'It holds.\nhttps://example.com/docs/encoding',
  });
  expect(await said({})).toEqual({ kind: 'markdown', value: 'It holds.' });
});

test('what waits for an approval says itself what protects the file', async () => {
  const sentences = ['Section core: a change needs it.'];
  const note = () => Promise.resolve({ at: span(SOURCE, 0, [0]), sentences, isAboutFile: true } as const);
  expect(JSON.stringify(await hover(at(0, 4), fakeSession(verdict(), { note })))).toContain('Section core');
  const waiting = verdict({ undetermined: [waitsForApproval()] });
  const found = JSON.stringify((await hover(at(0, 4), fakeSession(waiting, { note })))?.contents);
  expect(found).toContain('need the label');
  expect(found).not.toContain('Section core: a change needs it.');
});
