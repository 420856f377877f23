import type { ExpandedLine, FileAt } from '../facts/expanded-requirements.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { ReadRequirements } from '../facts/requirements-file.ts';

export interface MirrorSurroundings {
  readonly files: MirroredFiles;
  /** What the source asks for, with what it brings in. */
  readonly asked: readonly ExpandedLine[];
  readonly wanted: ReadonlySet<string>;
  /** Lines of the lock itself. */
  readonly byIdentity: ReadonlyMap<string, RequirementsLine>;
  readonly byProject: ReadonlyMap<string, RequirementsLine>;
}

export interface MirroredFiles {
  readonly source: ReadRequirements;
  readonly lock: ReadRequirements;
  /** What they bring in. */
  readonly fileAt: FileAt;
}
