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
import type { DocumentView, Lens } from './document-annotations.ts';
import { type DeployRecordReading, readDeployRecord } from '../deployment/facts/deploy-record.ts';
import { contentOf } from '../model/content-of.ts';
import type { Known } from '../model/known.ts';
import type { RecordedCommit } from '../model/observations.ts';

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

type ReadRecord = Extract<DeployRecordReading, { readonly kind: 'read' }>;

/**
 * Above the deploy record what the file says by itself. What is wrong is underlined, and what is not known is not said. None has
 * a tick: that is for a chain that was verified.
 */
function recordLenses({
  policy,
  path,
  observations,
}: Pick<JudgedDocument, 'policy' | 'path' | 'observations'>): readonly Lens[] {
  if (path !== policy.record.path) return [];
  const content = contentOf(observations, path);
  const reading = content.known ? readDeployRecord(path, content.value) : undefined;
  if (reading?.kind !== 'read') return [];
  const titles = [...formTitles(reading), ...commitTitles(reading, observations.recordedCommit)];
  return titles.map((title) => ({ at: startOf(path), title, opens: undefined }));
}

function formTitles({ version, problems, hash }: ReadRecord): readonly string[] {
  return [
    ...(problems.length === 0 ? [`A whole record of version ${version}`] : []),
    ...(hash?.matches === true ? ['Not edited since it was written'] : []),
  ];
}

/** What git said counts only for the commit that it was asked about. */
function commitTitles({ lastGoodSha }: ReadRecord, commit: Known<RecordedCommit>): readonly string[] {
  const isIt = commit.known && commit.value.sha === lastGoodSha?.value;
  if (!isIt || commit.value.state !== 'ancestor') return [];
  return [`${lastGoodSha.value.slice(0, SHORT)} is part of the history that is checked out`];
}

/** As git shortens ids. */
const SHORT = 8;
