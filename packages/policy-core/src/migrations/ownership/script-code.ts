import { mayChangeSchema, schemaStatements, type SchemaStatement } from '../sql/schema-statements.ts';
import { alembicCommand } from './alembic-command.ts';
import type { CodePlace } from './code-place.ts';
import { isDatabaseClient } from './database-client.ts';
import { nestedCommands } from './nested-commands.ts';
import { lasting } from './lasting.ts';
import type { ScriptText } from './script-text.ts';
import { scriptTexts, type ScriptKind } from './script-texts.ts';
import type { ShellCommand, ShellWord } from './shell-script.ts';

/** Whether there is anything to look for. */
function mayMatterInScript(text: string): boolean {
  return /\b(?:alembic|flask)\b/.test(text) || mayChangeSchema(text);
}

/** What scripts of a file do to a schema. Never throws. */
export function scriptPlaces(kind: ScriptKind, path: string, text: string): readonly CodePlace[] {
  if (!mayMatterInScript(text)) return [];
  return scriptTexts(kind, path, text)
    .flatMap((script) => {
      const commands = commandsOf(text, script);
      return [...alembicPlaces(commands, script), ...sqlPlaces(commands)];
    })
    .toSorted((a, b) => a.start - b.start);
}

function commandsOf(text: string, script: ScriptText): readonly ShellCommand[] {
  if (script.kind === 'shell') return nestedCommands(text, { from: script.start, to: script.end });
  const { words } = script;
  const inner = words.flatMap((word, index) => {
    const at = /^-[a-z]*c$/.test(words[index - 1]?.text ?? '') ? word.verbatimAt : undefined;
    return at === undefined ? [] : nestedCommands(text, { from: at, to: at + word.text.length });
  });
  return [{ words, heredocs: [], pipeline: -1 }, ...inner];
}

function alembicPlaces(
  commands: readonly ShellCommand[],
  { onStart, isProduction, isThrowaway }: ScriptText,
): readonly CodePlace[] {
  return commands.flatMap(({ words }): readonly CodePlace[] => {
    const command = alembicCommand(words);
    if (command === undefined) return [];
    const { start, end } = command;
    return [{ kind: 'alembic', command, onStart, isProduction, isThrowaway, start, end }];
  });
}

/** What a client of the database is given: by `-c`, from a here-document, or through a pipe. */
function sqlPlaces(commands: readonly ShellCommand[]): readonly CodePlace[] {
  const pipelines = new Set(
    commands.flatMap(({ words, pipeline }) =>
      words.some(({ text }) => isDatabaseClient(text)) ? [pipeline] : [],
    ),
  );
  const found = commands
    .filter(({ pipeline }) => pipelines.has(pipeline))
    .flatMap(({ words, heredocs }) => [...words, ...heredocs].flatMap(statementsIn));
  return lasting(found).map(placeOf);
}

interface FoundStatement {
  readonly statement: SchemaStatement;
  readonly word: ShellWord;
}

function statementsIn(word: ShellWord): readonly FoundStatement[] {
  // A variable keeps its length, so that places stay right.
  const sql = word.text.replace(/\$(?:\w+|\{[^}]*\})/g, (variable) => '_'.repeat(variable.length));
  return schemaStatements(sql).map((statement) => ({ statement, word }));
}

function placeOf({ statement: { what, name, head }, word }: FoundStatement): CodePlace {
  const at = word.verbatimAt;
  const range = at === undefined ? word : { start: at + head.start, end: at + head.end };
  const written = name && word.text.slice(head.end - name.length, head.end);
  return { kind: 'ddl', what, name: written, isElsewhere: false, start: range.start, end: range.end };
}
