import type { AgentId } from '../hook/agent/agents.ts';

/** When an agent calls: then differs what happens where the program is not there. */
export type HookMoment = 'session-start' | 'before-tool' | 'turn-end';

interface HookCall {
  /** How Lockkeeper is started, as a shell reads it. */
  readonly program: string;
  readonly agent: AgentId;
  readonly moment: HookMoment;
}

/** What reads, by the name that each agent gives it. A person goes on reading where Lockkeeper is not installed. */
const READS: Readonly<Record<AgentId, string>> = {
  'claude-code': 'Read|Glob|Grep|LS|NotebookRead|WebFetch|WebSearch|TodoWrite|Task|Agent|AskUserQuestion|LSP',
  codex: 'update_plan|view_image',
  cursor: 'Read|Grep|Glob|LS|SemanticSearch|ReadLints|WebFetch|WebSearch|TodoWrite|Task',
  copilot: 'view|grep|rg|glob|web_fetch|web_search|ask_user|update_todo|task|report_intent|Read|Grep|Glob',
  vscode:
    'read_file|list_dir|file_search|grep_search|semantic_search|get_errors|fetch_webpage|manage_todo_list',
  gemini:
    'read_file|read_many_files|list_directory|glob|grep_search|google_web_search|web_fetch|write_todos|ask_user',
};

/**
 * What an agent's settings run. The program ends with 0 or 2 and nothing else: any other end means that it is not there
 * or was ended, and then only what reads is let through.
 */
export function hookCommand(call: HookCall): { readonly sh: string; readonly powershell: string } {
  const { program, agent } = call;
  const sh = `p=$(cat); printf %s "$p" | ${program} hook ${agent}; s=$?; case $s in 0|2) exit $s;; esac; ${withoutProgram(call)}`;
  const powershell = `$input | ${program} hook ${agent}; if ($LASTEXITCODE -ne 0) { exit 2 }`;
  return { sh, powershell };
}

const MISSING =
  'Lockkeeper is not installed, so this is refused. Install it: npm install --global lockkeeper';

function withoutProgram({ agent, moment }: HookCall): string {
  const refuse = `echo '${MISSING}' >&2; exit 2`;
  switch (moment) {
    case 'session-start':
      return 'exit 0';
    case 'turn-end':
      return `case $p in *'"stop_hook_active":true'*) exit 0;; esac; ${refuse}`;
    case 'before-tool': {
      const name = '"tool_?[nN]ame" *:';
      const pass = agent === 'cursor' ? `{ echo '{"permission":"allow"}'; exit 0; }` : 'exit 0';
      // One name only: an argument of that name could claim that a write reads.
      return `[ "$(printf %s "$p" | grep -Eo '${name}' | wc -l)" -eq 1 ] && printf %s "$p" | grep -Eq '${name} *"(${READS[agent]})"' && ${pass}; ${refuse}`;
    }
  }
}
