import { describe, expect, test } from 'vitest';

import { letGo, spokenAnswer, type Caller } from './agent-answer.ts';
import { AGENTS, type AgentId } from './agents.ts';

const IDS = Object.keys(AGENTS) as AgentId[];
const caller = (agent: AgentId, more: Partial<Caller> = {}): Caller => ({
  agent,
  configured: agent,
  moment: 'before-tool',
  isUnattended: false,
  ...more,
});
const refusal = { kind: 'refuse', message: 'Not this.\n' } as const;
const question = { kind: 'ask', message: 'This?\n' } as const;

describe('an answer', () => {
  test.each(IDS)('that refuses a tool of %s ends with 2 and says why', (agent) => {
    expect(spokenAnswer(refusal, caller(agent))).toMatchObject({ exitCode: 2, stderr: 'Not this.\n' });
  });

  test.each(IDS)('that refuses %s has a reason, also where nobody gave one', (agent) => {
    const { stderr } = spokenAnswer({ kind: 'refuse', message: '' }, caller(agent));
    expect(stderr.trim()).not.toBe('');
  });

  test.each(IDS)('that lets %s pass says nothing, but where silence is a failure', (agent) => {
    const { exitCode, stdout } = spokenAnswer({ kind: 'pass', message: '' }, caller(agent));
    expect([exitCode, stdout]).toEqual([0, agent === 'cursor' ? '{"permission":"allow"}\n' : '']);
    const elsewhere = spokenAnswer(
      { kind: 'pass', message: '' },
      caller('cursor', { configured: 'claude-code' }),
    );
    expect(elsewhere.stdout).toBe('');
  });

  test.each(IDS)('that asks is a refusal where %s is not asked or nobody answers', (agent) => {
    const { exitCode } = spokenAnswer(question, caller(agent));
    expect(exitCode).toBe(AGENTS[agent].asks ? 0 : 2);
    expect(spokenAnswer(question, caller(agent, { isUnattended: true })).exitCode).toBe(2);
  });

  test('that sends an agent back is told where exit code 2 does not', () => {
    const at = (agent: AgentId) => spokenAnswer(refusal, caller(agent, { moment: 'turn-end' }));
    expect(JSON.parse(at('copilot').stdout)).toMatchObject({ decision: 'block', reason: 'Not this.\n' });
    expect(JSON.parse(at('cursor').stdout)).toEqual({ followup_message: 'Not this.\n' });
    expect([at('codex').exitCode, at('gemini').exitCode, at('gemini').stdout]).toEqual([2, 2, '']);
  });

  test('that lets an agent go tells its person', () => {
    expect(JSON.parse(letGo(refusal, caller('codex')).stdout)).toEqual({ systemMessage: 'Not this.\n' });
    expect(letGo(refusal, caller('cursor'))).toEqual({ exitCode: 0, stdout: '', stderr: 'Not this.\n' });
  });

  test('that a session could not be recorded keeps none from beginning', () => {
    const at = (agent: AgentId) => spokenAnswer(refusal, caller(agent, { moment: 'session-start' })).exitCode;
    expect(IDS.map(at)).toEqual([2, 0, 0, 0, 0, 2]);
  });
});
