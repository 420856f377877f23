import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Ended } from '../cli/lockkeeper-process.ts';

/** One agent's documented payloads, and where they were read. */
export interface RecordedAgent {
  readonly agent: string;
  readonly sources: readonly { readonly url: string; readonly read: string; readonly of: string }[];
  readonly payloads: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const FOLDER = path.join(import.meta.dirname, 'payloads');

export function recordedAgents(): readonly RecordedAgent[] {
  return readdirSync(FOLDER).map(
    (file) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as RecordedAgent,
  );
}

/** A payload as it would be sent from a repository. */
export function payloadFor(
  { payloads, agent }: RecordedAgent,
  name: string,
  { root, session }: { readonly root: string; readonly session: string },
): string {
  const payload = payloads[name];
  if (payload === undefined) throw new Error(`${agent} has no payload ${name}`);
  return JSON.stringify(payload).replaceAll('{root}', root).replaceAll('{session}', session);
}

/** What becomes of a tool call, or of the end of a turn, in that agent. */
export type Effect = 'runs' | 'asks' | 'stopped';

type Said = Readonly<Record<string, unknown>> | undefined;

interface Contract {
  /** What an answer says of the tool, in its own words; any that it does not know lets it run. */
  readonly decision: (said: Said) => unknown;
  readonly asks: boolean;
  /** Of exit code 2. */
  readonly isStopped: (ended: Ended, said: Said) => boolean;
  readonly isSentBack: (ended: Ended, said: Said) => boolean;
}

const innerDecision = (said: Said): unknown => {
  const inner = said?.['hookSpecificOutput'];
  return typeof inner === 'object' && inner !== null && 'permissionDecision' in inner
    ? inner.permissionDecision
    : undefined;
};
const hasReason = ({ stderr }: Ended) => stderr.trim() !== '';
const byCode = {
  isStopped: () => true,
  isSentBack: (ended: Ended, said: Said) => ended.exitCode === 2 && hasReason(ended) && said === undefined,
};

const CONTRACTS: Readonly<Record<string, Contract>> = {
  'claude-code': { decision: innerDecision, asks: true, ...byCode },
  // Without a reason the tool runs.
  codex: { decision: innerDecision, asks: false, ...byCode, isStopped: hasReason },
  cursor: {
    decision: (said) => said?.['permission'],
    asks: false,
    isStopped: () => true,
    isSentBack: ({ exitCode }, said) => exitCode === 0 && typeof said?.['followup_message'] === 'string',
  },
  copilot: {
    decision: (said) => said?.['permissionDecision'],
    asks: false,
    isStopped: () => true,
    isSentBack: ({ exitCode }, said) => exitCode === 0 && said?.['decision'] === 'block',
  },
  vscode: { decision: innerDecision, asks: true, ...byCode },
  // What was printed is believed before the exit code.
  gemini: {
    decision: (said) => said?.['decision'],
    asks: false,
    ...byCode,
    isStopped: (_, said) => said === undefined || said['decision'] === 'deny',
  },
};

/** Reads an answer as the agent's pages say that it does. */
export function effectBeforeTool(agent: string, ended: Ended): Effect {
  const { decision, asks, isStopped } = contractOf(agent);
  const said = jsonIn(ended.stdout);
  if (ended.exitCode === 2) return isStopped(ended, said) ? 'stopped' : 'runs';
  if (ended.exitCode !== 0) return agent === 'copilot' ? 'stopped' : 'runs';
  // With failClosed, which our settings have, nothing counts as a failure.
  if (agent === 'cursor' && said === undefined) return 'stopped';
  const answer = decision(said);
  if (answer === 'deny') return 'stopped';
  return answer === 'ask' && asks ? 'asks' : 'runs';
}

export function effectAtEnd(agent: string, ended: Ended): Effect {
  return contractOf(agent).isSentBack(ended, jsonIn(ended.stdout)) ? 'stopped' : 'runs';
}

function contractOf(agent: string): Contract {
  const contract = CONTRACTS[agent];
  if (contract === undefined) throw new Error(`Nobody wrote down how ${agent} reads an answer`);
  return contract;
}

function jsonIn(text: string): Said {
  return text.trim() === '' ? undefined : (JSON.parse(text) as Said);
}
