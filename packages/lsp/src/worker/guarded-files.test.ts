import { beforeEach, describe, expect, test } from 'vitest';

import type { GuardedFile } from '../protocol.ts';
import { fakeHost, fakeMachine, SHOP, type FakeMachine } from '../testing/fake-host.ts';
import { createRequestHandlers, type RequestHandlers } from './request-handlers.ts';

const POLICY = `version: 1
protected: [{ id: core, paths: [core/**], require: { label: approved } }]
change_scope:
  applies_to: [ai]
  deny: { paths: [billing/**] }
`;

let machine: FakeMachine;
let answers: RequestHandlers;

beforeEach(() => {
  machine = fakeMachine({ 'lockkeeper.yaml': POLICY, 'nested/lockkeeper.yaml': 'version: 1\n' });
  answers = createRequestHandlers(fakeHost(machine), () => {});
});

function guarded(...paths: readonly string[]): Promise<readonly GuardedFile[]> {
  const files = paths.map((path) => ({ uri: `${SHOP}/${path}`, folder: SHOP }));
  return answers.guards({ kind: 'guards', files });
}

describe('what stands before a change of files', () => {
  test('is said of those that are guarded, there or not, with the line of the policy', async () => {
    expect(await guarded('core/a.py', 'shop/a.py', 'billing/b.py')).toEqual([
      {
        uri: `${SHOP}/core/a.py`,
        isProtected: true,
        isDeniedToAgents: false,
        guards: [
          {
            kind: 'section',
            text: 'Section core: a change needs the label approved before merge',
            policy: {
              uri: `${SHOP}/lockkeeper.yaml`,
              range: { start: { line: 1, character: 32 }, end: { line: 1, character: 39 } },
            },
          },
        ],
      },
      {
        uri: `${SHOP}/billing/b.py`,
        isProtected: false,
        isDeniedToAgents: true,
        guards: [
          {
            kind: 'scope',
            text: 'Not for agents: a change by agents may not touch it',
            policy: {
              uri: `${SHOP}/lockkeeper.yaml`,
              range: { start: { line: 4, character: 18 }, end: { line: 4, character: 28 } },
            },
          },
        ],
      },
    ]);
  });

  test('is what the nearest policy says', async () => {
    expect(await guarded('nested/core/a.py', 'nested/billing/b.py')).toEqual([]);
  });

  test('follows what is typed in the policy, and stays while that is not valid', async () => {
    answers.opened({
      uri: `${SHOP}/lockkeeper.yaml`,
      version: 2,
      text: POLICY.replace('core/**', 'shop/**'),
    });
    expect((await guarded('core/a.py', 'shop/a.py')).map(({ uri }) => uri)).toEqual([`${SHOP}/shop/a.py`]);
    answers.opened({ uri: `${SHOP}/lockkeeper.yaml`, version: 3, text: 'version: 2\n' });
    expect(await guarded('core/a.py', 'shop/a.py')).toMatchObject([{ uri: `${SHOP}/shop/a.py` }]);
  });

  test('is nothing where there is no policy, and for a file in no folder the policy beside it', async () => {
    machine.repository = undefined;
    expect(
      await answers.guards({ kind: 'guards', files: [{ uri: 'file:///else/a', folder: undefined }] }),
    ).toEqual([]);
    const uri = `${SHOP}/lockkeeper.yaml`;
    const [policy] = await answers.guards({ kind: 'guards', files: [{ uri, folder: undefined }] });
    expect(policy?.guards.map(({ kind }) => kind)).toEqual(['self']);
  });
});
