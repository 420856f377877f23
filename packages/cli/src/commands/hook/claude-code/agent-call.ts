import { proposedEdit, type ProposedEdit } from './proposed-edit.ts';

/** What Claude Code is about to do, as far as it concerns a policy. */
export type AgentCall =
  /** Nothing that writes a file: neither the event nor the tool. */
  | { readonly kind: 'no-concern' }
  | { readonly kind: 'write'; readonly cwd: string; readonly file: string; readonly edit: ProposedEdit }
  /** The agent has done its work. `wasRefused`: it was sent back once already, and is now to be let go. */
  | { readonly kind: 'turn-end'; readonly cwd: string; readonly wasRefused: boolean };

/** Other events of which a hook may be told; none of them writes a file. */
const OTHER_EVENTS = new Set([
  'ConfigChange',
  'CwdChanged',
  'Elicitation',
  'ElicitationResult',
  'FileChanged',
  'InstructionsLoaded',
  'MessageDisplay',
  'Notification',
  'PermissionDenied',
  'PermissionRequest',
  'PostCompact',
  'PostToolBatch',
  'PostToolUse',
  'PostToolUseFailure',
  'PreCompact',
  'SessionEnd',
  'SessionStart',
  'Setup',
  'StopFailure',
  'SubagentStart',
  'TaskCompleted',
  'TaskCreated',
  'TeammateIdle',
  'UserPromptExpansion',
  'UserPromptSubmit',
  'WorktreeCreate',
  'WorktreeRemove',
]);

/** By tool, the field that names the file. What the shell does is judged at the end of the turn. */
const WRITING_TOOLS = new Map([
  ['Write', 'file_path'],
  ['Edit', 'file_path'],
  ['MultiEdit', 'file_path'],
  ['NotebookEdit', 'notebook_path'],
]);

/** Reads what Claude Code wrote. Throws a sentence for anything it does not understand. */
export function agentCall(text: string): AgentCall {
  const event = record(json(text), 'Standard input');
  const name = string(event, 'hook_event_name');
  if (name === 'PreToolUse') return toolCall(event);
  if (name === 'Stop' || name === 'SubagentStop') {
    const wasRefused = event['stop_hook_active'] ?? false;
    if (typeof wasRefused !== 'boolean') throw unclear('stop_hook_active is neither true nor false');
    return { kind: 'turn-end', cwd: string(event, 'cwd'), wasRefused };
  }
  if (OTHER_EVENTS.has(name)) return { kind: 'no-concern' };
  throw unclear(`the event ${JSON.stringify(name.slice(0, 60))} is not known`);
}

function toolCall(event: Fields): AgentCall {
  const tool = string(event, 'tool_name');
  const field = WRITING_TOOLS.get(tool);
  if (field === undefined) return { kind: 'no-concern' };
  const input = record(event['tool_input'], 'tool_input');
  return {
    kind: 'write',
    cwd: string(event, 'cwd'),
    file: string(input, field),
    edit: proposedEdit(tool, input),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function json(text: string): unknown {
  if (text.trim() === '') throw unclear('there is nothing on standard input');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unclear(`standard input is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function record(value: unknown, what: string): Fields {
  if (!isRecord(value)) throw unclear(`${what} is not an object`);
  return value;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function string(fields: Fields, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw unclear(`${name} is missing or is not a text`);
}

function unclear(what: string): Error {
  return new Error(
    `The event cannot be judged, because ${what}. Call this from a hook of Claude Code, as \`lockkeeper generate hooks\` writes it.`,
  );
}
