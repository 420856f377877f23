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

/** Reads an answer as the agent's pages say that it does. */
export function effectBeforeTool(agent: string, { exitCode, stdout, stderr }: Ended): Effect {
  const said = jsonIn(stdout);
  const decision = decisionOf(agent, said);
  if (exitCode === 2) {
    // Codex runs the tool where no reason is given; Gemini believes what was printed before the code.
    if (agent === 'codex') return stderr.trim() === '' ? 'runs' : 'stopped';
    if (agent === 'gemini' && said !== undefined) return decision === 'deny' ? 'stopped' : 'runs';
    return 'stopped';
  }
  if (exitCode !== 0) return agent === 'copilot' ? 'stopped' : 'runs';
  // With failClosed, which our settings have, nothing and what is no JSON count as a failure.
  if (agent === 'cursor' && said === undefined) return 'stopped';
  if (decision === 'deny') return 'stopped';
  return decision === 'ask' && (agent === 'claude-code' || agent === 'vscode') ? 'asks' : 'runs';
}

export function effectAtEnd(agent: string, { exitCode, stdout, stderr }: Ended): Effect {
  const said = jsonIn(stdout);
  switch (agent) {
    case 'copilot':
      return exitCode === 0 && said?.['decision'] === 'block' ? 'stopped' : 'runs';
    case 'cursor':
      return exitCode === 0 && typeof said?.['followup_message'] === 'string' ? 'stopped' : 'runs';
    default:
      return exitCode === 2 && stderr.trim() !== '' && said === undefined ? 'stopped' : 'runs';
  }
}

function decisionOf(agent: string, said: Readonly<Record<string, unknown>> | undefined): unknown {
  const inner = said?.['hookSpecificOutput'];
  switch (agent) {
    case 'cursor':
      return said?.['permission'];
    case 'copilot':
      return said?.['permissionDecision'];
    case 'gemini':
      return said?.['decision'];
    default:
      return typeof inner === 'object' && inner !== null && 'permissionDecision' in inner
        ? inner.permissionDecision
        : undefined;
  }
}

function jsonIn(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.trim() === '') return undefined;
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}
