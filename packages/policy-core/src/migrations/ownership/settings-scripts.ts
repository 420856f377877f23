import type { TextRange } from '../../model/text-range.ts';
import { CALLED, commandScript, type ScriptText } from './script-text.ts';

/**
 * The texts of a JSON or TOML file that may be commands: `"start": "..."`, `run = ["sh", "-c", "..."]`,
 * and what an agent may run without being asked: `"Bash(alembic upgrade head)"`. Read token by token, so
 * that a file with an error still tells what it tells, in one pass.
 */
export function settingsScripts(text: string): readonly ScriptText[] {
  const reader: Reader = { text, found: [], before: '', key: undefined, list: undefined };
  for (const { 0: token, index } of text.matchAll(TOKEN)) take(reader, token, index);
  return [...reader.found, ...allowedCommands(text)];
}

interface Reader {
  readonly text: string;
  readonly found: ScriptText[];
  /** The last name or text, which a `:` or `=` makes a key. */
  before: string;
  key: string | undefined;
  /** An open list that is the value of a key. */
  list: { readonly key: string; readonly start: number } | undefined;
}

const TOKEN = /"(?:[^"\\\n]|\\[^\n])*"?|'[^'\n]*'?|[[\]{}:=,]|[\w.-]+/g;

function take(reader: Reader, token: string, index: number): void {
  const isText = /^["']/.test(token);
  takeValue(reader, { token, index, isText });
  if (token === '[' || token === '{') reader.list = listAt(reader, token, index);
  reader.key = token === ':' || token === '=' ? reader.before : undefined;
  if (isText || /^\w/.test(token)) reader.before = isText ? token.slice(1, -1) : token;
}

interface Taken {
  readonly token: string;
  readonly index: number;
  readonly isText: boolean;
}

function takeValue(reader: Reader, { token, index, isText }: Taken): void {
  const { key, list } = reader;
  if (token === ']' && list !== undefined) {
    add(reader, list.key, { start: list.start, end: index + 1 });
    reader.list = undefined;
  } else if (isText && key !== undefined && list === undefined) {
    add(reader, key, { start: index + 1, end: index + token.length - 1 });
  }
}

function listAt({ key }: Reader, token: string, start: number): Reader['list'] {
  return token === '[' && key !== undefined ? { key, start } : undefined;
}

function add({ text, found }: Reader, key: string, range: TextRange): void {
  const onStart = ON_START.test(key) ? `the setting ${key}` : undefined;
  if (range.end > range.start) found.push(commandScript(text, range, { ...CALLED, onStart }));
}

const ON_START =
  /^(?:(?:pre|post)?start|postinstall|serve|run|onBoot|entrypoint|cmd|startCommand|preDeployCommand|release_command|start_command)$/;

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
