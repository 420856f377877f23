import { AGENT_NAME, coAuthorExpressions } from './known-agent-names.ts';

/**
 * How the well-known agents sign their work, as seen in public histories. Exact addresses and accounts:
 * people share the domains of the vendors, and the first names of their products.
 */
export const KNOWN_AGENTS = {
  branches: ['auto/**', 'claude/**', 'copilot/**', 'codex/**', 'cursor/**', 'devin/**', 'jules/**'],
  accounts: [
    'copilot-swe-agent[bot]',
    'Copilot',
    'claude[bot]',
    'devin-ai-integration[bot]',
    'cursoragent',
    'openhands',
    'google-labs-jules[bot]',
  ],
  emails: [
    'noreply@anthropic.com',
    'cursoragent@cursor.com',
    'openhands@all-hands.dev',
    'aider@aider.chat',
    'noreply@aider.chat',
    'copilot@github.com',
    '*+Copilot@users.noreply.github.com',
    '*+copilot-swe-agent[bot]@users.noreply.github.com',
    '*+claude[bot]@users.noreply.github.com',
    '*+devin-ai-integration[bot]@users.noreply.github.com',
    '*+google-labs-jules[bot]@users.noreply.github.com',
  ],
  trailers: [
    ...coAuthorExpressions().map((value) => ({ key: ['Co-authored-by', 'Co-developed-by'], value })),
    { key: ['Assisted-by', 'Generated-by'], value: AGENT_NAME },
    { key: ['Claude-Session', 'Claude-Session-Id', 'Copilot-Session', 'Agent-Logs-Url'] },
  ],
  labels: ['ai-generated'],
  local_env: ['CLAUDECODE', 'CURSOR_AGENT', 'CODEX_SANDBOX', 'AIDER_MODEL'],
};

export const KNOWN_AUTOMATION = ['dependabot[bot]', 'renovate[bot]', 'github-actions[bot]'];
