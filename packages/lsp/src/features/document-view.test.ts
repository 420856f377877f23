import type { DocumentView } from '@lockkeeper/policy-core/editor';
import { describe, expect, test } from 'vitest';

import { SHOW_COMMAND } from '../convert/show-command.ts';
import { fakeSession } from '../testing/fake-session.ts';
import { LOCK, ROOT, SOURCE, SOURCE_URI, span, verdict } from '../testing/sample-verdict.ts';
import type { Session } from './session.ts';
import { codeLenses } from './code-lenses.ts';
import { documentLinks } from './document-links.ts';
import { documentSymbols } from './document-symbols.ts';
import { inlayHints } from './inlay-hints.ts';

const AT = span(SOURCE, 3, [4, 9]);
const RANGE = { start: { line: 3, character: 4 }, end: { line: 3, character: 9 } };
const OPENED = { start: { line: 7, character: 0 }, end: { line: 7, character: 5 } };
const LOCK_URI = `${ROOT}/${LOCK}`;

const VIEW: DocumentView = {
  lenses: [
    { at: AT, title: 'Builds on a1', opens: span(LOCK, 7, [0, 5]) },
    { at: AT, title: 'Reversible', opens: undefined },
  ],
  links: [{ at: AT, opens: LOCK, tooltip: 'Open a1' }],
  hints: [],
  symbols: [
    {
      name: 'upgrade',
      kind: 'direction',
      at: AT,
      children: [{ name: 'Drops the table a', kind: 'step', at: AT, children: [] }],
    },
  ],
};

const PAGE = { at: AT, page: 'docs/encoding', tooltip: 'Read about docs/encoding' };

test('a link to the page of a rule leads there, where the client has a place for pages', async () => {
  const view = () => Promise.resolve({ ...VIEW, links: [PAGE] });
  const pageLink = 'https://example.com/{rule}';
  expect(await documentLinks(SOURCE_URI, session({ view, pageLink }))).toEqual([
    { range: RANGE, target: 'https://example.com/docs/encoding', tooltip: 'Read about docs/encoding' },
  ]);
  expect(await documentLinks(SOURCE_URI, session({ view }))).toEqual([]);
});

test('a part of an outline is named within all that belongs to it', async () => {
  const whole = span(SOURCE, 3, [0, 20]);
  const symbols = [{ name: 'protected', kind: 'section', at: AT, whole, children: [] }] as const;
  const view = () => Promise.resolve({ ...VIEW, symbols });
  const [symbol] = await documentSymbols(SOURCE_URI, session({ view }));
  expect(symbol).toMatchObject({
    range: { start: { line: 3, character: 0 }, end: { line: 3, character: 20 } },
    selectionRange: RANGE,
  });
});

const HINT = { at: span(SOURCE, 3, [9, 9]), text: 'locked 2.0', tooltip: `${LOCK} locks it.` };

function session(given: Partial<Session> = {}): Session {
  return fakeSession(verdict(), { view: () => Promise.resolve(VIEW), ...given });
}

describe('lenses', () => {
  test('stand above their lines, and open what they name', async () => {
    expect(await codeLenses(SOURCE_URI, session())).toEqual([
      {
        range: RANGE,
        command: { title: 'Builds on a1', command: SHOW_COMMAND, arguments: [LOCK_URI, OPENED] },
      },
      { range: RANGE, command: { title: 'Reversible', command: '' } },
    ]);
  });

  test('only tell, where the client shows no files', async () => {
    const lenses = await codeLenses(SOURCE_URI, session({ shows: false }));
    expect(lenses.map(({ command }) => command)).toEqual([
      { title: 'Builds on a1', command: '' },
      { title: 'Reversible', command: '' },
    ]);
  });

  test('lead to the history, where the client can draw it', async () => {
    const head = { at: AT, title: 'Head', opens: 'history' as const };
    const view = () => Promise.resolve({ ...VIEW, lenses: [head] });
    const commandIn = async (client: Partial<Session>) => {
      const [lens] = await codeLenses(SOURCE_URI, session({ view, ...client }));
      return lens?.command;
    };
    expect(await commandIn({ historyCommand: 'shop.history' })).toEqual({
      title: 'Head',
      command: 'shop.history',
      arguments: [SOURCE_URI],
    });
    expect(await commandIn({})).toEqual({ title: 'Head', command: '' });
  });

  test('open a file by the name that its editor gave it', async () => {
    const spelled = `${ROOT}/${LOCK.replace('r', '%72')}`;
    const [lens] = await codeLenses(SOURCE_URI, session({ openUris: () => [spelled] }));
    expect(lens?.command?.arguments?.[0]).toBe(spelled);
  });
});

describe('links', () => {
  test('lead to the file', async () => {
    expect(await documentLinks(SOURCE_URI, session())).toEqual([
      { range: RANGE, target: LOCK_URI, tooltip: 'Open a1' },
    ]);
  });
});

describe('the outline', () => {
  test('has the steps below their direction', async () => {
    expect(await documentSymbols(SOURCE_URI, session())).toEqual([
      {
        name: 'upgrade',
        kind: 12,
        range: RANGE,
        selectionRange: RANGE,
        children: [
          { name: 'Drops the table a', kind: 24, range: RANGE, selectionRange: RANGE, children: [] },
        ],
      },
    ]);
  });
});

describe('hints', () => {
  const hinted = session({ view: () => Promise.resolve({ ...VIEW, hints: [HINT] }) });
  const asked = (first: number, last: number) => {
    const range = { start: { line: first, character: 0 }, end: { line: last, character: 0 } };
    return inlayHints({ uri: SOURCE_URI, range }, hinted);
  };

  test('stand within their lines', async () => {
    expect(await asked(0, 9)).toEqual([
      {
        position: { line: 3, character: 9 },
        label: 'locked 2.0',
        tooltip: HINT.tooltip,
        paddingLeft: true,
      },
    ]);
  });

  test('are those of the lines that are seen', async () => {
    expect(await asked(3, 3)).toHaveLength(1);
    expect(await asked(4, 9)).toEqual([]);
    expect(await asked(0, 2)).toEqual([]);
  });
});

test('a document that no policy judges shows nothing', async () => {
  const nothing = session({ view: () => Promise.resolve(undefined) });
  expect(await codeLenses(SOURCE_URI, nothing)).toEqual([]);
  expect(await documentLinks(SOURCE_URI, nothing)).toEqual([]);
  expect(await documentSymbols(SOURCE_URI, nothing)).toEqual([]);
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  expect(await inlayHints({ uri: SOURCE_URI, range }, nothing)).toEqual([]);
});
