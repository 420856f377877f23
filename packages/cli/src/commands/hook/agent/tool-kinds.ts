import { isFields, textField } from './json-fields.ts';

/**
 * What a tool does to files, by its name alone. A `shell` may do anything: it runs, and what came of it is judged when
 * the agent stops.
 */
export type ToolKind = 'reads' | 'writes' | 'shell' | 'unknown';

/** Built-in tools that change no file of a repository, of every agent in docs/hooks.md. */
const READS = setOf(`
  Read Glob Grep LS NotebookRead WebFetch WebSearch TodoRead TodoWrite Task Agent TaskCreate TaskGet TaskList
  TaskOutput TaskStop TaskUpdate Skill SlashCommand ToolSearch LSP AskUserQuestion EnterPlanMode ExitPlanMode
  BashOutput KillBash KillShell ListMcpResourcesTool ReadMcpResourceTool
  SemanticSearch ReadLints AskQuestion SwitchMode ListMcpResources FetchMcpResource
  update_plan view_image
  view show_file grep rg glob web_fetch web_search ask_user update_todo task report_intent read_bash list_bash
  stop_bash read_agent list_agents read_powershell list_powershell stop_powershell
  read_file read_many_files list_dir list_directory file_search grep_search search_file_content semantic_search
  get_errors get_changed_files search_workspace_symbols list_code_usages test_search get_search_view_results
  get_vscode_api get_terminal_output terminal_selection terminal_last_command get_task_output fetch_webpage
  github_repo github_text_search manage_todo_list runSubagent read_notebook_cell_output copilot_getNotebookSummary
  google_web_search write_todos get_internal_docs activate_skill enter_plan_mode exit_plan_mode update_topic
  complete_task invoke_agent list_mcp_resources read_mcp_resource
`);

const WRITES = setOf(`
  Write Edit MultiEdit NotebookEdit StrReplace SearchReplace Delete EditNotebook ApplyPatch TabWrite
  apply_patch create edit str_replace str_replace_editor str_replace_based_edit_tool
  create_file replace_string_in_file multi_replace_string_in_file insert_edit_into_file edit_notebook_file
  create_new_jupyter_notebook edit_files editFiles createFile
  write_file replace edit_file search_replace delete_file move_file rename_file copy_file append_file
`);

const SHELLS = setOf(`
  Bash PowerShell Monitor Shell bash powershell write_bash write_powershell shell local_shell exec_command
  write_stdin run_in_terminal send_to_terminal run_shell_command runTerminalCommand
`);

/** Of servers of the Model Context Protocol nobody knows what they do, but for those of its reference server of files. */
const READS_OF_SERVERS = setOf(`
  read_file read_text_file read_media_file read_multiple_files list_directory list_directory_with_sizes
  directory_tree search_files get_file_info list_allowed_directories
`);
const WRITES_OF_SERVERS = setOf('write_file edit_file move_file delete_file');

export function toolKind(tool: string, input: unknown): ToolKind {
  const name = ofServer(tool);
  if (name !== undefined) return serverToolKind(name);
  if (SHELLS.has(tool)) return 'shell';
  if (READS.has(tool)) return 'reads';
  if (!WRITES.has(tool)) return 'unknown';
  return COMMANDED.has(tool) && isView(input) ? 'reads' : 'writes';
}

function serverToolKind(name: string): ToolKind {
  if (READS_OF_SERVERS.has(name)) return 'reads';
  return [...WRITES_OF_SERVERS].some((write) => name === write || name.endsWith(`_${write}`))
    ? 'writes'
    : 'unknown';
}

/**
 * What follows the mark of a server: `mcp__files__write_file`, `mcp_files_write_file`, `MCP:write_file`. Where the name
 * of a server may hold the same character that ends it, it counts as one without.
 */
function ofServer(tool: string): string | undefined {
  return /^(?:mcp__.*__|MCP:|mcp_[^_]*_)(.+)$/s.exec(tool)?.[1];
}

/** Tools that read as well, where an argument says so. */
const COMMANDED = setOf('str_replace_editor str_replace_based_edit_tool');

function isView(input: unknown): boolean {
  return isFields(input) && textField(input, ['command']) === 'view';
}

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.trim().split(/\s+/));
}
