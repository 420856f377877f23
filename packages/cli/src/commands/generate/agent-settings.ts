import type { AgentId } from '../hook/agent/agents.ts';
import { hookCommand, type HookMoment } from './agent-hook-command.ts';

/** The text of an agent's settings with our hooks, or why they cannot be put there, as a clause. */
export type MergedSettings =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: string };

/** Where the settings of an agent lie, and what an entry of them looks like. */
interface SettingsForm {
  readonly path: string;
  /** Our moments by the name of its event. */
  readonly events: Readonly<Record<string, HookMoment>>;
  readonly entry: (command: HookCommands, moment: HookMoment) => object;
  /** Of a file that was not there. */
  readonly start?: object;
  /** What is left to do by hand. */
  readonly next: string;
}

interface HookCommands {
  readonly sh: string;
  readonly powershell: string;
}

/** Seconds; the hook itself gives up earlier. Where it does not, most agents go on without it. */
const TIMEOUT = 60;

/** Each as its agent documents it; the pages stand in docs/hooks.md. */
const FORMS: Readonly<Record<AgentId, SettingsForm>> = {
  'claude-code': {
    path: '.claude/settings.json',
    events: { SessionStart: 'session-start', PreToolUse: 'before-tool', Stop: 'turn-end' },
    entry: ({ sh }, moment) => ({
      ...(moment === 'before-tool' && { matcher: '*' }),
      hooks: [{ type: 'command', command: sh, timeout: TIMEOUT, onFailure: 'block' }],
    }),
    next: 'Restart Claude Code, and look with /hooks whether they are there.',
  },
  codex: {
    path: '.codex/hooks.json',
    events: { SessionStart: 'session-start', PreToolUse: 'before-tool', Stop: 'turn-end' },
    entry: ({ sh }, moment) => ({
      ...(moment === 'before-tool' && { matcher: '*' }),
      hooks: [{ type: 'command', command: sh, timeout: TIMEOUT }],
    }),
    next: 'Start Codex, and trust them with /hooks: until then it skips them.',
  },
  cursor: {
    path: '.cursor/hooks.json',
    events: { sessionStart: 'session-start', preToolUse: 'before-tool', stop: 'turn-end' },
    entry: ({ sh }, moment) => ({
      command: sh,
      timeout: TIMEOUT,
      ...(moment === 'before-tool' && { failClosed: true }),
    }),
    start: { version: 1 },
    next: 'Restart Cursor, and look in its settings under Hooks whether they are there.',
  },
  copilot: {
    path: '.github/hooks/lockkeeper.json',
    events: { sessionStart: 'session-start', preToolUse: 'before-tool', agentStop: 'turn-end' },
    entry: ({ sh, powershell }) => ({ type: 'command', bash: sh, powershell, timeoutSec: TIMEOUT }),
    start: { version: 1 },
    next: 'Copilot reads them when a session begins, on github.com once they are on the default branch.',
  },
  vscode: {
    path: '.github/hooks/lockkeeper.json',
    events: { SessionStart: 'session-start', PreToolUse: 'before-tool', Stop: 'turn-end' },
    entry: ({ sh, powershell }) => ({ type: 'command', command: sh, windows: powershell, timeout: TIMEOUT }),
    start: { version: 1 },
    next: 'VS Code reads them when a session begins; look with /hooks in the chat whether they are there.',
  },
  gemini: {
    path: '.gemini/settings.json',
    events: { SessionStart: 'session-start', BeforeTool: 'before-tool', AfterAgent: 'turn-end' },
    entry: ({ sh }, moment) => ({
      ...(moment === 'before-tool' && { matcher: '.*' }),
      hooks: [{ name: `lockkeeper-${moment}`, type: 'command', command: sh, timeout: TIMEOUT * 1000 }],
    }),
    next: 'Restart Gemini CLI, and trust them with /hooks where it asks.',
  },
};

export function settingsPlace(agent: AgentId): Pick<SettingsForm, 'path' | 'next'> {
  return FORMS[agent];
}

