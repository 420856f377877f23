import type { ShellWord } from './shell-script.ts';

/** A command of Alembic, or of Flask-Migrate which hands it on, as far as it changes a database. */
export interface AlembicCommand {
  readonly verb: 'upgrade' | 'downgrade' | 'stamp';
  /** `head`, `-1`, `ab12`; `undefined` where it is not given or not known. */
  readonly target: string | undefined;
  /** It clears the version table first. */
  readonly purge: boolean;
  /** It only prints SQL. */
  readonly isOffline: boolean;
}

export interface PlacedCommand extends AlembicCommand {
  readonly start: number;
  readonly end: number;
}

/** Options before the verb, or behind it, that take the next word. */
const TAKES_VALUE: ReadonlySet<string> = new Set(
  '-c --config -n --name -x --tag -d --directory -A --app -e --env-file'.split(' '),
);
/** Programs that only speak of it. */
const TALKS: ReadonlySet<string> = new Set(['echo', 'printf', 'log', 'info', 'warn', 'error', 'say', 'die']);

/** The command that these words run; `undefined` where they run none that matters. */
export function alembicCommand(words: readonly ShellWord[]): PlacedCommand | undefined {
  const program = TALKS.has(words[0]?.text ?? '') ? undefined : programIn(words);
  if (program === undefined) return undefined;
  const { start, verb, rest } = program;
  const target = rest[optionEnds(rest)[0] ?? 0]?.text;
  const flags = new Set(rest.map(({ text }) => text));
  return {
    verb,
    target: target ?? (program.isFlask ? FLASK_DEFAULTS[verb] : undefined),
    purge: flags.has('--purge'),
    isOffline: flags.has('--sql'),
    start,
    end: program.end,
  };
}

/** Flask-Migrate fills in what is left out. */
export const FLASK_DEFAULTS = { upgrade: 'head', downgrade: '-1', stamp: 'head' } as const;

interface Program {
  readonly start: number;
  readonly end: number;
  readonly verb: AlembicCommand['verb'];
  /** The words behind the verb. */
  readonly rest: readonly ShellWord[];
  readonly isFlask: boolean;
}

/** `alembic`, `.venv/bin/alembic`, and `flask db`. A path or a package of that name is followed by no verb. */
function programIn(words: readonly ShellWord[]): Program | undefined {
  if (!words.some(({ text }) => PROGRAM.test(text))) return undefined;
  const ends = optionEnds(words);
  for (const [index, { text, start }] of words.entries()) {
    const isFlask = text.endsWith('flask');
    const at = PROGRAM.test(text) ? verbPlace(words, ends, { from: index + 1, isFlask }) : undefined;
    const verb = at === undefined ? undefined : verbOf(words[at]);
    if (at === undefined || verb === undefined) continue;
    return { start, end: words.at(-1)?.end ?? start, verb, rest: words.slice(at + 1), isFlask };
  }
  return undefined;
}

function verbPlace(
  words: readonly ShellWord[],
  ends: readonly number[],
  { from, isFlask }: { readonly from: number; readonly isFlask: boolean },
): number | undefined {
  const next = ends[from];
  if (!isFlask || next === undefined) return next;
  return words[next]?.text === 'db' ? ends[next + 1] : undefined;
}

const PROGRAM = /(?:^|\/)(?:alembic|flask)$/;

/** For each word, where the options end that begin with it; all at once, for a command may be nothing but options. */
function optionEnds(words: readonly ShellWord[]): readonly number[] {
  const ends = Array.from(words, (_, index) => index);
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const text = words[at]?.text ?? '';
    const next = at + (TAKES_VALUE.has(text) ? 2 : 1);
    if (isOption(text)) ends[at] = ends[next] ?? words.length;
  }
  return ends;
}

/** `-1` is a revision. */
function isOption(text: string): boolean {
  return text.startsWith('-') && !/^-\d+$/.test(text);
}

function verbOf(word: ShellWord | undefined): AlembicCommand['verb'] | undefined {
  const text = word?.text;
  return text === 'upgrade' || text === 'downgrade' || text === 'stamp' ? text : undefined;
}

/** The command as one would type it. */
export function commandWords({ verb, target, purge }: AlembicCommand): string {
  return ['alembic', verb, ...(purge ? ['--purge'] : []), ...(target === undefined ? [] : [target])].join(
    ' ',
  );
}
