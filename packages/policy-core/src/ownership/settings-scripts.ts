import type { TextRange } from '../text-range.ts';
import { CALLED, commandText, type ScriptText } from './script-text.ts';

/**
 * The texts of a JSON or TOML file that may be commands: `"start": "..."`, `run = ["sh", "-c", "..."]`,
 * and what an agent may run without being asked: `"Bash(alembic upgrade head)"`.
 */
export function settingsScripts(text: string): readonly ScriptText[] {
  const keyed = Array.from(text.matchAll(KEYED), (match): ScriptText => {
    const { key = '', line = '', list = '' } = match.groups ?? {};
    const value = line === '' ? list : line;
    const end = match.index + match[0].length;
    const range = line === '' ? { start: end - value.length, end } : within(end, value);
    const onStart = ON_START.test(key) ? `the setting ${key}` : undefined;
    return commandText(text, range, { ...CALLED, onStart });
  });
  return [...keyed, ...allowedCommands(text)];
}

const KEYED =
  /["']?(?<key>[\w.-]+)["']?[ \t]*[:=][ \t]*(?:"(?<line>(?:[^"\\\n]|\\.)+)"|(?<list>\[(?:[^\]"']|"(?:[^"\\]|\\.)*"|'[^'\n]*')*\]))/g;
const ON_START =
  /^(?:(?:pre|post)?start|postinstall|serve|run|onBoot|entrypoint|cmd|startCommand|preDeployCommand|release_command|start_command)$/;

/** Without the quote behind it. */
function within(end: number, { length }: string): TextRange {
  return { start: end - 1 - length, end: end - 1 };
}

const PERMISSION = /"(?<list>allow|ask|deny)"\s*:|"Bash\((?<command>(?:[^"\\\n]|\\.)*?)(?::\*)?\)"/g;

function allowedCommands(text: string): readonly ScriptText[] {
  let list = '';
  return Array.from(text.matchAll(PERMISSION)).flatMap((match): readonly ScriptText[] => {
    const { command } = match.groups ?? {};
    list = match.groups?.['list'] ?? list;
    if (command === undefined || list !== 'allow') return [];
    const start = match.index + '"Bash('.length;
    return [{ kind: 'shell', start, end: start + command.length, ...CALLED }];
  });
}
