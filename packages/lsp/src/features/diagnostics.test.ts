import { describe, expect, test } from 'vitest';

import { fakeSession } from '../testing/fake-session.ts';
import { LOCK, ROOT, SOURCE_URI, span, unpinned, verdict } from '../testing/sample-verdict.ts';
import { NO_VERDICT } from '../worker/messages.ts';
import { createDiagnostics } from './diagnostics.ts';

const LOCK_URI = `${ROOT}/${LOCK}`;
const IN_LOCK = unpinned(2, { at: span(LOCK, 2, [0, 5]) });

describe('a document', () => {
  test('is sent whole first, and not again while nothing is new', async () => {
    const session = fakeSession(verdict({ findings: [unpinned(0)] }));
    const diagnostics = createDiagnostics(session);
    const first = await diagnostics.report(SOURCE_URI, undefined);
    expect(first).toMatchObject({ kind: 'full', items: [{ code: 'dependencies/requirements-pinned' }] });
    const { resultId } = first;
    expect(await diagnostics.report(SOURCE_URI, resultId)).toEqual({ kind: 'unchanged', resultId });
    session.verdict = verdict();
    expect(await diagnostics.report(SOURCE_URI, resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  test('keeps its result id when other verdicts come between', async () => {
    const session = fakeSession(verdict({ findings: [unpinned(0)] }));
    const diagnostics = createDiagnostics(session);
    const { resultId } = await diagnostics.report(SOURCE_URI, undefined);
    await diagnostics.report(LOCK_URI, undefined);
    expect(await diagnostics.report(SOURCE_URI, resultId)).toMatchObject({ kind: 'unchanged' });
  });

  test('without a policy has none', async () => {
    expect(await createDiagnostics(fakeSession(NO_VERDICT)).ofDocument(SOURCE_URI)).toEqual([]);
  });
});

describe('the workspace', () => {
  test('shows files that are not open; open ones answer for themselves', async () => {
    const session = fakeSession(NO_VERDICT);
    session.tree = [verdict({ findings: [unpinned(0), IN_LOCK] })];
    const reports = await createDiagnostics(session).workspace([]);
    expect(reports).toEqual([
      {
        kind: 'full',
        uri: LOCK_URI,
        version: null,
        resultId: '1',
        items: [expect.objectContaining({ severity: 1 })],
      },
    ]);
  });

  test('tells of an open document that nobody follows what is found in it, as long as that is so', async () => {
    const session = fakeSession(verdict({ findings: [unpinned(0)] }));
    const diagnostics = createDiagnostics(session);
    await diagnostics.report(SOURCE_URI, undefined);
    let previous: { readonly uri: string; readonly value: string }[] = [];
    const told = async () => {
      const reports = await diagnostics.workspace(previous);
      previous = reports.map(({ uri, resultId = '' }) => ({ uri, value: resultId }));
      return reports.map((report) => (report.kind === 'full' ? report.items.length : report.kind));
    };
    for (const expected of [1, 1, 'unchanged']) expect(await told()).toEqual([expected]);
    session.verdict = verdict();
    expect(await told()).toEqual([0]);
    expect(await told()).toEqual(['unchanged']);
  });

  test('says nothing of an open document that the client follows by itself', async () => {
    const diagnostics = createDiagnostics(fakeSession(verdict({ findings: [unpinned(0)] })));
    const { resultId = '' } = await diagnostics.report(SOURCE_URI, undefined);
    expect(await diagnostics.workspace([{ uri: SOURCE_URI, value: resultId }])).toEqual([]);
  });

  test('says of a file that it is clean now', async () => {
    const session = fakeSession(NO_VERDICT);
    session.tree = [verdict({ findings: [IN_LOCK] })];
    const diagnostics = createDiagnostics(session);
    const [before] = await diagnostics.workspace([]);
    const previous = [{ uri: LOCK_URI, value: before?.resultId ?? '' }];
    expect(await diagnostics.workspace(previous)).toMatchObject([{ kind: 'unchanged', uri: LOCK_URI }]);
    session.tree = [verdict()];
    expect(await diagnostics.workspace(previous)).toMatchObject([{ kind: 'full', uri: LOCK_URI, items: [] }]);
  });
});
