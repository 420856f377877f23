export { revisionFindings } from '../checker/revision-findings.ts';
export { recallReadings } from './alembic/known-readings.ts';
export { explainMigration } from './explain/explain-migration.ts';
export { findRevision } from './explain/find-revision.ts';
export { locksOfMigration } from './explain/locks-of-migration.ts';
export { locksOfRun } from './explain/locks-of-run.ts';
export { locksOfSqlFile } from './explain/locks-of-sql-file.ts';
export { environmentGraph, migrationGraph } from './explain/migration-graph.ts';
export { migrationHeads } from './explain/migration-heads.ts';
export { configurationFolders } from './facts/configuration-folders.ts';
export { configurationsAt } from './facts/configuration-sources.ts';
export { modulesToRead } from './facts/imported-modules.ts';
export { migrationKind } from './facts/migration-files.ts';
export { metadataToRead } from './facts/naming-conventions.ts';
export {
  isConfigurationPath,
  revisionEnvironments,
  revisionsToRead,
  versionFolders,
} from './facts/revisions-wanted.ts';
export { targetConfigurations } from './facts/target-environments.ts';
export { unjudgedRevisions } from './facts/unjudged-revisions.ts';
export { databasesBeside } from './facts/project-drivers.ts';
export { wholeHistories } from './facts/whole-histories.ts';
export { configurationPaths, foundFolders } from './history/found-folders.ts';
export { ownHeadLabels } from './history/own-head-labels.ts';
export type { RevisionHistory } from './history/revision-history.ts';
export { earlierMigrations } from './sql/migration-place.ts';
export { alembicFolders, isRevisionOf } from '../policy/alembic-place.ts';
export { PG_VERSIONS } from '../policy/schema/migrations-schema.ts';
export { vouchedFunctions } from './facts/vouched-functions.ts';
