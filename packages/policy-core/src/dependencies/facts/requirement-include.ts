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
