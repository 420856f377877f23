import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { KNOWN_AGENTS, KNOWN_AUTOMATION } from './known-agents.ts';

describe('the agents that are known', () => {
  const { ai, automation } = policyOf({}).actors;

  test('are those of a policy that says nothing', () => {
    expect(ai.accounts).toEqual(KNOWN_AGENTS.accounts);
    expect(ai.branches.map(({ pattern }) => pattern.text)).toEqual(KNOWN_AGENTS.branches);
    expect(automation).toEqual(KNOWN_AUTOMATION);
  });

  test('may be written out, which changes nothing', () => {
    const written = policyOf({ actors: { ai: KNOWN_AGENTS, automation: { accounts: KNOWN_AUTOMATION } } });
    expect(written.actors.ai.emails).toEqual(ai.emails);
    expect(written.actors.ai.trailers.map(({ keys }) => keys)).toEqual(ai.trailers.map(({ keys }) => keys));
  });

  test.each(['auto/x', 'claude/fix-login', 'copilot/a/b', 'codex/1', 'cursor/x', 'devin/y', 'jules/z'])(
    'work on the branch %s',
    (branch) => {
      expect(ai.branches.some(({ pattern }) => pattern.matches(branch))).toBe(true);
    },
  );

  test.each(['main', 'automatic', 'feature/claude', 'claudes/x', 'Claude/x'])(
    'do not work on the branch %s',
    (branch) => {
      expect(ai.branches.some(({ pattern }) => pattern.matches(branch))).toBe(false);
    },
  );

  test.each(['claude-session', 'claude-session-id', 'copilot-session', 'agent-logs-url'])(
    'leave the trailer %s, whatever it says',
    (key) => {
      const signs = ai.trailers.filter(({ keys }) => keys.includes(key));
      expect(signs.some(({ matches }) => matches(''))).toBe(true);
    },
  );

  test('are not among the bots that are no agents', () => {
    expect(KNOWN_AUTOMATION.filter((account) => KNOWN_AGENTS.accounts.includes(account))).toEqual([]);
  });

  test('are known by exact addresses, none by its whole domain', () => {
    expect(KNOWN_AGENTS.emails.filter((email) => email.startsWith('*@') || email.startsWith('@'))).toEqual(
      [],
    );
  });
});
