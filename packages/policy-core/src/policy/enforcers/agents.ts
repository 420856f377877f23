import type { KnownTool } from './tool.ts';

/** AI agents that change code, by name. */
export const AGENTS: readonly KnownTool[] = [
  {
    name: 'Aider',
    files: [
      {
        class: 'agent',
        patterns: ['**/.aider.conf.yml', '.aiderignore', '.aider.model.settings.yml'],
        source: 'https://aider.chat/docs/config/aider_conf.html',
      },
    ],
    signs: {
      emails: ['aider@aider.chat', 'noreply@aider.chat'],
      localEnv: ['AIDER_MODEL'],
      source: 'https://aider.chat/docs/git.html',
    },
  },
  {
    name: 'Amazon Q Developer',
    files: [
      {
        class: 'agent',
        patterns: ['**/.amazonq/**'],
        source: 'https://docs.aws.amazon.com/amazonq/latest/qdeveloper-ug/context-project-rules.html',
      },
    ],
    signs: {
      accounts: ['amazon-q-developer[bot]'],
      source: 'https://github.com/apps/amazon-q-developer',
    },
  },
  {
    name: 'Amp',
    files: [
      {
        class: 'agent',
        patterns: ['**/.amp/**', '**/AGENT.md'],
        source: 'https://ampcode.com/manual#AGENTS.md',
      },
    ],
    signs: {
      emails: ['amp@ampcode.com'],
      localEnv: ['AMP_CURRENT_THREAD_ID'],
      trailers: ['Amp-Thread-ID'],
      source: 'https://ampcode.com/manual#configuration',
    },
  },
  {
    name: 'Antigravity',
    files: [
      {
        class: 'agent',
        patterns: ['**/.agent/**'],
        source: 'https://antigravity.google/docs/rules-workflows',
      },
    ],
    signs: {
      localEnv: ['ANTIGRAVITY_AGENT'],
      source: 'https://github.com/vercel/vercel/pull/15413',
    },
  },
  {
    name: 'Augment',
    files: [
      {
        class: 'agent',
        patterns: ['**/.augment/**', '**/.augment-guidelines', '.augmentignore'],
        source: 'https://docs.augmentcode.com/cli/rules',
      },
    ],
    signs: {
      accounts: ['augmentcode[bot]'],
      localEnv: ['AUGMENT_AGENT'],
      source: 'https://github.com/apps/augmentcode',
    },
  },
  {
    name: 'Claude Code',
    files: [
      {
        class: 'agent',
        patterns: ['**/.claude/**', '**/.claude-plugin/**'],
        source: 'https://code.claude.com/docs/en/settings',
      },
      {
        class: 'agent',
        patterns: ['**/CLAUDE.md', '**/CLAUDE.local.md'],
        source: 'https://code.claude.com/docs/en/memory',
      },
      { class: 'agent', patterns: ['**/.mcp.json'], source: 'https://code.claude.com/docs/en/mcp' },
    ],
    signs: {
      accounts: ['claude[bot]'],
      emails: ['noreply@anthropic.com', '*+claude[bot]@users.noreply.github.com'],
      branches: ['claude/**'],
      localEnv: ['CLAUDECODE'],
      trailers: ['Claude-Session', 'Claude-Session-Id'],
      source: 'https://code.claude.com/docs/en/settings#attribution-settings',
    },
  },
  {
    name: 'Cline',
    files: [
      {
        class: 'agent',
        patterns: ['**/.clinerules/**', '**/.clinerules-*', '**/.cline/**', '.clineignore'],
        source: 'https://docs.cline.bot/customization/cline-rules',
      },
    ],
    signs: { localEnv: ['CLINE_ACTIVE'], source: 'https://github.com/cline/cline/discussions/5366' },
  },
  {
    name: 'Codegen',
    files: [],
    signs: {
      accounts: ['codegen-sh[bot]'],
      branches: ['codegen-bot/**'],
      source: 'https://docs.codegen.com/integrations/github',
    },
  },
  {
    name: 'Codex',
    files: [
      {
        class: 'agent',
        patterns: ['**/AGENTS.md', '**/AGENTS.override.md'],
        source: 'https://developers.openai.com/codex/guides/agents-md',
      },
      {
        class: 'agent',
        patterns: ['**/.codex/**'],
        source: 'https://developers.openai.com/codex/config-reference',
      },
      { class: 'agent', patterns: ['**/.agents/**'], source: 'https://developers.openai.com/codex/skills' },
    ],
    signs: {
      accounts: ['chatgpt-codex-connector[bot]'],
      emails: ['noreply@openai.com', 'codex@openai.com'],
      branches: ['codex/**'],
      localEnv: ['CODEX_SANDBOX'],
      source: 'https://developers.openai.com/codex/config-reference',
    },
  },
  {
    name: 'Continue',
    files: [
      {
        class: 'agent',
        patterns: ['**/.continue/**', '**/.continuerules', '.continueignore', '.continuerc.json'],
        source: 'https://docs.continue.dev/customize/deep-dives/rules',
      },
      {
        class: 'agent',
        patterns: ['CODEX.md'],
        source: 'https://github.com/continuedev/continue/blob/main/extensions/cli/src/systemMessage.ts',
      },
    ],
    signs: {
      emails: ['noreply@continue.dev'],
      source: 'https://github.com/continuedev/continue/blob/main/extensions/cli/src/systemMessage.ts',
    },
  },
  {
    name: 'Copilot',
    files: [
      {
        class: 'agent',
        patterns: ['.github/**'],
        source:
          'https://docs.github.com/en/copilot/how-tos/copilot-cli/customize-copilot/create-custom-agents-for-cli',
      },
      {
        class: 'agent',
        patterns: ['**/.vscode/mcp.json'],
        source: 'https://code.visualstudio.com/docs/copilot/customization/mcp-servers',
      },
    ],
    signs: {
      accounts: ['copilot-swe-agent[bot]', 'Copilot'],
      emails: [
        'copilot@github.com',
        '*+Copilot@users.noreply.github.com',
        '*+copilot-swe-agent[bot]@users.noreply.github.com',
      ],
      branches: ['copilot/**'],
      trailers: ['Copilot-Session', 'Agent-Logs-Url'],
      source: 'https://docs.github.com/en/copilot/concepts/agents/coding-agent/about-coding-agent',
    },
  },
  {
    name: 'Crush',
    files: [
      {
        class: 'agent',
        patterns: ['**/CRUSH.md', '**/CRUSH.local.md', '.crush.json', 'crush.json', '.crushignore'],
        source: 'https://github.com/charmbracelet/crush#configuration',
      },
    ],
    signs: {
      emails: ['crush@charm.land'],
      source: 'https://github.com/charmbracelet/crush#attribution-settings',
    },
  },
  {
    name: 'Cursor',
    files: [
      {
        class: 'agent',
        patterns: ['**/.cursor/**', '**/.cursorrules', '.cursorignore'],
        source: 'https://cursor.com/docs/context/rules',
      },
    ],
    signs: {
      accounts: ['cursoragent', 'cursor[bot]'],
      emails: ['cursoragent@cursor.com'],
      branches: ['cursor/**'],
      localEnv: ['CURSOR_AGENT'],
      source: 'https://cursor.com/docs/cloud-agent',
    },
  },
  {
    name: 'Devin',
    files: [
      {
        class: 'agent',
        patterns: ['**/.devin/**'],
        source: 'https://docs.devin.ai/work-with-devin/devin-review',
      },
    ],
    signs: {
      accounts: ['devin-ai-integration[bot]'],
      emails: ['*+devin-ai-integration[bot]@users.noreply.github.com'],
      branches: ['devin/**'],
      source: 'https://docs.devin.ai/integrations/gh',
    },
  },
  {
    name: 'Ellipsis',
    files: [
      // The page of the first one is gone; repositories still have it.
      { class: 'agent', patterns: ['ellipsis.yaml'], source: 'https://docs.ellipsis.dev/config' },
      { class: 'agent', patterns: ['.ellipsis/**'], source: 'https://ellipsis.dev/llms-full.txt' },
    ],
    signs: { accounts: ['ellipsis-dev[bot]'], source: 'https://github.com/apps/ellipsis-dev' },
  },
  {
    name: 'Factory Droid',
    files: [
      {
        class: 'agent',
        patterns: ['**/.factory/**'],
        source: 'https://docs.factory.ai/cli/configuration/settings',
      },
    ],
    signs: {
      accounts: ['factory-droid[bot]'],
      source: 'https://github.com/apps/factory-droid',
    },
  },
  {
    name: 'Firebase Studio',
    files: [
      {
        class: 'agent',
        patterns: ['.idx/**', 'airules.md'],
        source: 'https://firebase.google.com/docs/studio/set-up-gemini',
      },
    ],
  },
  {
    name: 'Gemini CLI',
    files: [
      {
        class: 'agent',
        patterns: ['**/GEMINI.md', '**/.gemini/**', '.geminiignore'],
        source: 'https://geminicli.com/docs/cli/gemini-md/',
      },
    ],
    signs: {
      accounts: ['gemini-cli[bot]', 'gemini-code-assist[bot]'],
      localEnv: ['GEMINI_CLI'],
      source: 'https://geminicli.com/docs/tools/shell/',
    },
  },
  {
    name: 'Goose',
    files: [
      {
        class: 'agent',
        patterns: ['**/.goosehints', '**/.goosehints.local', '**/.goose/**', '.gooseignore'],
        source: 'https://block.github.io/goose/docs/guides/context-engineering/using-goosehints',
      },
    ],
    signs: {
      localEnv: ['GOOSE_TERMINAL'],
      source: 'https://block.github.io/goose/docs/guides/environment-variables',
    },
  },
  {
    name: 'Jules',
    files: [{ class: 'agent', patterns: ['**/.jules/**'], source: 'https://jules.google/docs' }],
    signs: {
      accounts: ['google-labs-jules[bot]'],
      emails: ['*+google-labs-jules[bot]@users.noreply.github.com'],
      branches: ['jules/**'],
      source: 'https://jules.google/docs',
    },
  },
  {
    name: 'Junie',
    files: [
      {
        class: 'agent',
        patterns: ['**/.junie/**', '.aiignore', '.aiassistant/**'],
        source: 'https://www.jetbrains.com/help/junie/customize-guidelines.html',
      },
    ],
    signs: { accounts: ['jetbrains-junie[bot]'], source: 'https://github.com/apps/jetbrains-junie' },
  },
  {
    name: 'Kilo Code',
    files: [
      {
        class: 'agent',
        patterns: ['**/.kilocode/**', '**/.kilo/**', '.kilocoderules*', '.kilocodemodes', '.kilocodeignore'],
        source: 'https://kilo.ai/docs/customize/custom-rules',
      },
    ],
    signs: { accounts: ['kilo-code-bot[bot]'], source: 'https://github.com/apps/kilo-code-bot' },
  },
  {
    name: 'Kiro',
    files: [
      {
        class: 'agent',
        // Not all of .kiro: specs are written with every feature.
        patterns: ['steering', 'hooks', 'settings', 'agents', 'skills'].map(
          (folder) => `**/.kiro/${folder}/**`,
        ),
        source: 'https://kiro.dev/docs/steering/',
      },
    ],
    signs: { accounts: ['kiro-agent[bot]'], source: 'https://kiro.dev/docs/web/' },
  },
  {
    name: 'Mistral Vibe',
    files: [
      {
        class: 'agent',
        patterns: ['**/.vibe/**'],
        source: 'https://github.com/mistralai/mistral-vibe#configuration-file-location',
      },
    ],
    signs: {
      emails: ['vibe@mistral.ai'],
      source: 'https://github.com/mistralai/mistral-vibe',
    },
  },
  {
    name: 'opencode',
    files: [
      {
        class: 'agent',
        patterns: ['**/.opencode/**', '**/opencode.json', '**/opencode.jsonc'],
        source: 'https://opencode.ai/docs/config',
      },
    ],
    signs: {
      accounts: ['opencode-agent[bot]'],
      emails: ['noreply@opencode.ai'],
      localEnv: ['OPENCODE'],
      source: 'https://opencode.ai/docs/github',
    },
  },
  {
    name: 'OpenHands',
    files: [
      {
        class: 'agent',
        patterns: ['**/.openhands/**', '.openhands_instructions'],
        source: 'https://docs.openhands.dev/openhands/usage/customization/repository',
      },
    ],
    signs: {
      accounts: ['openhands', 'openhands-agent'],
      emails: ['openhands@all-hands.dev'],
      branches: ['openhands/**'],
      source: 'https://docs.openhands.dev/openhands/usage/cloud/github-installation',
    },
  },
  {
    name: 'Qwen Code',
    files: [
      {
        class: 'agent',
        patterns: ['**/QWEN.md', '**/.qwen/**', '.qwenignore'],
        source: 'https://qwenlm.github.io/qwen-code-docs/en/users/configuration/settings',
      },
    ],
    signs: {
      emails: ['qwen-coder@alibabacloud.com'],
      localEnv: ['QWEN_CODE'],
      source: 'https://qwenlm.github.io/qwen-code-docs/en/users/configuration/settings',
    },
  },
  {
    name: 'Replit Agent',
    files: [
      {
        class: 'agent',
        patterns: ['.replit', 'replit.md'],
        source: 'https://docs.replit.com/replitai/replit-dot-md',
      },
    ],
  },
  {
    name: 'Roo Code',
    files: [
      {
        class: 'agent',
        patterns: ['**/.roo/**', '**/.roorules', '**/.roorules-*', '.roomodes', '.rooignore'],
        source: 'https://docs.roocode.com/features/custom-instructions',
      },
    ],
    signs: {
      accounts: ['roomote[bot]'],
      emails: ['roomote@roocode.com'],
      branches: ['roomote/**'],
      source: 'https://docs.roocode.com/roo-code-cloud/overview',
    },
  },
  {
    name: 'Sweep',
    files: [],
    signs: {
      accounts: ['sweep-ai[bot]'],
      branches: ['sweep/**'],
      source: 'https://github.com/apps/sweep-ai',
    },
  },
  {
    name: 'Trae',
    files: [{ class: 'agent', patterns: ['**/.trae/**'], source: 'https://docs.trae.ai/ide/rules' }],
    signs: {
      emails: ['traecli@bytedance.com'],
      source: 'https://github.com/sgl-project/sglang/commit/4d42deff0a2796ce64c41776c41077deaabd60c2',
    },
  },
  {
    name: 'Warp',
    files: [
      {
        class: 'agent',
        patterns: ['**/WARP.md', '**/.warp/**'],
        source: 'https://docs.warp.dev/agents/capabilities/rules',
      },
    ],
    signs: { emails: ['oz-agent@warp.dev'], source: 'https://github.com/warpdotdev/warp/issues/9215' },
  },
  {
    name: 'Windsurf',
    files: [
      {
        class: 'agent',
        patterns: ['**/.windsurf/**', '**/.windsurfrules', '.codeiumignore'],
        source: 'https://docs.windsurf.com/windsurf/cascade/memories',
      },
    ],
  },
  {
    name: 'Zed',
    files: [
      {
        class: 'agent',
        patterns: ['.rules', '**/.zed/**'],
        source: 'https://zed.dev/docs/ai/instructions',
      },
    ],
  },
];
