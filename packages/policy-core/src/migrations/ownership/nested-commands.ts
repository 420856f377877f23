import { isDatabaseClient } from './database-client.ts';
import { shellCommands, type ShellCommand, type ShellWord } from './shell-script.ts';

/** Deeper than this nobody writes scripts inside scripts. */
const DEEPEST = 4;

/** The commands of a script, those among them that `sh -c "..."` and the like run in turn. */
export function nestedCommands(
  text: string,
  { from = 0, to = text.length, depth = 0 }: { from?: number; to?: number; depth?: number } = {},
): readonly ShellCommand[] {
  if (depth > DEEPEST) return [];
  return shellCommands(text, from, to).flatMap((command) => [
    command,
    ...scriptWords(command.words).flatMap((word) => {
      const at = word.verbatimAt;
      if (at === undefined) return [];
      return nestedCommands(text, { from: at, to: at + word.text.length, depth: depth + 1 });
    }),
  ]);
}

/** What `psql -c` is given is SQL, and its quotes are those of SQL. */
function scriptWords(words: readonly ShellWord[]): readonly ShellWord[] {
  const client = words.findIndex(({ text }) => isDatabaseClient(text));
  return words.filter((_, index) => (client < 0 || index < client) && isScript(words, index));
}

/** `bash -lc "..."`, `su app -c "..."`, `ssh host "cd app && alembic upgrade head"`. */
function isScript(words: readonly ShellWord[], index: number): boolean {
  const [program] = words;
  if (!/\s/.test(words[index]?.text ?? '')) return false;
  return /^-[a-z]*c$/.test(words[index - 1]?.text ?? '') || HANDS_ON.has(program?.text ?? '');
}

/** Programs that have another shell run what they are given. */
const HANDS_ON = new Set(
  'ssh eval heroku fly flyctl railway kubectl docker docker-compose podman'.split(' '),
);
