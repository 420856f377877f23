import type { PythonNode } from '../../parsers/parsers.ts';
import { readText } from '../../parsers/python/literals.ts';
import {
  allNodes,
  argumentsOf,
  childIn,
  identifierName,
  lastName,
  nameOf,
  sourceOf,
} from '../../parsers/python/nodes.ts';
import { newBudget, type TracedFile } from '../../parsers/python/values.ts';
import { alembicCommand, FLASK_DEFAULTS, type AlembicCommand } from './alembic-command.ts';
import type { CodePlace } from './code-place.ts';
import { nestedCommands } from './nested-commands.ts';
import { saysProduction } from './production.ts';
import type { NodeInside, PythonCode } from './parsed-python.ts';
import type { ShellWord } from './shell-script.ts';

/** `command.upgrade(config, "head")`, `flask_migrate.upgrade()`, and Alembic started as a program. */
export function pythonAlembicPlaces({ path, file, nodes }: PythonCode): readonly CodePlace[] {
  const imported = importedFrom(file);
  return nodes.flatMap((inside): readonly CodePlace[] => {
    if (inside.node.type !== 'call') return [];
    const command = calledCommand(file, imported, inside.node) ?? startedCommand(file, inside.node);
    if (command === undefined) return [];
    const { start, end } = inside.node;
    const onStart = isAskedFor(file, path, inside) ? undefined : 'this code';
    const circumstances = { onStart, isProduction: saysProduction(path), isThrowaway: false };
    return [{ kind: 'alembic', command, ...circumstances, start, end }];
  });
}

interface Imported {
  /** Names of Alembic's module of commands. */
  readonly modules: ReadonlySet<string>;
  /** What single functions are called here, and which they are. */
  readonly functions: ReadonlyMap<string, { readonly verb: string; readonly isFlask: boolean }>;
}

const IMPORTS = new Set(['import_from_statement', 'import_statement']);

function importedFrom(file: TracedFile): Imported {
  const modules = new Set(['alembic.command', 'flask_migrate']);
  const functions = new Map<string, { readonly verb: string; readonly isFlask: boolean }>();
  for (const statement of allNodes(file.root)) {
    if (!IMPORTS.has(statement.type)) continue;
    const module = childIn(statement, 'module_name');
    const from = module === undefined ? '' : sourceOf(file, module);
    for (const { name, alias } of namesIn(file, statement)) {
      if (`${from}.${name}` === 'alembic.command' || name === 'alembic.command') modules.add(alias);
      if (from === 'alembic.command') functions.set(alias, { verb: name, isFlask: false });
      if (from === 'flask_migrate') functions.set(alias, { verb: name, isFlask: true });
    }
  }
  return { modules, functions };
}

function namesIn(file: TracedFile, statement: PythonNode): { name: string; alias: string }[] {
  return statement.children
    .filter(({ field }) => field === 'name')
    .map((node) => {
      const name = nameOf(file, childIn(node, 'name') ?? node);
      return { name, alias: identifierName(file, childIn(node, 'alias')) ?? name };
    });
}

function calledCommand(file: TracedFile, imported: Imported, call: PythonNode): AlembicCommand | undefined {
  const { verb, isFlask } = calleeOf(file, imported, call) ?? { verb: undefined, isFlask: false };
  if (verb !== 'upgrade' && verb !== 'downgrade' && verb !== 'stamp') return undefined;
  const { positional, keywords } = argumentsOf(file, call);
  const isTrue = (name: string) => {
    const value = keywords.get(name);
    return value !== undefined && sourceOf(file, value) === 'True';
  };
  const given = keywords.get('revision') ?? positional[1];
  const otherwise = isFlask ? FLASK_DEFAULTS[verb] : undefined;
  return {
    verb,
    target: given === undefined ? otherwise : literalText(file, given),
    purge: isTrue('purge'),
    isOffline: isTrue('sql'),
  };
}

function calleeOf(
  file: TracedFile,
  { modules, functions }: Imported,
  call: PythonNode,
): { readonly verb: string | undefined; readonly isFlask: boolean } | undefined {
  const callee = childIn(call, 'function');
  const module = childIn(callee, 'object');
  if (module === undefined) return functions.get(identifierName(file, callee) ?? '');
  const name = sourceOf(file, module);
  return modules.has(name) ? { verb: lastName(file, callee), isFlask: name === 'flask_migrate' } : undefined;
}

const STARTS = new Set(
  'run call check_call check_output Popen system popen create_subprocess_exec create_subprocess_shell execv execvp execlp spawn'.split(
    ' ',
  ),
);

/** `subprocess.run(["alembic", "upgrade", "head"])`, `os.system("alembic upgrade head")`. */
function startedCommand(file: TracedFile, call: PythonNode): AlembicCommand | undefined {
  if (!STARTS.has(lastName(file, childIn(call, 'function')) ?? '')) return undefined;
  const { positional } = argumentsOf(file, call);
  // `os.execvp("alembic", ["alembic", "upgrade", "head"])` names the program before its words.
  const list = positional.slice(0, 2).find(({ type }) => type === 'list' || type === 'tuple');
  const words = (list?.children ?? positional).map((node) => wordOf(file, node));
  const started = [words, ...scriptsIn(words)].map(alembicCommand).find((found) => found !== undefined);
  return started && { ...started, target: started.target === NOT_KNOWN ? undefined : started.target };
}

/** A line for a shell, by itself or behind `-c`. */
function scriptsIn(words: readonly ShellWord[]): readonly (readonly ShellWord[])[] {
  return words
    .filter((_, index) => index === 0 || /^-[a-z]*c$/.test(words[index - 1]?.text ?? ''))
    .flatMap(({ text }) => nestedCommands(text).map((command) => command.words));
}

/** Stands for a word that only shows when it runs. */
const NOT_KNOWN = '';

function wordOf(file: TracedFile, node: PythonNode): ShellWord {
  const text = literalText(file, node) ?? NOT_KNOWN;
  return { text, start: node.start, end: node.end, verbatimAt: undefined };
}

/** `undefined` unless all of it is known. */
function literalText(file: TracedFile, node: PythonNode): string | undefined {
  const parts = readText(file, { node, scope: file.scopes.module }, newBudget());
  const known = parts.flatMap((part) => (part.kind === 'known' ? [part.text] : []));
  return known.length === parts.length ? known.join('') : undefined;
}

const ASKING = new Set(['command', 'group', 'task', 'cli', 'fixture']);

/** In a command that somebody types, or in a file of such commands. */
function isAskedFor(file: TracedFile, path: string, { around }: NodeInside): boolean {
  if (
    /(?:^|\/)(?:manage|cli|tasks|commands?|migrate|__main__|fabfile|noxfile)\.py$|(?:^|\/)(?:cli|commands|scripts|bin|tools)\//.test(
      path,
    )
  )
    return true;
  return around.some(
    (node) =>
      node.type === 'decorated_definition' &&
      node.children.some((child) => child.type === 'decorator' && asks(file, child)),
  );
}

function asks(file: TracedFile, { children: [expression] }: PythonNode): boolean {
  const named = expression?.type === 'call' ? childIn(expression, 'function') : expression;
  return ASKING.has(lastName(file, named) ?? '');
}
