import { madeFrom } from '../../model/same-value.ts';
import type { SourceSpan } from '../../model/source-span.ts';

/** What the policy file itself names to be judged. Patterns of one list are alternatives: one that matches is enough. */
export interface NamedPlace {
  readonly section: PlaceSection;
  /** As written, in the order of the policy. */
  readonly written: readonly string[];
  /** Where the first of them stands. */
  readonly at: SourceSpan;
  /** `undefined`: no file decides it, and it leads nowhere. */
  readonly leadsTo: ((path: string) => boolean) | undefined;
  /** What it is written from, with its slash; left out: the root. */
  readonly folder?: string;
  /** All that it leads to lies below one of these, or is one; `''`: it may lie anywhere. */
  readonly within: readonly string[];
  /** What may have been meant where no file decides it. */
  readonly known: readonly string[];
}

export type PlaceSection =
  | 'scope'
  | 'migrations'
  | 'dependencies'
  | 'variables'
  | 'deployment'
  | 'protected'
  | 'change_scope'
  | 'documents'
  | 'branches';

/** Where a place is some files, and nothing else. */
export function toOneOf(paths: readonly string[]): (path: string) => boolean {
  return madeFrom(toOneOf, [paths], (path) => paths.includes(path));
}
