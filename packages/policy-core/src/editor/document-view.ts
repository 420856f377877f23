import { memoizeByObject } from '../model/memoize.ts';
import { pairsIn } from '../dependencies/facts/pairs-in-files.ts';
import { migrationKind } from '../migrations/facts/migration-files.ts';
import type { Policy } from '../policy/policy.ts';
import { startOf, type SourceSpan } from '../model/source-span.ts';
import { documentMigrations } from './document-migrations.ts';
import type { JudgedDocument } from './judged-document.ts';
import { lockedVersions, versionsOfProject } from './locked-versions.ts';
import { pathGuards } from './path-guards.ts';
import { migrationView, type MigrationView } from './migration-view.ts';
import { projectPlaces } from './project-places.ts';
import { recordLenses } from './record-lenses.ts';

/** What an editor shows of an open document beside its findings. What is not known is left out. */
export interface DocumentView {
  readonly lenses: readonly Lens[];
  readonly links: readonly Link[];
  readonly symbols: readonly OutlineSymbol[];
  readonly hints: readonly Hint[];
}

/** A remark within a line. */
export interface Hint {
  /** Where it stands: nothing wide. */
  readonly at: SourceSpan;
  readonly text: string;
  readonly tooltip: string;
}

/** A short remark above a line. */
export interface Lens {
  readonly at: SourceSpan;
  readonly title: string;
  /**
   * What a click opens: a place, relative to the policy's root, or the drawn history with this revision in it.
   * `undefined`: nothing.
   */
  readonly opens: SourceSpan | 'history' | undefined;
}

/** A stretch of the document that names another file, or a rule that has a page. */
export type Link = FileLink | PageLink;

export interface FileLink {
  readonly at: SourceSpan;
  /** Relative to the policy's root. */
  readonly opens: string;
  readonly tooltip: string;
}

export interface PageLink {
  readonly at: SourceSpan;
  /** The rule whose page is meant. */
  readonly page: string;
  readonly tooltip: string;
}

/** An entry of the outline. */
export interface OutlineSymbol {
  readonly name: string;
  readonly kind: 'direction' | 'step' | 'section' | 'entry';
  readonly at: SourceSpan;
  /** All that belongs to it, where that is more. */
  readonly whole?: SourceSpan;
  readonly children: readonly OutlineSymbol[];
}

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