/**
 * Keeps everything that is there, and puts our hooks in the place of those it finds of us.
 *
 * @param text what the file holds; `undefined` when there is none
 * @param program how Lockkeeper is started, as a shell reads it
 */
export function agentSettings(agent: AgentId, text: string | undefined, program: string): MergedSettings {
  const isNew = text === undefined || text.trim() === '';
  const settings = isNew ? (FORMS[agent].start ?? {}) : parsed(text);
  if (!isRecord(settings)) return problem('it is not a JSON object');
  if (!isNew && !isWhole(text, settings)) {
    return problem('it holds a key twice, or a number that would not stay as it is');
  }
  const hooks = settings['hooks'] ?? {};
  if (!isRecord(hooks)) return problem('its "hooks" are not an object');
  if (Object.values(hooks).some((entries) => !Array.isArray(entries))) {
    return problem('its hooks of an event are not a list');
  }
  const merged = { ...settings, hooks: mergedHooks(hooks, agent, program) };
  return { kind: 'text', text: `${JSON.stringify(merged, undefined, 2)}\n` };
}

type Hooks = Readonly<Record<string, unknown>>;

function mergedHooks(hooks: Hooks, agent: AgentId, program: string): Hooks {
  const { events, entry } = FORMS[agent];
  const ours = Object.entries(events).map(([event, moment]) => {
    const command = hookCommand({ program, agent, moment });
    return [event, withOurs(hooks[event], entry(command, moment))] as const;
  });
  // An event that held nothing but ours, and no longer does, is left out.
  const others = Object.entries(hooks)
    .filter(([event, entries]) => !Object.hasOwn(events, event) && !(hasOurs(entries) && isAllOurs(entries)))
    .map(([event, entries]) => [event, withOurs(entries, undefined)] as const);
  const place = new Map([...Object.keys(hooks), ...Object.keys(events)].map((event, at) => [event, at]));
  const byPlace = [...others, ...ours].toSorted(([a], [b]) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  return Object.fromEntries(byPlace);
}

function isAllOurs(entries: unknown): boolean {
  return Array.isArray(entries) && entries.every(isOurs);
}

function withOurs(entries: unknown, ours: object | undefined): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(entries) ? entries : [];
  const place = list.findIndex(isOurs);
  const others = list.filter((entry) => !isOurs(entry));
  if (ours === undefined) return others;
  return place === -1 ? [...others, ours] : others.toSpliced(place, 0, ours);
}

function hasOurs(entries: unknown): boolean {
  return Array.isArray(entries) && entries.some(isOurs);
}

/** An entry that runs something beside our command belongs to somebody else. */
function isOurs(entry: unknown): boolean {
  if (!isRecord(entry)) return false;
  if (!Array.isArray(entry['hooks'])) return runsOurs(entry);
  return entry['hooks'].length > 0 && entry['hooks'].every((hook) => isRecord(hook) && runsOurs(hook));
}

function runsOurs(hook: Readonly<Record<string, unknown>>): boolean {
  return ['command', 'bash'].some((name) => {
    const command = hook[name];
    return typeof command === 'string' && OURS.test(command);
  });
}

/** However Lockkeeper is started, these words come after it. */
const OURS = / hook (?:claude-code|codex|cursor|copilot|vscode|gemini)\b/;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // Told apart from a JSON text only by not being an object, which is all that counts.
    return undefined;
  }
}

/** Whether writing it again would write the same values. */
function isWhole(text: string, settings: object): boolean {
  const tokens = text.replace(/^\uFEFF/, '').match(/"(?:[^"\\]|\\.)*"|[^\s"]+/g) ?? [];
  const written = tokens
    .map((token) => (token.startsWith('"') ? JSON.stringify(parsed(token)) : token))
    .join('');
  return written === JSON.stringify(settings);
}

function problem(text: string): MergedSettings {
  return { kind: 'problem', problem: text };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
