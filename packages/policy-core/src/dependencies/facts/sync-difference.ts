import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { PlacedText } from './requirements-file.ts';

/** What one side of a pair holds, as far as the two are compared. */
export interface SyncEntry {
  /** As people are told of it. */
  readonly text: string;
  /** Normalised; `undefined` where it names none. */
  readonly project: string | undefined;
  readonly file: PlacedText;
  readonly range: TextRange;
  /** The line that pip acts upon; `undefined` where it is a part of one, or the file holds no lines. */
  readonly line: RequirementsLine | undefined;
  /** The one version it stands for, where it does. */
  readonly version: string | undefined;
}

/** Where a lock does not belong to its source. */
export type SyncDifference =
  /** The lock lacks it. */
  | { readonly kind: 'missing'; readonly entry: SyncEntry; readonly isNamedInLock: boolean }
  /** Both speak of the project, and do not say the same. */
  | { readonly kind: 'differs'; readonly entry: SyncEntry; readonly locked: SyncEntry }
  /** What the lock pins is not what the source admits. */
  | { readonly kind: 'unsatisfied'; readonly entry: SyncEntry; readonly locked: SyncEntry }
  /** Only the lock holds it; `copies` are all entries that say the same. */
  | { readonly kind: 'stale'; readonly entry: SyncEntry; readonly copies: readonly SyncEntry[] }
  /** Nobody can tell whether the lock holds it; `reason` is a clause. */
  | { readonly kind: 'unclear'; readonly entry: SyncEntry; readonly reason: string };

/** The project a line asks for by name. */
export function projectOf({ entry }: RequirementsLine): ProjectRequirement | undefined {
  return entry.kind === 'requirement' ? entry.requirement : undefined;
}
