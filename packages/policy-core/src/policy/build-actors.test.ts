import { RE2JS } from 're2js';
import { describe, expect, test, vi } from 'vitest';

import { textOf } from '../testing/text-of.ts';
import { loadPolicy } from '../checker/load-policy.ts';

function load(actors: string) {
  return loadPolicy({ path: 'lockkeeper.yaml', text: `version: 1\nactors:\n  ${actors}\n` });
}

function actorsOf(written: string) {
  const policy = load(written);
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  return policy.actors;
}

function problems(written: string) {
  const policy = load(written);
  if (policy.kind === 'policy') return [];
  const text = `version: 1\nactors:\n  ${written}\n`;
  return policy.problems.map(({ message, at }) => [message, textOf(text, at)]);
}

describe('a trailer', () => {
  const matches = (value: string, text: string) =>
    actorsOf(`ai: { trailers: [{ key: Made-by, value: ${JSON.stringify(value)} }] }`).ai.trailers[0]?.matches(
      text,
    );

  test.each([
    ['robot', 'our Robot', true],
    ['robot', 'rob ot', false],
    ['/^r\\d+$/', 'r12', true],
    ['/^r\\d+$/', 'R12', false],
    ['/^r\\d+$/i', 'R12', true],
    ['/a.c', 'x/a.cx', true],
    ['\\d', '7', false],
  ])('with the value %s holds %s: %s', (value, text, isHeld) => {
    expect(matches(value, text)).toBe(isHeld);
  });

  test('without a value matches any', () => {
    const [trailer] = actorsOf('ai: { trailers: [{ key: [Session, Run] }] }').ai.trailers;
    expect(trailer?.keys).toEqual(['session', 'run']);
    expect(trailer?.matches('')).toBe(true);
  });

  test('is matched in time whatever the expression: the engine is bounded', () => {
    expect(matches('/^(a+)+$/', `${'a'.repeat(50_000)}!`)).toBe(false);
  });

  test('is compiled when the first text is held against it, and once', () => {
    const compile = vi.spyOn(RE2JS, 'compile');
    const { trailers } = actorsOf('default: human').ai;
    const trailer = trailers.find(({ keys }) => keys.includes('assisted-by'));
    expect(compile).not.toHaveBeenCalled();
    expect(trailer?.matches('Claude')).toBe(true);
    expect(trailer?.matches('Ada')).toBe(false);
    expect(compile).toHaveBeenCalledOnce();
    compile.mockRestore();
  });

  test.each(['/(?=x)/', '/(a)\\1/', '/(/'])('with the expression %s is refused', (value) => {
    const [[message, place] = []] = problems(`ai: { trailers: [{ key: a, value: '${value}' }] }`);
    expect(message).toMatch(/^The regular expression .* cannot be used: .*RE2 syntax/);
    expect(place).toBe(`'${value}'`);
  });
});

describe('an address', () => {
  test.each(['noreply@anthropic.com', '*+Copilot@users.noreply.github.com'])('may be %s', (email) => {
    expect(actorsOf(`ai: { emails: ['${email}'] }`).ai.emails).toEqual([email]);
  });

  test.each(['*@anthropic.com', '@anthropic.com', 'anthropic.com', 'a*b@c.de', '*+x@*.com', ''])(
    'is not %j: a whole domain would make people of it look like agents',
    (email) => {
      expect(problems(`ai: { emails: ['${email}'] }`)[0]?.[0]).toContain('Write one exact address');
    },
  );
});

describe('who counts as what', () => {
  test('is known for the usual agents and bots where the policy says nothing', () => {
    const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
    expect(policy).toMatchObject({
      actors: {
        default: 'human',
        automation: ['dependabot[bot]', 'renovate[bot]', 'github-actions[bot]'],
        ai: {
          labels: ['ai-generated'],
          localEnv: expect.arrayContaining(['CLAUDECODE', 'CURSOR_AGENT', 'CODEX_SANDBOX', 'GEMINI_CLI']),
        },
      },
    });
  });

  test('is what the policy says, list by list', () => {
    const { ai, automation, human } = actorsOf(
      'ai: { accounts: [x] }\n  automation: { accounts: [] }\n  human: { accounts: [ana] }',
    );
    expect([ai.accounts, automation, human.accounts]).toEqual([['x'], [], ['ana']]);
    expect(ai.labels).toEqual(['ai-generated']);
  });
});
