import { pairsIn } from '../dependencies/facts/pairs-in-files.ts';
import { migrationKind } from '../migrations/facts/migration-files.ts';
import { projectNote } from './project-note.ts';
import { requirementNote } from '../dependencies/explain/requirement-note.ts';
import type { Position } from '../model/source-span.ts';
import { documentMigrations } from './document-migrations.ts';
import type { JudgedDocument } from './judged-document.ts';
import { guardNote } from './guard-note.ts';
import { migrationNote } from './migration-note.ts';
import { projectPlaces } from './project-places.ts';
import { recordNote } from './record-note.ts';
import type { PlaceNote } from './note.ts';

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
