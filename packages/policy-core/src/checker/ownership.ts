import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { applicationCode, type ReadingContext } from '../migrations/facts/application-code.ts';
import { applicationImports } from '../migrations/facts/application-imports.ts';
import { baselineRevision } from '../migrations/facts/baseline-revision.ts';
import { changedApplication } from '../migrations/facts/changed-application.ts';
import { environmentCode } from '../migrations/facts/environment-code.ts';
import type { Facts } from './facts.ts';
import { secondTools } from '../migrations/facts/migration-tools.ts';
import type { Migrations } from '../migrations/analysis/migrations.ts';
import { modelChanges } from '../migrations/facts/model-changes.ts';
import { modelMetadata } from '../migrations/facts/model-metadata.ts';
import { versionLocationProblems } from '../migrations/facts/version-locations.ts';

/** Whether Alembic, and nothing beside it, owns the schema. */
export function ownership(
  policy: Policy,
  seen: Observations,
  context: ReadingContext & { readonly migrations: Migrations },
): Pick<
  Facts,
  | 'applicationCode'
  | 'applicationImports'
  | 'changedApplication'
  | 'modelChanges'
  | 'modelMetadata'
  | 'secondTools'
  | 'versionLocations'
  | 'environmentCode'
  | 'baselineRevision'
> {
  const { migrations, parsers } = context;
  return {
    applicationCode: applicationCode(policy, seen, context),
    applicationImports: applicationImports(policy, seen, migrations),
    changedApplication: changedApplication(policy, seen),
    modelChanges: modelChanges(policy, seen, parsers),
    modelMetadata: modelMetadata(policy, seen, context),
    secondTools: secondTools(policy, seen),
    environmentCode: environmentCode(policy, seen, context),
    versionLocations: versionLocationProblems(policy, seen),
    baselineRevision: baselineRevision(policy, seen, migrations),
  };
}
