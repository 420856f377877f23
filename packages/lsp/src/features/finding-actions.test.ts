import { describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';

import { EXPLAIN_COMMAND } from '../convert/explain-command.ts';
import { SHOW_COMMAND } from '../convert/show-command.ts';
import { fakeSession } from '../testing/fake-session.ts';
import {
  ROOT,
  SOURCE,
  SOURCE_URI,
  span,
  unpinned,
  verdict,
  waitsForApproval,
} from '../testing/sample-verdict.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { codeActions } from './code-actions.ts';
import type { Session } from './session.ts';

const LINE = { message: 'lockkeeper.yaml names it here.', at: span('lockkeeper.yaml', 4, [6, 18]) };
const RULE = 'dependencies/requirements-pinned';

async function actionsAt(line: number, found: PolicyVerdict, given: Partial<Session> = {}) {
  const at = { line, character: 1 };
  const asked = {
    textDocument: { uri: SOURCE_URI },
    range: { start: at, end: at },
    context: { diagnostics: [] },
  };
  return codeActions(asked, fakeSession(found, given));
}

function titled(actions: readonly CodeAction[], title: string): CodeAction | undefined {
  return actions.find((action) => action.title.startsWith(title));
}

describe('about a finding', () => {
  const found = verdict({ findings: [unpinned(1, { related: [LINE] })] });

  test('its rule is explained by the client, or else by the server', async () => {
    const byClient = titled(await actionsAt(1, found, { openPageCommand: 'shop.page' }), 'Explain');
    expect(byClient).toMatchObject({
      title: `Explain ${RULE}`,
      kind: 'quickfix',
      command: { command: 'shop.page', arguments: [{ page: RULE }] },
      diagnostics: [{ code: RULE }],
    });
    expect(titled(await actionsAt(1, found), 'Explain')?.command).toEqual({
      title: `Explain ${RULE}`,
      command: EXPLAIN_COMMAND,
      arguments: [RULE, 'Pin every requirement to one version with ==.'],
    });
  });

  test('the line of the policy that decided is opened', async () => {
    expect(titled(await actionsAt(1, found), 'Open the policy line')).toMatchObject({
      title: `Open the policy line that decided this (${RULE})`,
      command: {
        command: SHOW_COMMAND,
        arguments: [
          `${ROOT}/lockkeeper.yaml`,
          { start: { line: 4, character: 6 }, end: { line: 4, character: 18 } },
        ],
      },
    });
  });

  test('no line is opened where the client shows none, or the finding tells none', async () => {
    expect(titled(await actionsAt(1, found, { shows: false }), 'Open')).toBeUndefined();
    expect(titled(await actionsAt(1, verdict({ findings: [unpinned(1)] })), 'Open')).toBeUndefined();
  });

  test('that is one of several of a rule at a place, it is explained once', async () => {
    const twice = verdict({ findings: [unpinned(1, { related: [LINE] }), unpinned(1, { related: [LINE] })] });
    const titles = (await actionsAt(1, twice)).map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith('Explain'))).toHaveLength(1);
  });

  test('that waits for an approval there is the same to say, and nothing to waive', async () => {
    const waiting = verdict({
      undetermined: [waitsForApproval(), waitsForApproval({ waitsFor: 'observation' })],
    });
    const waivers = () => Promise.reject(new Error('nothing is waived here'));
    const titles = (await actionsAt(0, waiting, { waivers })).map(({ title }) => title);
    expect(titles).toEqual([
      'Explain paths/protected',
      'Open the policy line that decided this (paths/protected)',
    ]);
  });
});

describe('a waiver', () => {
  const found = verdict({
    findings: [unpinned(1), unpinned(1), unpinned(1, { rule: 'dependencies/conflict', fixes: [] })],
  });
  const at = { line: 7, character: 0 };
  const edit = { path: 'lockkeeper.yaml', start: at, end: at, text: 'waivers: []\n' };

  test('is proposed once for each rule that takes one', async () => {
    const asked: unknown[] = [];
    const waivers: Session['waivers'] = (wanted) => {
      asked.push(wanted);
      return Promise.resolve([edit, undefined]);
    };
    const proposed = (await actionsAt(1, found, { waivers })).filter(({ title }) =>
      title.startsWith('Propose'),
    );
    expect(asked).toEqual([{ folder: ROOT, path: SOURCE, rules: [RULE, 'dependencies/conflict'] }]);
    expect(proposed.map(({ title }) => title)).toEqual([
      `Propose a waiver of ${RULE} in this file (effective after merge)`,
    ]);
    expect(proposed[0]?.edit?.changeAnnotations).toMatchObject({ waiver: { needsConfirmation: true } });
  });

  test('is not proposed where nothing is found, nor where it cannot be worked out', async () => {
    const waivers = () => Promise.reject(new Error('nobody should ask'));
    expect(await actionsAt(5, found, { waivers })).toEqual([]);
    expect(titled(await actionsAt(1, found), 'Propose')).toBeUndefined();
  });
});

describe('a word of a policy that nobody knows', () => {
  const note = (meant: object) => ({
    kind: 'problem' as const,
    message: 'Unknown key "protcted". Did you mean "protected"?',
    at: span(SOURCE, 1, [0, 8]),
    ...meant,
  });
  const withNote = (meant: object) => verdict({ notes: [note(meant)] });
  const MEANT = { meant: { written: 'protcted', instead: 'protected' } };

  test('is changed to the one that was meant', async () => {
    const [action] = await actionsAt(1, withNote(MEANT));
    expect(action).toMatchObject({ title: 'Change to protected', isPreferred: true });
  });

  test('is left alone elsewhere, and where nothing is close', async () => {
    expect(await actionsAt(2, withNote(MEANT))).toEqual([]);
    expect(await actionsAt(1, withNote({}))).toEqual([]);
  });
});
