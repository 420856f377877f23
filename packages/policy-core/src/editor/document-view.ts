import { memoizeByObject } from '../model/memoize.ts';
import { pairsIn } from '../dependencies/facts/pairs-in-files.ts';
import { migrationKind } from '../migrations/facts/migration-files.ts';
import type { Policy } from '../policy/policy.ts';
import { startOf } from '../model/source-span.ts';
import { documentMigrations } from './document-migrations.ts';
import type { JudgedDocument } from './judged-document.ts';
import { lockedVersions, versionsOfProject } from './locked-versions.ts';
import { pathGuards } from './path-guards.ts';
import { migrationView, type MigrationView } from './migration-view.ts';
import { projectPlaces } from './project-places.ts';
import { recordLenses } from './record-lenses.ts';
import type { DocumentView, Lens } from './document-annotations.ts';

const NOTHING: DocumentView = { lenses: [], links: [], symbols: [], hints: [] };

/** Lenses, links, outline and hints are asked for one after the other, of a document that was judged once. */
export const documentView: (document: JudgedDocument) => DocumentView = memoizeByObject((document) => {
  const { policy, path, observations } = document;
  const project = projectPlaces(document);
  const hints =
    project === undefined
      ? lockedVersions(path, pairsIn(policy, observations.files))
      : versionsOfProject(project);
  const view = migrationIn(document) ?? NOTHING;
  const lenses = [...guardLenses(policy, path), ...recordLenses(document), ...view.lenses];
  return { ...view, lenses, hints };
});

/** Above the first line, since they are about the whole file. */
function guardLenses(policy: Policy, path: string): readonly Lens[] {
  const at = startOf(path);
  return pathGuards(policy, path).map((guard) => ({
    at,
    title: `${guard.title}: ${guard.asks}`,
    opens: guard.at,
  }));
}

function migrationIn(document: JudgedDocument): MigrationView | undefined {
  const { policy, path, parsers } = document;
  if (parsers === undefined || migrationKind(policy, path) === undefined) return undefined;
  return migrationView(path, documentMigrations(document, parsers));
}
