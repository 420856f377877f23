import { marksOf } from './enforcers/known-tools.ts';
import { AGENT_NAME, coAuthorExpressions } from './known-agent-names.ts';

/** How the well-known agents sign their work. */
export const KNOWN_AGENTS = {
  branches: ['auto/**', ...marksOf('branches')],
  accounts: marksOf('accounts'),
  emails: marksOf('emails'),
  trailers: [
    ...coAuthorExpressions().map((value) => ({ key: ['Co-authored-by', 'Co-developed-by'], value })),
    { key: ['Assisted-by', 'Generated-by', 'Made-with'], value: AGENT_NAME },
    { key: marksOf('trailers') },
  ],
  labels: ['ai-generated'],
  local_env: marksOf('localEnv'),
};

/** Those that are named like a person. Whatever GitHub says is a bot is automation without being listed. */
export const KNOWN_AUTOMATION = ['dependabot[bot]', 'renovate[bot]', 'github-actions[bot]'];
