import { pairsIn } from '../dependencies/facts/pairs-in-files.ts';
import { migrationKind } from '../migrations/facts/migration-files.ts';
import { projectNote } from './project-note.ts';
import { requirementNote } from '../dependencies/explain/requirement-note.ts';
import type { Position, SourceSpan } from '../model/source-span.ts';
import { documentMigrations } from './document-migrations.ts';
import type { JudgedDocument } from './judged-document.ts';
import { guardNote } from './guard-note.ts';
import { migrationNote } from './migration-note.ts';
import { projectPlaces } from './project-places.ts';
import { recordNote } from './record-note.ts';

/** What an editor says of the place that the pointer rests on. */
export interface PlaceNote {
  readonly at: SourceSpan;
  /** At least one. */
  readonly sentences: readonly string[];
  /** The rule whose page says more. */
  readonly rule?: string;
  /** It is not about the place but about the file. */
  readonly isAboutFile?: true;
}

/** `undefined` where there is nothing to say. */
export function placeNote(document: JudgedDocument, position: Position): PlaceNote | undefined {
  return noteInside(document, position) ?? guardNote(document, position);
}

function noteInside(document: JudgedDocument, position: Position): PlaceNote | undefined {
  const { policy, path, observations, parsers } = document;
  if (path === policy.record.path) return recordNote(document, position);
  const project = projectPlaces(document);
  if (project !== undefined) return projectNote(project, position);
  const requirement = requirementNote(path, position, pairsIn(policy, observations.files));
  if (requirement !== undefined || parsers === undefined) return requirement;
  if (migrationKind(policy, path) === undefined) return undefined;
  return migrationNote(path, position, documentMigrations(document, parsers));
}
