import { beforeEach, describe, expect, test } from 'vitest';

import { fakeHost, fakeMachine, SHOP } from '../testing/fake-host.ts';
import { createRequestHandlers, type RequestHandlers } from './request-handlers.ts';

const POLICY = `version: 1
protected: [{ id: core, paths: [core/**], require: { label: approved } }]
`;

let answers: RequestHandlers;

beforeEach(() => {
  const machine = fakeMachine({ 'lockkeeper.yaml': POLICY, 'core/a.py': 'A = 1\n' });
  answers = createRequestHandlers(fakeHost(machine), () => {});
});

function open(path: string, text: string): void {
  answers.opened({ uri: `${SHOP}/${path}`, version: 1, text });
}

function judged(path: string): Promise<unknown> {
  return answers.answer({ kind: 'document', uri: `${SHOP}/${path}`, folder: SHOP });
}

describe('a policy that is open', () => {
  const at = (line: number, character: number) => ({
    uri: `${SHOP}/lockkeeper.yaml`,
    position: { line, character },
  });

  test('is explained, viewed and completed as it is typed, valid or not', async () => {
    open('lockkeeper.yaml', 'version: 1\nprotected:\n  - id: core\n    paths: [core/**]\n    re\n');
    await judged('lockkeeper.yaml');
    expect((await answers.note({ kind: 'place', ...at(3, 6) }))?.sentences[0]).toBe(
      'protected[].paths: a list of path patterns, required.',
    );
    expect((await answers.note({ kind: 'place', ...at(3, 14) }))?.sentences[0]).toBe(
      'It matches 1 file: core/a.py.',
    );
    const view = await answers.view({ kind: 'view', uri: `${SHOP}/lockkeeper.yaml` });
    expect(view?.links.map((link) => 'opens' in link && link.opens)).toEqual(['core/a.py']);
    expect(view?.symbols.map(({ name }) => name)).toEqual(['version', 'protected']);
    const [first] = answers.completions({ kind: 'completion', ...at(4, 6) });
    expect(first?.label).toBe('require');
  });

  test('keeps the lenses of a protected file where it is valid', async () => {
    open('lockkeeper.yaml', POLICY);
    await judged('lockkeeper.yaml');
    const view = await answers.view({ kind: 'view', uri: `${SHOP}/lockkeeper.yaml` });
    expect(view?.lenses.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^Enforces the policy: a change needs the label /),
    ]);
  });

  test('is nothing that any other file is', async () => {
    open('requirements.txt', 'flask\n');
    const uri = `${SHOP}/requirements.txt`;
    expect(answers.completions({ kind: 'completion', uri, position: { line: 0, character: 2 } })).toEqual([]);
    expect(answers.completions({ kind: 'completion', ...at(0, 0) }), 'it is not open').toEqual([]);
  });
});
