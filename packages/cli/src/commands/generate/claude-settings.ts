/** The text of `.claude/settings.json` with our hooks, or why they cannot be put there, as a clause. */
export type MergedSettings =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: string };

/** Tools that write files. What the shell does is judged when the agent stops. */
const WRITING_TOOLS = 'Write|Edit|MultiEdit|NotebookEdit';

/** Seconds; the hook itself gives up earlier. Where it does not, Claude Code goes on without it. */
const TIMEOUT = 60;

const OURS = 'hook claude-code';

/**
 * Keeps everything that is there, and puts our hooks in the place of those it finds of us.
 *
 * @param text what the file holds; `undefined` when there is none
 * @param program how Lockkeeper is started
 */
export function claudeSettings(text: string | undefined, program: string): MergedSettings {
  const settings = text === undefined || text.trim() === '' ? {} : parsed(text);
  if (!isRecord(settings)) return { kind: 'problem', problem: 'it is not a JSON object' };
  const hooks = settings['hooks'] ?? {};
  if (!isRecord(hooks)) return { kind: 'problem', problem: 'its "hooks" are not an object' };
  const [before, stop] = [hooks['PreToolUse'] ?? [], hooks['Stop'] ?? []];
  if (!Array.isArray(before) || !Array.isArray(stop)) {
    return { kind: 'problem', problem: 'its hooks of an event are not a list' };
  }
  const command = { type: 'command', command: hookCommand(program), timeout: TIMEOUT };
  const merged = {
    ...settings,
    hooks: {
      ...hooks,
      PreToolUse: withOurs(before, { matcher: WRITING_TOOLS, hooks: [command] }),
      Stop: withOurs(stop, { hooks: [command] }),
    },
  };
  return { kind: 'text', text: `${JSON.stringify(merged, undefined, 2)}\n` };
}

/** With any other code than 2 Claude Code goes on: also when the program is not there, or is killed. */
function hookCommand(program: string): string {
  return `${program} ${OURS} || exit 2`;
}

function withOurs(entries: readonly unknown[], ours: object): readonly unknown[] {
  const place = entries.findIndex(isOurs);
  const others = entries.filter((entry) => !isOurs(entry));
  return place === -1 ? [...others, ours] : others.toSpliced(place, 0, ours);
}

/** An entry that runs something beside our command belongs to somebody else. */
function isOurs(entry: unknown): boolean {
  if (!isRecord(entry) || !Array.isArray(entry['hooks']) || entry['hooks'].length === 0) return false;
  return entry['hooks'].every(
    (hook) => isRecord(hook) && typeof hook['command'] === 'string' && hook['command'].includes(OURS),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // Told apart from a JSON text only by not being an object, which is all that counts.
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
