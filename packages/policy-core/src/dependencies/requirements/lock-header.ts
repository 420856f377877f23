import type { TextRange } from '../../model/text-range.ts';
import { compileCommand, type CompileCommand } from './compile-command.ts';
import { shellWords } from './shell-words.ts';

/** What pip-compile and uv write at the top of a lock: how it was made. */
export interface LockHeader {
  readonly tool: 'pip-compile' | 'uv';
  /** `3.11` or `3.11.7`; `undefined` where the header does not say. */
  readonly python: string | undefined;
  /** `linux`, `windows`, `macos` or a target as uv writes it; `undefined` where it does not say. */
  readonly platform: string | undefined;
  /** Whether the lock holds for every platform and Python (`uv pip compile --universal`). */
  readonly isUniversal: boolean;
  /** Words of the command; `undefined` where it stands there but cannot be cut into words, or is not there. */
  readonly command: readonly string[] | undefined;
  /** As written in the command. */
  readonly inputs: readonly string[];
  readonly output: string | undefined;
  readonly generatesHashes: boolean;
  readonly stripsExtras: boolean;
  /** Files of constraints, as written in the command. */
  readonly constraints: readonly string[];
  /** Files of what counts instead of what the sources say, as written in the command. */
  readonly overrides: readonly string[];
  /** Projects that the lock names in a comment, because its tool leaves them out. */
  readonly leftOut: readonly string[];
  readonly range: TextRange;
  readonly commandRange: TextRange | undefined;
}

/**
 * Read from the comments before the first line that asks for something. `undefined` where they do not say
 * that pip-compile or uv wrote the lock, as with `pip freeze`.
 */
export function lockHeader(text: string): LockHeader | undefined {
  const comments = firstComments(text);
  const written = writtenHeader(comments) ?? commandByHand(comments);
  if (!written) return undefined;
  const { title, tool, python, command } = written;
  const words = command && wordsOf(command.said);
  const told = (words && compileCommand(words)) ?? NOTHING_TOLD;
  return {
    ...told,
    tool,
    python: told.python ?? python,
    command: words,
    leftOut: leftOutOf(text, tool, told),
    range: { start: title.start, end: (command ?? title).end },
    commandRange: command && { start: command.saidStart, end: command.end },
  };
}

/** The command was run in a folder nobody wrote down: the last part of the path must agree. */
export function comesFrom({ inputs }: LockHeader, source: string): boolean {
  const name = source.slice(source.lastIndexOf('/') + 1);
  return inputs.length === 0 || inputs.some((input) => input.split(/[/\\]/).at(-1) === name);
}

/**
 * Of what stands in a comment at the end of the lock, what the tool leaves out by itself, or was told to: other words
 * there are anybody's.
 */
