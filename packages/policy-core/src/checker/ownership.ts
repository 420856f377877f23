import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { readApplicationCode, type ReadingContext } from '../migrations/facts/application-code.ts';
import { findApplicationImports } from '../migrations/facts/application-imports.ts';
import { findBaselineRevision } from '../migrations/facts/baseline-revision.ts';
import { findChangedApplication } from '../migrations/facts/changed-application.ts';
import { readEnvironmentCode } from '../migrations/facts/environment-code.ts';
import type { Facts } from './facts.ts';
import { findSecondTools } from '../migrations/facts/migration-tools.ts';
import type { Migrations } from '../migrations/analysis/migrations.ts';
import { findModelChanges } from '../migrations/facts/model-changes.ts';
import { readModelMetadata } from '../migrations/facts/model-metadata.ts';
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
    applicationCode: readApplicationCode(policy, seen, context),
    applicationImports: findApplicationImports(policy, seen, migrations),
    changedApplication: findChangedApplication(policy, seen),
    modelChanges: findModelChanges(policy, seen, parsers),
    modelMetadata: readModelMetadata(policy, seen, context),
    secondTools: findSecondTools(policy, seen),
    environmentCode: readEnvironmentCode(policy, seen, context),
    versionLocations: versionLocationProblems(policy, seen),
    baselineRevision: findBaselineRevision(policy, seen, migrations),
  };
}
