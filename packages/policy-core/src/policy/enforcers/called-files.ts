import { compilePattern, type PathPattern } from '../patterns/path-pattern.ts';
import { holderOf } from './held-values.ts';
import { OTHER_TOOLS } from './others.ts';

/** Files of commands, which enforce whole where something calls them. */
export interface CalledFiles {
  /** The program that reads them. */
  readonly runner: string;
  /** In any folder: one may call the next. A disk may not tell names apart by their case. */
  readonly names: readonly string[];
}

export const CALLED_FILES: readonly CalledFiles[] = [
  { runner: 'make', names: ['Makefile', 'makefile', 'GNUmakefile'] },
  { runner: 'just', names: ['justfile', 'Justfile', '.justfile'] },
  {
    runner: 'task',
    names: ['Taskfile', 'Taskfile.dist'].flatMap((name) => [`${name}.yml`, `${name}.yaml`]),
  },
  { runner: 'tox', names: ['tox.ini'] },
  { runner: 'nox', names: ['noxfile.py'] },
];

export function calledFiles(path: string): CalledFiles | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return CALLED_FILES.find(({ names }) => names.some((one) => one.toLowerCase() === name));
}

/** Whether a file is called, or brought in, by its path: the script of a shell, a part of a Makefile. */
export function isCalledByPath(path: string): boolean {
  return /\.(?:sh|bash|zsh|ps1|mk|just)$/i.test(path);
}

/** Whether something may call what lies at a path, or a part of it. */
export function mayBeCalled(path: string): boolean {
  return holderOf(path) !== undefined || calledFiles(path) !== undefined || isCalledByPath(path);
}

/** Settings of CI; a composite action is called by one of them. */
const OF_CI = OTHER_TOOLS.flatMap(({ files }) => files)
  .filter(({ class: kind }) => kind === 'ci')
  .flatMap(({ patterns }) => patterns)
  .filter((pattern) => !/(?:^|\/)action\.ya?ml$/.test(pattern));

/** What calls others by itself, at the root of a repository. Hooks of git do as well, and nobody has to let them run. */
export const CALLING_FILES: readonly PathPattern[] = OF_CI.filter(
  (pattern) => !pattern.endsWith('/**'),
).flatMap((pattern) => {
  const result = compilePattern(pattern);
  return result.kind === 'pattern' ? [result.pattern] : [];
});

/** Folders of such files. */
export const CALLING_FOLDERS: readonly string[] = OF_CI.filter((pattern) => pattern.endsWith('/**'))
  .map((pattern) => pattern.slice(0, -'/**'.length))
  .map((folder) => (folder === '.github' ? '.github/workflows' : folder));