function leftOutOf(
  text: string,
  tool: LockHeader['tool'],
  { leftOut, allowsUnsafe }: Pick<CompileCommand, 'leftOut' | 'allowsUnsafe'>,
): readonly string[] {
  const byItself = tool === 'pip-compile' && !allowsUnsafe ? LEFT_OUT_BY_PIP_COMPILE : [];
  const allowed = new Set([...byItself, ...leftOut].map(plainName));
  const notice = NOTICE.exec(text);
  if (notice === null) return [];
  const lines = text.slice(notice.index + notice[0].length).split(/\r?\n/);
  return lines.flatMap((line) => {
    const name = plainName(/^# ([A-Za-z0-9][\w.-]*)(?:==\S+)?$/.exec(line.trim())?.[1] ?? '');
    return allowed.has(name) ? [name] : [];
  });
}

const NOTICE =
  /^# (?:The following packages (?:are considered to be unsafe in a requirements file|were excluded from the output):|WARNING: The following packages were not pinned, but pip requires them to be)/m;

/** https://github.com/jazzband/pip-tools/blob/main/piptools/utils.py: `UNSAFE_PACKAGES`. */
const LEFT_OUT_BY_PIP_COMPILE = ['setuptools', 'distribute', 'pip'];

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

/** Of a program of the project's own, such as `make requirements`. */
const NOTHING_TOLD: Omit<CompileCommand, 'tool'> = {
  inputs: [],
  output: undefined,
  python: undefined,
  platform: undefined,
  isUniversal: false,
  generatesHashes: false,
  stripsExtras: false,
  constraints: [],
  overrides: [],
  leftOut: [],
  allowsUnsafe: false,
};

interface Comment {
  /** Without its `#` and the white space around it. */
  readonly said: string;
  readonly saidStart: number;
  /** Where its `#` stands. */
  readonly start: number;
  readonly end: number;
}

/** Options may be put in front of what a tool wrote; what asks for something ends its head. */
const BLANK_OR_OPTION = /^\s*(?:$|--(?!editable|requirement|constraint)[a-z]|-[if][ =])/;

/** More is not looked at: what is longer was not written by one of these tools. */
const MOST_LINES = 200;
const LONGEST_LINE = 20_000;

function firstComments(text: string): Comment[] {
  const comments: Comment[] = [];
  const line = /([^\n\r]*)(?:\r\n|\n|\r|$)/y;
  line.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
  for (let count = 0; count < MOST_LINES && line.lastIndex < text.length; count += 1) {
    const start = line.lastIndex;
    const [, written = ''] = line.exec(text) ?? [];
    if (written.length > LONGEST_LINE) break;
    if (BLANK_OR_OPTION.test(written)) continue;
    if (!written.startsWith('#')) break;
    const said = written.slice(1).trim();
    const saidStart = said === '' ? start + 1 : start + written.indexOf(said, 1);
    comments.push({ said, saidStart, start, end: saidStart + said.length });
  }
  return comments;
}

interface Written {
  readonly title: Comment;
  readonly tool: LockHeader['tool'];
  readonly python: string | undefined;
  readonly command: Comment | undefined;
}

const UV_TITLE = /^This file was autogenerated by uv via the following command:/;
/** Its relatives, such as pip-compile-multi, write the same. */
const PIP_COMPILE_TITLE =
  /^This file (?:is autogenerated|was generated) by \S*pip-compile\S*(?: with [Pp]ython (\d{1,4}(?:\.\d{1,4}){1,2}))?/;

function writtenHeader(comments: readonly Comment[]): Written | undefined {
  for (const [index, title] of comments.entries()) {
    const after = comments.slice(index + 1);
    if (UV_TITLE.test(title.said)) {
      return { title, tool: 'uv', python: undefined, command: firstCommand(after) };
    }
    const [found, python] = PIP_COMPILE_TITLE.exec(title.said) ?? [];
    if (found !== undefined) {
      return { title, tool: 'pip-compile', python, command: announcedCommand(after) };
    }
  }
  return undefined;
}

/** Behind "by the following command:", "To update, run:" or what else ends with a colon. */
function announcedCommand(comments: readonly Comment[]): Comment | undefined {
  const [announcement, ...after] = comments.filter(({ said }) => said !== '');
  return announcement?.said.endsWith(':') === true ? firstCommand(after) : undefined;
}

/** A command may run over several lines, as in a shell. */
function firstCommand(comments: readonly Comment[]): Comment | undefined {
  const [first, ...more] = comments.filter(({ said }) => said !== '');
  if (!first) return undefined;
  let whole = first;
  for (const { said, end } of more) {
    if (!whole.said.endsWith('\\')) break;
    whole = { ...whole, said: `${whole.said.slice(0, -1)}${said}`, end };
  }
  return whole;
}

/** With `--no-header` some keep the command in a comment of their own. */
function commandByHand(comments: readonly Comment[]): Written | undefined {
  const at = comments.findIndex(({ said }) => /^(?:pip-compile|uv pip compile|uv export) /.test(said));
  const command = at < 0 ? undefined : firstCommand(comments.slice(at));
  if (!command) return undefined;
  const tool = command.said.startsWith('uv') ? 'uv' : 'pip-compile';
  return { title: command, tool, python: undefined, command };
}

/** uv puts no quotes around what it was given, so that a backslash is part of a path of Windows. */
function wordsOf(command: string): readonly string[] | undefined {
  return /^uv [^'"]*$/.test(command) ? command.split(/[ \t]+/) : shellWords(command)?.map(({ text }) => text);
}

/** In front of a lock that none of the two tools wrote: that another one did, in its words. */
export function generatedNote(text: string): string | undefined {
  return firstComments(text).find(({ said }) => GENERATED.test(said))?.said;
}

const GENERATED =
  /@generated|auto-?generated|automatically generated|\bgenerated (?:by|from|with|using)\b|\bdo not (?:edit|modify|change)\b/i;

/** What a lock is called that is not of pip's form, and is not judged here; `undefined` for requirements. */
export function foreignLock(path: string, text: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return FOREIGN.get(name.toLowerCase()) ?? FORMS.find(([, form]) => form.test(text))?.[0];
}

/** None of it is a line that pip reads. */
const FORMS: readonly (readonly [name: string, form: RegExp])[] = [
  ['a lock of Pants', /^\/\/ .*(?:autogenerated by Pants|BEGIN PANTS LOCKFILE)/m],
  ['a list of conda', /^@EXPLICIT\s*$|^# \$ conda create --name /m],
  ['JSON', /^\uFEFF?\s*\{\s*(?:"|\}|$)/],
  ['TOML', /^\[\[?(?:package|metadata|distribution|root)\b[^\n]*\]\s*$/m],
  ['TOML', /^\uFEFF?(?:#[^\n]*\n|\s)*(?:version|revision|lock-version|requires-python) = ["\d]/],
  ['YAML', /^(?:lockfileVersion|packages|dependencies|channels):\s*(?:$|\S)/m],
];

/** As their tools call them: nobody may choose another name. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['uv.lock', 'a lock of uv'],
  ['poetry.lock', 'a lock of Poetry'],
  ['pdm.lock', 'a lock of PDM'],
  ['pixi.lock', 'a lock of Pixi'],
  ['pipfile', 'a file of Pipenv'],
  ['pipfile.lock', 'a lock of Pipenv'],
  ['conda-lock.yml', 'a lock of conda'],
  ['conda-lock.yaml', 'a lock of conda'],
  ['environment.yml', 'a file of conda'],
  ['environment.yaml', 'a file of conda'],
  ['package-lock.json', 'a lock of npm'],
  ['npm-shrinkwrap.json', 'a lock of npm'],
  ['pnpm-lock.yaml', 'a lock of pnpm'],
  ['yarn.lock', 'a lock of Yarn'],
  ['bun.lock', 'a lock of Bun'],
  ['bun.lockb', 'a lock of Bun'],
  ['deno.lock', 'a lock of Deno'],
  ['cargo.lock', 'a lock of Cargo'],
  ['go.sum', 'a lock of Go'],
  ['gemfile.lock', 'a lock of Bundler'],
  ['composer.lock', 'a lock of Composer'],
  ['mix.lock', 'a lock of Mix'],
  ['flake.lock', 'a lock of Nix'],
  ['pyproject.toml', 'a pyproject.toml'],
  ['gradle.lockfile', 'a lock of Gradle'],
  ['.terraform.lock.hcl', 'a lock of Terraform'],
  ['pubspec.lock', 'a lock of Pub'],
  ['podfile.lock', 'a lock of CocoaPods'],
  ['package.resolved', 'a lock of Swift'],
  ['packages.lock.json', 'a lock of NuGet'],
]);
