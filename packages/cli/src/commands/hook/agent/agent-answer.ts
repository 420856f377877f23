import { EXIT, type ExitCode } from '../../../exit-codes.ts';
import { AGENTS, type AgentId } from './agents.ts';
import type { AgentMoment } from './agent-call.ts';

/** What was found of a call, before it is said in the words of one agent. */
export interface HookAnswer {
  readonly kind: 'pass' | 'ask' | 'refuse';
  /** Whole lines; empty where there is nothing to say. */
  readonly message: string;
}

export const SILENT_ANSWER: HookAnswer = { kind: 'pass', message: '' };

/** Who is answered, and by whose settings: those of one agent are read by others as well. */
export interface Caller {
  readonly agent: AgentId;
  readonly configured: AgentId;
  readonly moment: AgentMoment;
  readonly isUnattended: boolean;
}

/** What a hook leaves its agent with. */
export interface SpokenAnswer {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** The one exit code that stops a tool in every agent; with any other most of them go on. */
const STOPS = EXIT.notJudged;

/**
 * An answer as the agent understands it. What passes is answered by silence, as an explicit yes would skip the
 * question that the agent asks its person.
 */
export function spokenAnswer({ kind, message }: HookAnswer, caller: Caller): SpokenAnswer {
  if (kind === 'pass') return { exitCode: EXIT.ok, stdout: passedWords(caller), stderr: message };
  const reason = message === '' ? 'Lockkeeper refuses this.\n' : message;
  if (caller.moment === 'turn-end') return refusedTurn(reason, caller);
  if (caller.moment !== 'before-tool') return { exitCode: failedStart(caller), stdout: '', stderr: reason };
  if (kind === 'ask' && AGENTS[caller.agent].asks && !caller.isUnattended) {
    return { exitCode: EXIT.ok, stdout: json(hookOutput(question(reason))), stderr: '' };
  }
  return { exitCode: STOPS, stdout: refusedToolWords(reason, caller), stderr: reason };
}

/** Two agents show the reason and go on; the others would not begin, or would say nothing. Its end is refused then. */
function failedStart({ agent }: Caller): ExitCode {
  return agent === 'claude-code' || agent === 'gemini' ? STOPS : EXIT.ok;
}

/** Our settings tell Cursor to stop where a hook fails, and it takes an empty answer for a failure. */
function passedWords({ agent, configured, moment }: Caller): string {
  if (agent !== 'cursor' || configured !== 'cursor') return '';
  return moment === 'before-tool' ? json({ permission: 'allow' }) : json({});
}

/** Beside exit code 2, which stops the tool by itself: two agents read the reason from here. */
function refusedToolWords(reason: string, { agent }: Caller): string {
  switch (agent) {
    case 'cursor':
      return json({ permission: 'deny', user_message: reason, agent_message: reason });
    case 'copilot':
      return json({ permissionDecision: 'deny', permissionDecisionReason: reason });
    default:
      return '';
  }
}

/** Exit code 2 is a mere warning to Copilot here, and Cursor cannot be kept from stopping: it is told to go on. */
function refusedTurn(reason: string, { agent }: Caller): SpokenAnswer {
  switch (agent) {
    case 'cursor':
      return { exitCode: EXIT.ok, stdout: json({ followup_message: reason }), stderr: reason };
    case 'copilot':
      return {
        exitCode: EXIT.ok,
        stdout: json({
          decision: 'block',
          reason,
          ...hookOutput({ hookEventName: 'Stop', decision: 'block', reason }),
        }),
        stderr: reason,
      };
    default:
      return { exitCode: STOPS, stdout: '', stderr: reason };
  }
}

/** Refused a second time the agent would go round in circles: now a person has to look, and is told. */
export function letGo({ message }: HookAnswer, { agent }: Caller): SpokenAnswer {
  const isTold = agent !== 'cursor' && agent !== 'copilot' && message !== '';
  return { exitCode: EXIT.ok, stdout: isTold ? json({ systemMessage: message }) : '', stderr: message };
}

function question(permissionDecisionReason: string) {
  return { hookEventName: 'PreToolUse', permissionDecision: 'ask', permissionDecisionReason };
}

function hookOutput(hookSpecificOutput: object): object {
  return { hookSpecificOutput };
}

function json(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
