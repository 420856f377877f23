import { AGENTS, type AgentId } from './agents.ts';
import { field, isFields, parsedJson, textField, type Fields } from './json-fields.ts';
import { filesWritten, pathsAmong, type NamedFile } from './tool-files.ts';
import { toolKind } from './tool-kinds.ts';

/** What an agent is about to do, as far as it concerns a policy. */
export type AgentCall = {
  /** Who calls: settings written for one agent are read by others as well. */
  readonly agent: AgentId;
  readonly moment: AgentMoment;
  /** Nobody is asked, or nobody's answer counts: what would be a question has to be a refusal. */
  readonly isUnattended: boolean;
} & (
  | NothingToJudge
  | WriteCall
  | (SessionCall & { readonly kind: 'session-start' })
  | (SessionCall & {
      readonly kind: 'turn-end';
      /** It was sent back once already, and is now to be let go. */
      readonly wasRefused: boolean;
    })
);

/** Nothing that writes a file: neither the event nor the tool. */
interface NothingToJudge {
  readonly kind: 'no-concern';
}

/** A session by the id that its agent gave it; `undefined` where the event names none. */
interface SessionCall {
  readonly session: string | undefined;
  /** Absolute. */
  readonly folders: readonly [string, ...string[]];
}

interface WriteCall extends SessionCall {
  readonly kind: 'write';
  readonly files: readonly NamedFile[];
  /** `false`: nobody knows what the tool does, only which paths are among its arguments. */
  readonly isKnown: boolean;
}

/** Where in an agent's work a hook is called: what it may answer depends on it. */
export type AgentMoment = 'session-start' | 'before-tool' | 'turn-end' | 'other';

const MOMENTS: ReadonlyMap<string, AgentMoment> = new Map([
  ['sessionstart', 'session-start'],
  ['pretooluse', 'before-tool'],
  ['beforetool', 'before-tool'],
  ['beforeshellexecution', 'before-tool'],
  ['beforemcpexecution', 'before-tool'],
  ['beforereadfile', 'before-tool'],
  ['beforetabfileread', 'before-tool'],
  ['stop', 'turn-end'],
  ['subagentstop', 'turn-end'],
  ['agentstop', 'turn-end'],
  ['afteragent', 'turn-end'],
]);

/** Other events of which a hook may be told; none of them writes a file. */
const OTHER_EVENTS = new Set(
  `afteragentresponse afteragentthought aftermcpexecution aftermodel aftershellexecution aftertabfileedit aftertool
  afterfileedit beforeagent beforemodel beforesubmitprompt beforetoolselection configchange cwdchanged elicitation
  elicitationresult erroroccurred filechanged instructionsloaded interrupt messagedisplay notification
  permissiondenied permissionrequest postcompact postmodelswitch posttoolbatch posttooluse posttoolusefailure
  precompact precompress premodelswitch sessionend setup stopfailure subagentstart taskcompleted taskcreated
  teammateidle userpromptexpansion userpromptsubmit userpromptsubmitted userprompttransformed workspaceopen
  worktreecreate worktreeremove`.split(/\s+/),
);

const UNATTENDED = new Set(['bypassPermissions', 'dontAsk']);

const EVENT = ['hook_event_name', 'hookEventName'];
const TOOL = ['tool_name', 'toolName'];
const INPUT = ['tool_input', 'toolInput', 'toolArgs'];
const SESSION = ['session_id', 'sessionId', 'conversation_id'];
const REFUSED = ['stop_hook_active', 'stopHookActive'];

/**
 * Reads what an agent wrote. Throws a sentence for anything it does not understand, but for what a known tool reads.
 *
 * @param configured whose settings name the hook
 */
export function agentCall(text: string, configured: AgentId): AgentCall {
  const event = objectIn(text);
  const agent = callerOf(event, configured);
  const moment = momentOf(event);
  const isUnattended = UNATTENDED.has(textField(event, ['permission_mode']) ?? '');
  const caller = { agent, moment, isUnattended };
  if (moment === 'before-tool') return { ...caller, ...toolCall(event, agent) };
  if (moment === 'other') return { ...caller, kind: 'no-concern' };
  const session = { session: textField(event, SESSION), folders: foldersOf(event, agent) };
  if (moment === 'session-start') return { ...caller, kind: 'session-start', ...session };
  const wasRefused = field(event, REFUSED) ?? wasToldToGoOn(event);
  if (typeof wasRefused !== 'boolean') throw unclear('stop_hook_active is neither true nor false', agent);
  return { ...caller, kind: 'turn-end', ...session, wasRefused };
}

/** Cursor counts how often a hook made it go on. */
function wasToldToGoOn({ loop_count: count }: Fields): boolean {
  return typeof count === 'number' && count > 0;
}

/**
 * What is known of a call that could not be read whole: where it came from decides how it is answered. Never throws.
 */
export function callerOfText(
  text: string,
  configured: AgentId,
): Pick<AgentCall, 'agent' | 'moment' | 'isUnattended'> {
  try {
    const event = objectIn(text);
    return { agent: callerOf(event, configured), moment: momentOf(event), isUnattended: false };
  } catch {
    return { agent: configured, moment: 'before-tool', isUnattended: false };
  }
}

/** Each agent sends a field or two that no other sends; the first that is found tells. */
const SIGNS: readonly (readonly [agent: AgentId, shows: (event: Fields) => boolean])[] = [
  ['cursor', (event) => has(event, 'cursor_version') || has(event, 'conversation_id', 'generation_id')],
  ['vscode', (event) => has(event, 'hookEventName') && !has(event, 'hook_event_name')],
  [
    'copilot',
    (event) => ['toolName', 'toolArgs', 'stopReason', 'stop_reason'].some((name) => has(event, name)),
  ],
  ['gemini', (event) => ['BeforeTool', 'AfterAgent'].includes(textField(event, EVENT) ?? '')],
  ['codex', (event) => has(event, 'turn_id', 'model')],
];

