import type { DependencyPair } from '../../policy/policy.ts';
import { readLockArguments, type LockArguments } from './lock-arguments.ts';
import { PIP_COMPILE_OPTIONS, UV_OPTIONS } from './lock-command-options.ts';
import { lockCommandFolder } from './lock-command-folder.ts';
import type { PlannedCommand } from './upgrade-plan.ts';

export type LockCommand =
  | { readonly kind: 'runnable'; readonly command: PlannedCommand }
  /** Not run. `problem` is a clause: "it calls make, which is not a known program". */
  | { readonly kind: 'shown'; readonly problem: string };

interface Given {
  /** Words of the command in the lock's header. */
  readonly written: readonly string[];
  readonly pair: Pick<DependencyPair, 'source' | 'lock'>;
  /** Options of pip that the policy refuses, by their usual names. */
  readonly refusedOptions: readonly string[];
  /** What to upgrade, as `name` or `name==version`; empty: everything. */
  readonly packages: readonly string[];
}

/**
 * The command that anybody could have written into a lock, as one that may be run: a known program,
 * known options, and no file outside the repository.
 */
export function lockCommand({ written, pair, refusedOptions, packages }: Given): LockCommand {
  const start = startOf(written);
  if (start === undefined) return shown(`it calls ${written[0] ?? 'nothing'}, which is not a known program`);
  const signs = written.find((word) => /[;&|<>$`\n\r\0]/.test(word));
  if (signs !== undefined) return shown(`${signs} is for a shell, and no shell reads it`);
  const read = readLockArguments(written.slice(start.words.length), start.options);
  if (read.kind === 'unread') return shown(read.problem);
  const refused = read.sources.find(({ like }) => refusedOptions.includes(like));
  if (refused !== undefined) {
    return shown(`${refused.written} changes where packages come from, which the policy refuses`);
  }
  const folder = lockCommandFolder(pair, filesIn(read, start.tool));
  if (folder.kind === 'none') return shown(folder.problem);
  const wanted =
    packages.length === 0 ? ['--upgrade'] : packages.flatMap((one) => ['--upgrade-package', one]);
  return {
    kind: 'runnable',
    command: { words: [...start.words, ...read.kept, ...wanted], folder: folder.folder },
  };
}

interface Start {
  readonly tool: 'pip-compile' | 'uv';
  readonly words: readonly [string, ...string[]];
  readonly options: typeof UV_OPTIONS;
}

/** By their names alone: a path could lead to anything. */
function startOf([program = '', ...rest]: readonly string[]): Start | undefined {
  if (program === 'pip-compile') {
    return { tool: 'pip-compile', words: [program], options: PIP_COMPILE_OPTIONS };
  }
  if (program === 'uv' && rest[0] === 'pip' && rest[1] === 'compile') {
    return { tool: 'uv', words: [program, 'pip', 'compile'], options: UV_OPTIONS };
  }
  const isModule = rest[0] === '-m' && rest[1] === 'piptools' && rest[2] === 'compile';
  if (!/^python(?:3(?:\.\d{1,2})?)?$/.test(program) || !isModule) return undefined;
  return { tool: 'pip-compile', words: [program, '-m', 'piptools', 'compile'], options: PIP_COMPILE_OPTIONS };
}

/** pip-compile writes beside its input where nothing else is said; uv prints. */
function filesIn(
  { inputs, output, files }: Extract<LockArguments, { kind: 'read' }>,
  tool: Start['tool'],
): Parameters<typeof lockCommandFolder>[1] {
  const [only, ...others] = inputs;
  const implied =
    tool === 'pip-compile' && only !== undefined && others.length === 0
      ? `${only.replace(/\.[^./\\]*$/, '')}.txt`
      : undefined;
  return { inputs, output: output ?? implied, others: files };
}

function shown(problem: string): LockCommand {
  return { kind: 'shown', problem };
}
