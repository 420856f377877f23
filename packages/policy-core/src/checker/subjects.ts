import { isAboutChange, type Observations } from '../model/observations.ts';
import type { DependencyPair, Policy } from '../policy/policy.ts';
import { applicationFiles, parsesApplication } from '../migrations/facts/application-files.ts';
import { findAuthorship } from '../change/facts/authorship.ts';
import { environmentFiles } from '../migrations/facts/environment-files.ts';
import { judgesRecord } from '../deployment/facts/judged-record.ts';
import { migrationsUnderJudgement } from '../migrations/facts/judged-files.ts';
import { documentsUnderJudgement } from '../documents/facts/document-subjects.ts';
import { includedBy, pairsUnderJudgement } from '../dependencies/facts/touched-pairs.ts';
import { migrationKind } from '../migrations/facts/migration-files.ts';
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

export function subjectsOf(policy: Policy, seen: Seen): Subjects {
  const { paths, pins } = migrationsUnderJudgement(policy, seen);
  return {
    pairs: pairsUnderJudgement(policy, seen),
    migrations: paths,
    pins,
    record: judgesRecord(policy, seen),
    documents: documentsUnderJudgement(policy, seen),
  };
}

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
