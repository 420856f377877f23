import { holderOf } from '../../policy/enforcers/held-values.ts';

/** A name that stands for others: `test:*`, or one that is put together when it runs. */
interface Glob {
  readonly first: string;
  readonly between: readonly string[];
  readonly last: string;
  /** How long a name must be at least. */
  readonly length: number;
}

interface Calls {
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly globs: readonly Glob[];
  /** pnpm takes an expression for names as well. */
  readonly isOpen: boolean;
}

/** What npm calls a script by beside its name. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  test: ['t', 'tst', 'it', 'cit', 'install-test', 'install-ci-test'],
  start: ['restart'],
  stop: ['restart'],
};

/** The lines that start one of these programs. */
export function linesOfRunners(texts: readonly string[], runners: readonly string[]): readonly string[] {
  const starts = new RegExp(String.raw`(?<![\w.])(?:${runners.map(escaped).join('|')})(?!\w|-(?!\d))`);
  return texts.flatMap((text) => withoutRemarks(text).split('\n')).filter((line) => starts.test(line));
}

/** Whether a text names the folder that a file lies in; the root has no name. */
export function isFolderNamed(path: string, texts: readonly string[]): boolean {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const words = new Set(texts.flatMap((text) => text.match(/[^\s'"=,;:()[\]{}]+/g) ?? []));
  return [...words].some((word) => plainFolder(word) === folder);
}

function plainFolder(word: string): string {
  return word
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/');
}

/** The lines that name a file: in full, or by its name where a text speaks of its folder too. */
export function linesThatName(texts: readonly string[], path: string): readonly string[] {
  const [folder, name] = [
    path.slice(0, Math.max(0, path.lastIndexOf('/'))),
    path.slice(path.lastIndexOf('/') + 1),
  ];
  if (!texts.some((text) => text.includes(folder))) return [];
  const named = new RegExp(String.raw`(?<![\w.-])${escaped(name)}(?![\w-])`);
  return texts.flatMap((text) => withoutRemarks(text).split('\n')).filter((line) => named.test(line));
}

function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/** A line that is a remark calls nothing, in YAML as in a shell. */
function withoutRemarks(text: string): string {
  return text.replaceAll(/^[ \t]*(?:-[ \t]+)?#.*$/gm, '');
}

/**
 * The scripts that the texts call, and those that these call in turn. Where a text starts a runner, a name anywhere in
 * any of them counts: it may come from a matrix, an input or the next line. Too many are found rather than too few.
 */
export function calledScripts(
  scripts: readonly (readonly [name: string, command: unknown])[],
  { texts, runners }: { readonly texts: readonly string[]; readonly runners: readonly string[] },
): ReadonlySet<string> {
  const called = new Set<string>();
  let reached = linesOfRunners(texts, runners).length === 0 ? [] : texts;
  while (reached.length > 0) {
    const calls = callsOf(reached);
    const found = scripts.filter(([name]) => !called.has(name) && isCalled(name, calls));
    for (const [name] of found) called.add(name);
    reached = found.map(([, command]) => commandText(command)).filter((text) => callsMore(text, runners));
  }
  return called;
}

function commandText(command: unknown): string {
  return typeof command === 'string' ? command : JSON.stringify(command);
}

/** A list, a table or a reference of Composer names others by itself. */
function callsMore(command: string, runners: readonly string[]): boolean {
  return /^[[{@]/.test(command) || linesOfRunners([command], runners).length > 0;
}

/** Of these scripts of a file, what the called ones run. */
export function calledCommands(path: string, value: unknown, texts: readonly string[]): readonly string[] {
  const holder = holderOf(path);
  const table = isTable(value) ? value['scripts'] : undefined;
  if (holder === undefined || !isTable(table)) return [];
  const called = calledScripts(Object.entries(table), { texts, runners: holder.runners });
  return Object.entries(table).flatMap(([name, command]) => (called.has(name) ? commandText(command) : []));
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The same texts call for every file of a change. */
const known = new WeakMap<readonly string[], Calls>();

function callsOf(texts: readonly string[]): Calls {
  const calls = known.get(texts) ?? callsIn(texts.map(withoutRemarks).join('\n'));
  known.set(texts, calls);
  return calls;
}

function callsIn(text: string): Calls {
  const open = text.replaceAll(/\$\{\{[^}\n]{0,200}\}\}|\$\{[^}\n]{0,200}\}|\$\([^)\n]{0,200}\)|\$\w+/g, '*');
  const tokens = new Set([text, open].flatMap((one) => one.match(/[\w:.@*/-]+/g) ?? []));
  const hasTargets = /(?<!\w)(?:nx|hatch)(?!\w)/.test(text);
  const words = new Set(
    [...tokens].flatMap((token) => [...spellings(token), ...(hasTargets ? token.split(':') : [])]),
  );
  const globs = [...words].filter((word) => word.includes('*') && /\w/.test(word));
  return {
    text,
    words,
    globs: globs.map(globOf),
    isOpen: words.has('pnpm') && (text.match(/[^\s'"]+/g) ?? []).some((one) => /^\/[^/]+\/$/.test(one)),
  };
}

/** A token as it stands, without what ends a sentence or a key, and behind `npm:` as concurrently has it. */
function spellings(token: string): readonly string[] {
  let end = token.length;
  while (end > 0 && ':.,/'.includes(token.charAt(end - 1))) end -= 1;
  const bare = token.slice(0, end);
  return [token, bare, bare.replace(/^(?:npm|pnpm|yarn|bun|node|@|deno):?/, '')];
}

/** `pretest` and `posttest` run with `test`. */
function isCalled(name: string, calls: Calls): boolean {
  if (calls.isOpen) return true;
  return [name, name.replace(/^(?:pre|post)(?=.)/, '')].some(
    (word) =>
      calls.words.has(word) ||
      (OTHER_WORDS[word]?.some((other) => calls.words.has(other)) ?? false) ||
      calls.globs.some((glob) => matches(glob, word)) ||
      (!/^[\w:.@/-]+$/.test(word) && calls.text.includes(word)),
  );
}

function globOf(text: string): Glob {
  const [first = '', ...others] = text.replaceAll('.*', '*').split(/\*+/);
  const last = others.pop() ?? '';
  return { first, between: others, last, length: [first, ...others, last].join('').length };
}

/** One look at each part, however many stars there are. */
function matches({ first, between, last, length }: Glob, word: string): boolean {
  if (word.length < length || !word.startsWith(first) || !word.endsWith(last)) return false;
  let at = first.length;
  for (const part of between) {
    const found = word.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= word.length - last.length;
}
