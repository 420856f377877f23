import type { LockHeader } from '../requirements/lock-header.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';

/** Another file that a line brings in. */
export interface Include {
  readonly as: 'requirements' | 'constraints';
  /** The file as it is named there. */
  readonly written: string;
  readonly leadsTo: IncludeTarget;
}

export type IncludeTarget =
  /** Relative to the repository root. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'address' }
  | { readonly kind: 'outside' }
  /** What a variable of the environment holds decides. */
  | { readonly kind: 'variable' };

/** `undefined` when the line brings nothing in. */
export function includeOf(path: string, { entry }: RequirementsLine): Include | undefined {
  if (entry.kind !== 'include') return undefined;
  const { as, target } = entry;
  return { as, written: target, leadsTo: includeTarget(path, target) };
}

/** pip looks for the file beside the one that names it. */
export function includeTarget(from: string, written: string): IncludeTarget {
  if (/\$\{[A-Z0-9_]+\}/.test(written)) return { kind: 'variable' };
  if (/^[a-z][a-z0-9+.-]+:/i.test(written)) return { kind: 'address' };
  if (/^(?:[/\\~]|[a-z]:)/i.test(written)) return { kind: 'outside' };
  const folders = from.split('/').slice(0, -1);
  // On Windows a backslash stands between folders, too.
  for (const part of written.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') folders.push(part);
    else if (folders.pop() === undefined) return { kind: 'outside' };
  }
  return folders.length === 0 ? { kind: 'outside' } : { kind: 'file', path: folders.join('/') };
}

/** A file besides its sources that the command of a lock was given. */
export interface CommandFile {
  readonly as: 'constraints' | 'overrides';
  /** As it stands in the command. */
  readonly written: string;
  readonly leadsTo: IncludeTarget;
}

/**
 * What holds the versions of a lock back, or says others than its sources, as the command in its header names it. The
 * command was run in a folder that its output tells, or its input; where neither does, in that of the lock, or in the
 * top folder if the file is not there. A lock may hold itself to what it held.
 *
 * @param isAbsent whether a file was looked for and is not there
 */
export function commandFiles(
  { path, header }: { readonly path: string; readonly header: LockHeader | undefined },
  isAbsent: (path: string) => boolean,
): readonly CommandFile[] {
  if (header === undefined) return [];
  const folders = foldersOf(path, [header.output ?? impliedOutput(header.inputs[0])]);
  const fileOf = (as: CommandFile['as']) => (written: string) => ({
    as,
    written,
    leadsTo: targetIn(folders, written, isAbsent),
  });
  const files = [
    ...header.constraints.map(fileOf('constraints')),
    ...header.overrides.map(fileOf('overrides')),
  ];
  return files.filter(({ leadsTo }) => leadsTo.kind !== 'file' || leadsTo.path !== path);
}

/** pip-compile writes beside its input. */
function impliedOutput(input: string | undefined): string | undefined {
  return input?.replace(/\.[^./\\]*$/, '.txt');
}

/** Each ends with a slash, or is empty for the top folder. */
function foldersOf(path: string, outputs: readonly (string | undefined)[]): readonly string[] {
  for (const output of outputs) {
    const written = output?.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
    if (written === undefined || written === '') continue;
    if (path === written) return [''];
    if (path.endsWith(`/${written}`)) return [path.slice(0, -written.length)];
  }
  return [...new Set([path.slice(0, path.lastIndexOf('/') + 1), ''])];
}

function targetIn(
  folders: readonly string[],
  written: string,
  isAbsent: (path: string) => boolean,
): IncludeTarget {
  const targets = folders.map((folder) => includeTarget(`${folder}lock`, written));
  const there = targets.find((target) => target.kind !== 'file' || !isAbsent(target.path));
  return there ?? targets[0] ?? { kind: 'outside' };
}
