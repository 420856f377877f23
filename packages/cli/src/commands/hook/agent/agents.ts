/** What the rest needs to know of an agent. Where it is documented stands in docs/hooks.md. */
export interface Agent {
  readonly name: string;
  /** Whether it stops and asks the person where a hook says so. The others run the tool, or say nothing of asking. */
  readonly asks: boolean;
}

export const AGENTS = {
  'claude-code': { name: 'Claude Code', asks: true },
  codex: { name: 'Codex', asks: false },
  cursor: { name: 'Cursor', asks: false },
  copilot: { name: 'Copilot', asks: false },
  vscode: { name: 'VS Code', asks: true },
  gemini: { name: 'Gemini CLI', asks: false },
} as const satisfies Readonly<Record<string, Agent>>;

export type AgentId = keyof typeof AGENTS;

export function isAgentId(text: string | undefined): text is AgentId {
  return text !== undefined && Object.hasOwn(AGENTS, text);
}

/** A clause: what tells that an agent is at work. */
export function indicatorOf(agent: AgentId): string {
  return `the hook of ${AGENTS[agent].name} runs it`;
}