function callerOf(event: Fields, configured: AgentId): AgentId {
  const [agent] = SIGNS.find(([, shows]) => shows(event)) ?? [];
  if (agent !== undefined) return agent;
  // Copilot reads the settings of both as well: it names tools as Claude Code does, and says when it was.
  const isCopilot =
    configured === 'vscode'
      ? /^[A-Z]/.test(textField(event, TOOL) ?? '')
      : configured === 'claude-code' && has(event, 'timestamp');
  return isCopilot ? 'copilot' : configured;
}

function has(event: Fields, ...names: readonly string[]): boolean {
  return names.every((name) => Object.hasOwn(event, name));
}

/** Copilot names no event in one of its two forms; then the other fields tell. */
function momentOf(event: Fields): AgentMoment {
  const name = textField(event, EVENT);
  if (name !== undefined) return namedMoment(name, event);
  if (textField(event, TOOL) !== undefined) {
    const isAfter = ['toolResult', 'tool_response', 'tool_result', 'error'].some((key) =>
      Object.hasOwn(event, key),
    );
    return isAfter ? 'other' : 'before-tool';
  }
  if (Object.hasOwn(event, 'stopReason')) return 'turn-end';
  if (Object.hasOwn(event, 'source')) return 'session-start';
  if (['prompt', 'reason', 'trigger', 'errorContext'].some((key) => Object.hasOwn(event, key)))
    return 'other';
  throw unclear('hook_event_name is missing or is not a text');
}

function namedMoment(name: string, event: Fields): AgentMoment {
  const known = name.toLowerCase();
  const moment = MOMENTS.get(known);
  if (moment !== undefined) return moment;
  if (OTHER_EVENTS.has(known)) return 'other';
  // An event of a later version may come before a tool as well; what only reads is none of its concern.
  const tool = textField(event, TOOL);
  if (tool !== undefined && toolKind(tool, inputOf(event)) === 'reads') return 'other';
  throw unclear(`the event ${JSON.stringify(name.slice(0, 60))} is not known`);
}

function toolCall(event: Fields, agent: AgentId): NothingToJudge | WriteCall {
  const tool = toolNamed(event, agent);
  if (tool === undefined) return NOTHING;
  const input = inputOf(event);
  switch (toolKind(tool, input)) {
    case 'reads':
    case 'shell':
      return NOTHING;
    case 'unknown':
      return unknownCall(event, agent, input);
    case 'writes':
      return writeCall(event, agent, input);
  }
}

/** `undefined`: Cursor asks before shells and reads by events of their own, which name no tool. */
function toolNamed(event: Fields, agent: AgentId): string | undefined {
  const tool = textField(event, TOOL);
  if (tool !== undefined) {
    const isOfServer = textField(event, EVENT)?.toLowerCase() === 'beforemcpexecution';
    return isOfServer && !/^mcp/i.test(tool) ? `MCP:${tool}` : tool;
  }
  if (agent === 'cursor' && (has(event, 'command') || has(event, 'file_path'))) return undefined;
  throw unclear('tool_name is missing or is not a text', agent);
}

function unknownCall(event: Fields, agent: AgentId, input: unknown): NothingToJudge | WriteCall {
  const files = pathsAmong(input).map((file) => ({ file, edit: { kind: 'unclear' } as const }));
  if (files.length === 0) return NOTHING;
  const session = textField(event, SESSION);
  return { kind: 'write', isKnown: false, files, session, folders: foldersOf(event, agent) };
}

function writeCall(event: Fields, agent: AgentId, input: unknown): WriteCall {
  if (typeof input !== 'string' && !isFields(input)) throw unclear('tool_input is not an object', agent);
  const files = filesWritten(input);
  if (files.length === 0) throw unclear('file_path is missing or is not a text', agent);
  const session = textField(event, SESSION);
  return { kind: 'write', isKnown: true, files, session, folders: foldersOf(event, agent) };
}

const NOTHING: NothingToJudge = { kind: 'no-concern' };

/** Some agents write the arguments of a tool as JSON in a text. */
function inputOf(event: Fields): unknown {
  const input = field(event, INPUT);
  return typeof input === 'string' ? (parsedJson(input) ?? input) : input;
}

/** Where a name without a folder may lie: Cursor names every folder that is open instead of one. */
function foldersOf(event: Fields, agent: AgentId): readonly [string, ...string[]] {
  const roots = event['workspace_roots'];
  const open = Array.isArray(roots) ? roots.filter((root): root is string => typeof root === 'string') : [];
  const [first, ...others] = [...new Set([textField(event, ['cwd']) ?? [], open].flat())];
  if (first === undefined) throw unclear('cwd is missing or is not a text', agent);
  return [first, ...others];
}

function objectIn(text: string): Fields {
  if (text.trim() === '') throw unclear('there is nothing on standard input');
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw unclear(`standard input is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isFields(value)) throw unclear('Standard input is not an object');
  return value;
}

function unclear(what: string, agent?: AgentId): Error {
  const whose = agent === undefined ? 'an agent' : AGENTS[agent].name;
  return new Error(
    `The event cannot be judged, because ${what}. Call this from a hook of ${whose}, as \`lockkeeper generate hooks\` writes it.`,
  );
}
