import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { parsesApplication } from '../migrations/facts/parsed-application.ts';
import { findAuthorship } from '../change/facts/authorship.ts';
import { environmentFiles } from '../migrations/facts/environment-files.ts';
import { migrationsUnderJudgement } from '../migrations/facts/judged-files.ts';
import { migrationKind } from '../migrations/facts/migration-files.ts';
import { metadataFiles } from '../migrations/facts/metadata-files.ts';
import { modelFiles } from '../migrations/facts/model-files.ts';
import { pythonFilesNow } from '../python-api/surface/python-subjects.ts';

/** Whether an Alembic revision, or the name of a head, is under judgement, so that the revisions beside it must be seen. */
export function judgesRevisions(
  policy: Policy,
  seen: Pick<Observations, 'focus' | 'change' | 'listing'>,
): boolean {
  if (policy.migrations.alembic.length === 0) return false;
  const { paths, pins } = migrationsUnderJudgement(policy, seen);
  return pins.length > 0 || paths.some((path) => migrationKind(policy, path) === 'alembic');
}

/** Whether anything under judgement is read by the SQL or Python parser; loading those takes a while. */
export function needsParsers(policy: Policy, seen: Observations): boolean {
  const { paths, pins } = migrationsUnderJudgement(policy, seen);
  return (
    paths.length + pins.length > 0 ||
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
