import { describe, expect, test } from 'vitest';

import { LOCK, SOURCE, span, unpinned, verdict, waitsForApproval } from '../testing/sample-verdict.ts';
import { diagnosticsIn, type DiagnosticView } from './diagnostic.ts';

const VIEW: DiagnosticView = { uriOf: (path) => `file:///work/shop/${path}`, pageLink: undefined };

describe('a finding', () => {
  test('is underlined word for word, with its rule as code', () => {
    expect(diagnosticsIn(verdict({ findings: [unpinned(4)] }), SOURCE, VIEW)).toEqual([
      {
        range: { start: { line: 4, character: 0 }, end: { line: 4, character: 5 } },
        source: 'lockkeeper',
        code: 'dependencies/requirements-pinned',
        message: 'flask has no version. Write flask==<version>.',
        severity: 1,
        data: { fingerprint: 'fingerprint-4' },
      },
    ]);
  });

  test.each([
    ['error', 1],
    ['warning', 2],
    ['info', 3],
  ] as const)('that weighs %s has severity %i', (severity, shown) => {
    const [diagnostic] = diagnosticsIn(verdict({ findings: [unpinned(0, { severity })] }), SOURCE, VIEW);
    expect(diagnostic?.severity).toBe(shown);
  });

  test('links its code to the page of its rule where the client has pages', () => {
    const view = { ...VIEW, pageLink: 'vscode://lockkeeper.lockkeeper/rules/{rule}' };
    const [diagnostic] = diagnosticsIn(verdict({ findings: [unpinned(0)] }), SOURCE, view);
    expect(diagnostic?.codeDescription).toEqual({
      href: 'vscode://lockkeeper.lockkeeper/rules/dependencies/requirements-pinned',
    });
  });

  test('leads to the line of the policy that decided, but where an action does that', () => {
    const related = [
      { message: 'The policy names the pair backend here.', at: span('lockkeeper.yaml', 3, [4, 30]) },
    ];
    const [diagnostic] = diagnosticsIn(verdict({ findings: [unpinned(0, { related })] }), SOURCE, VIEW);
    expect(diagnostic?.relatedInformation).toEqual([
      {
        message: 'The policy names the pair backend here.',
        location: {
          uri: 'file:///work/shop/lockkeeper.yaml',
          range: { start: { line: 3, character: 4 }, end: { line: 3, character: 30 } },
        },
      },
    ]);
    const other = { message: 'The lock has flask==2.3.2 here.', at: span(LOCK, 0, [0, 5]) };
    const found = verdict({ findings: [unpinned(0, { related: [...related, other] })] });
    const [opened] = diagnosticsIn(found, SOURCE, { ...VIEW, policy: 'lockkeeper.yaml' });
    expect(opened?.relatedInformation?.map(({ message }) => message)).toEqual([other.message]);
  });

  test('of another file, or of no file, is not underlined here', () => {
    const findings = [unpinned(0, { at: span(LOCK, 0, [0, 5]) }), unpinned(1, { at: undefined })];
    expect(diagnosticsIn(verdict({ findings }), SOURCE, VIEW)).toEqual([]);
  });
});

describe('a subject that could not be decided', () => {
  test('is information on the first line when it waits for an approval', () => {
    const [diagnostic] = diagnosticsIn(verdict({ undetermined: [waitsForApproval()] }), SOURCE, VIEW);
    expect(diagnostic).toMatchObject({
      severity: 3,
      code: 'paths/protected',
      message:
        'Changes to backend/requirements.txt (section core) need the label approved-core-change. Ask an approver for it.',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 2147483647 } },
    });
  });

  test('is silent when a fact could not be seen: unknown is never shown as wrong', () => {
    const undetermined = [waitsForApproval({ waitsFor: 'observation' }), waitsForApproval({ at: undefined })];
    expect(diagnosticsIn(verdict({ undetermined }), SOURCE, VIEW)).toEqual([]);
  });
});

describe('the policy file', () => {
  const at = span('lockkeeper.yaml', 2, [0, 9]);

  test('carries its own problems as errors', () => {
    const notes = [
      { kind: 'problem', message: 'Unknown key "protectd". Did you mean "protected"?', at },
    ] as const;
    expect(diagnosticsIn(verdict({ notes }), 'lockkeeper.yaml', VIEW)).toEqual([
      {
        range: { start: { line: 2, character: 0 }, end: { line: 2, character: 9 } },
        source: 'lockkeeper',
        code: 'policy/invalid',
        message: 'Unknown key "protectd". Did you mean "protected"?',
        severity: 1,
      },
    ]);
  });

  test('carries hints as information, without the code of a rule', () => {
    const notes = [{ kind: 'hint', message: 'This matches one file only.', at }] as const;
    const [diagnostic] = diagnosticsIn(verdict({ notes }), 'lockkeeper.yaml', VIEW);
    expect(diagnostic).toMatchObject({ severity: 3, message: 'This matches one file only.' });
    expect(diagnostic?.code).toBeUndefined();
  });
});
