import { isAboutChange, type Observations } from '../model/observations.ts';
import type { DependencyPair, Policy } from '../policy/policy.ts';
import { applicationFiles, parsesApplication } from '../migrations/facts/application-files.ts';
import { findAuthorship } from '../change/facts/authorship.ts';
import { environmentFiles } from '../migrations/facts/environment-files.ts';
import { judgedPins } from '../migrations/facts/judged-pins.ts';
import { documentsUnderJudgement } from '../documents/facts/document-subjects.ts';
import { memoizeByObject } from '../model/memoize.ts';
import { includedBy, pairsTouched } from '../dependencies/facts/touched-pairs.ts';
import { migrationKind, standsForMigrations } from '../migrations/facts/migration-files.ts';
import { metadataFiles, metadataPaths } from '../migrations/facts/metadata-files.ts';
import { modelFiles, modelFilesBefore, modelFilesNow } from '../migrations/facts/model-files.ts';
import { projectFiles } from '../dependencies/facts/pairs-of-project.ts';
import { policyEntries } from '../change/facts/policy-change.ts';
import { pythonFilesBefore, pythonFilesNow } from '../python-api/surface/python-subjects.ts';

/** The files a run judges: all of a tree's, those a change touches, or those of one document. */
export interface Subjects {
  readonly pairs: readonly DependencyPair[];
  readonly migrations: readonly string[];
  /** Files that name the head of revisions, where they are judged by themselves. */
  readonly pins: readonly string[];
  readonly record: boolean;
  /** The policy file among them. */
  readonly documents: readonly string[];
}

type Seen = Pick<Observations, 'focus' | 'change' | 'listing'> & Partial<Pick<Observations, 'files'>>;

/** A pair is judged whole when either side is touched, or a file that one of them brings in. */
export function subjectsOf(policy: Policy, seen: Seen): Subjects {
  if (seen.focus.kind === 'tree') {
    const listed = seen.listing.known ? seen.listing.value : [];
    return {
      pairs: policy.dependencies,
      migrations: migrationsIn(policy)(listed),
      pins: [],
      record: true,
      documents: documentsUnderJudgement(policy, seen, new Set()),
    };
  }
  const touched = touchedPaths(seen);
  return {
    pairs: pairsTouched(policy, seen, touched),
    migrations: [...touched].filter(
      (path) => migrationKind(policy, path) !== undefined || standsForMigrations(policy, path),
    ),
    pins: judgedPins(policy, seen),
    record: seen.focus.kind === 'release' || touched.has(policy.record.path),
    documents: documentsUnderJudgement(policy, seen, touched),
  };
}

/** Several ask about the same tree, which may be large. */
const migrationsIn = memoizeByObject((policy: Policy) =>
  memoizeByObject((listed: readonly string[]) => listed.filter((path) => migrationKind(policy, path))),
);

/** Whether an Alembic revision, or the name of a head, is under judgement, so that the revisions beside it must be seen. */
export function judgesRevisions(
  policy: Policy,
  seen: Pick<Observations, 'focus' | 'change' | 'listing'>,
): boolean {
  if (policy.migrations.alembic.length === 0) return false;
  const { migrations, pins } = subjectsOf(policy, seen);
  return pins.length > 0 || migrations.some((path) => migrationKind(policy, path) === 'alembic');
}

/** Whether anything under judgement is read by the SQL or Python parser; loading those takes a while. */
export function needsParsers(policy: Policy, seen: Observations): boolean {
  const { migrations, pins } = subjectsOf(policy, seen);
  return (
    migrations.length + pins.length > 0 ||
    comparesPython(policy, seen) ||
    parsesApplication(policy, seen) ||
    modelFiles(policy, seen).length > 0 ||
    metadataFiles(policy, seen).length > 0 ||
    environmentFiles(policy, seen).length > 0
  );
}

/** Only for those whom the scope concerns: loading a parser for nobody's sake would be noticed. */
function comparesPython(policy: Policy, seen: Observations): boolean {
  if (pythonFilesNow(policy, seen).length === 0) return false;
  const made = findAuthorship(policy, seen);
  return !made.known || policy.changeScope?.appliesTo.includes(made.value.kind) === true;
}

/** Files whose text is needed to judge these subjects. */
export function filesToRead(policy: Policy, seen: Seen): readonly string[] {
  const { pairs, migrations, pins, record, documents } = subjectsOf(policy, seen);
  const files = [
    ...pairs.flatMap(({ source, lock }) => [source, lock]),
    ...pairs.flatMap((pair) => includedBy(pair, seen.files)),
    ...migrations,
    ...pins,
    ...(record ? [policy.record.path] : []),
    ...documents,
    ...pythonFilesNow(policy, seen),
    ...applicationFiles(policy, seen),
    ...modelFilesNow(policy, seen),
    ...metadataPaths(policy, seen),
    ...environmentFiles(policy, seen),
    ...projectFiles(policy, seen),
  ];
  return [...new Set([...files, ...policiesTouched(policy, seen)])];
}

/** Files whose text at the base of the change is needed as well. */
export function filesToReadBefore(policy: Policy, seen: Seen): readonly string[] {
  return [...new Set([...pythonFilesBefore(policy, seen), ...modelFilesBefore(policy, seen)])];
}

function policiesTouched(policy: Policy, { focus, change }: Seen): readonly string[] {
  if (!isAboutChange(focus) || !change.known) return [];
  return policyEntries(policy, change.value).map(({ path }) => path);
}

function touchedPaths({ focus, change }: Seen): ReadonlySet<string> {
  if (focus.kind === 'document') return new Set([focus.path]);
  return new Set(change.known ? change.value.entries.map(({ path }) => path) : []);
}
