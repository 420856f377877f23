import { judgedRevisions, type JudgedRevision } from '../analysis/judged-revisions.ts';
import type { ImportedModule } from '../alembic/revision-reading.ts';
import type { Observations } from '../../model/observations.ts';
import { anyMatch } from '../../policy/patterns/line-match.ts';
import type { PathPattern } from '../../policy/patterns/path-pattern.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { isOfEnvironment } from './application-files.ts';
import { defineSubjects } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';
import { migrationKind } from './migration-files.ts';
import { migrationSubjects } from './judged-migrations.ts';

/** A revision's import of a module that the policy calls part of the application. */
export interface ApplicationImport {
  readonly module: string;
  /** The file behind it, as far as the policy tells. */
  readonly path: string;
  readonly at: SourceSpan;
}

/** Those of each revision. */
export const applicationImports = defineSubjects<readonly ApplicationImport[]>({
  name: 'application-imports',
  words: 'migrations',
  of: 'revision',
  isConfigured: (get) => namesApplication(policySections(get, 'migrations')),
  compute: (get) => {
    const policy = policySections(get, 'migrations');
    if (!namesApplication(policy)) return [];
    const importsOf = applicationSearch(policy, seenParts(get, 'listing'));
    return get(migrationSubjects).flatMap(({ judged, ...subject }) => {
      const revisions = judgedRevisions(judged);
      const isUnread = subject.unread !== undefined && subject.paths.every(isRevision(policy));
      if (revisions.length === 0 && !isUnread) return [];
      return [{ ...subject, judged: revisions.flatMap(importsOf) }];
    });
  },
});

function namesApplication({ migrations: { application, models } }: MigrationsSection): boolean {
  return application.length + models.length > 0;
}

function isRevision(policy: MigrationsSection): (path: string) => boolean {
  return (path) => migrationKind(policy, path) === 'alembic';
}

function applicationSearch(
  policy: MigrationsSection,
  { listing }: Pick<Observations, 'listing'>,
): (revision: JudgedRevision) => readonly ApplicationImport[] {
  const { application, models } = policy.migrations;
  const patterns = [...models, ...application];
  const listed = new Set(listing.known ? listing.value : []);
  const isNamed = anyMatch(patterns);
  return ({ path, revision, span }) =>
    revision.imports.flatMap((imported) => {
      const found = candidates(path, imported).find(
        ({ root, file }) =>
          isNamed(file) &&
          !isOfMigrations(policy, file) &&
          (listed.has(file) || reaches(patterns, root, file)),
      );
      return found === undefined ? [] : [{ module: found.module, path: found.file, at: span(imported) }];
    });
}

/** A module of that name may be a file or a folder; either may lie with the revisions. */
function isOfMigrations(policy: MigrationsSection, file: string): boolean {
  return isOfEnvironment(policy, file) || isOfEnvironment(policy, file.replace(/\.py$/, '/__init__.py'));
}

interface Candidate {
  readonly module: string;
  /** The folder from which modules are imported, with a slash behind it; `''`: the root of the repository. */
  readonly root: string;
  readonly file: string;
}

/** Where the module may lie: below any folder around the revision, as a file or a package. */
function candidates(path: string, { module, level }: ImportedModule): readonly Candidate[] {
  const folders = path.split('/').slice(0, -1);
  const roots = Array.from({ length: folders.length + 1 }, (_, count) =>
    folders
      .slice(0, count)
      .map((folder) => `${folder}/`)
      .join(''),
  );
  // One dot is the folder of the revision itself.
  const from = level === 0 ? roots : roots.slice(folders.length - level + 1, folders.length - level + 2);
  const written = `${'.'.repeat(level)}${module}`;
  return from.flatMap((root) => {
    const base = `${root}${module.replaceAll('.', '/')}`;
    const files = module === '' ? [`${root}__init__.py`] : [`${base}.py`, `${base}/__init__.py`];
    // Dots lead to a file of the repository in any case.
    return files.map((file) => ({ module: written, root: level === 0 ? root : '', file }));
  });
}

/** A pattern such as `**` or `backend/**` would have every library lie there: it must name the package itself. */
function reaches(patterns: readonly PathPattern[], root: string, file: string): boolean {
  const top = file.slice(root.length).split('/')[0] ?? '';
  const least = `${root}${top.replace(/\.py$/, '')}`;
  return patterns.some(
    (pattern) =>
      pattern.matches(file) &&
      (pattern.literalPrefix.startsWith(least) || pattern.text.replace(/^\//, '').startsWith(least)),
  );
}
