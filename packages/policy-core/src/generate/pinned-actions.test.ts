import { describe, expect, test } from 'vitest';

import { loadPolicy } from '../checker/load-policy.ts';
import { PINNED_ACTIONS } from './pinned-actions.ts';
import { generateWorkflows } from './workflows.ts';

const USES = /^\s*(?:- )?uses: (?<action>.+)$/gm;

function actionsOf(sarif: boolean): readonly string[] {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
  if (policy.kind === 'invalid') throw new Error('The policy of the test is not valid.');
  const generation = generateWorkflows(policy, { version: '1.2.3', sarif });
  if (generation.kind === 'problem') throw new Error(generation.problem);
  return generation.files.flatMap(({ text }) =>
    Array.from(text.matchAll(USES), ({ groups }) => groups?.['action'] ?? ''),
  );
}

describe('an action', () => {
  test.each(Object.values(PINNED_ACTIONS))('is one commit, with its version for people: %s', (action) => {
    expect(action).toMatch(/^[a-z-]+(\/[a-z-]+){1,2}@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test.each(Object.values(PINNED_ACTIONS))('is from GitHub itself: %s', (action) => {
    expect(action).toMatch(/^(actions|github)\//);
  });
});

describe('the workflows', () => {
  test.each([true, false])('use nothing else (with SARIF: %s)', (sarif) => {
    const known: readonly string[] = Object.values(PINNED_ACTIONS);
    const others = actionsOf(sarif).filter((action) => !known.includes(action));
    expect([...new Set(others)]).toEqual(['./.github/workflows/lockkeeper-guard.yml']);
  });

  test('use every one of them with SARIF', () => {
    const used = actionsOf(true);
    expect(Object.values(PINNED_ACTIONS).filter((action) => !used.includes(action))).toEqual([]);
  });

  test('upload nothing without SARIF', () => {
    expect(actionsOf(false).filter((action) => /upload|download/.test(action))).toEqual([]);
  });
});
