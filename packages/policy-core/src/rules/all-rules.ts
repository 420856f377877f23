import type { Rule } from '../engine/rule.ts';
import { aiBranch } from './branches/ai-branch.ts';
import { deployRequirementsRule } from './branches/deploy-requirements.ts';
import { deploySourceRule } from './branches/deploy-source.ts';
import { forcePush } from './branches/force-push.ts';
import { noDirectPush } from './branches/no-direct-push.ts';
import { dependenciesBothFiles } from './dependencies/both-files.ts';
import { dependenciesBranchName } from './dependencies/branch-name.ts';
import { dependenciesConflict } from './dependencies/conflict.ts';
import { dependenciesDirectUrl } from './dependencies/direct-url.ts';
import { dependenciesDuplicate } from './dependencies/duplicate.ts';
import { dependenciesEditable } from './dependencies/editable.ts';
import { dependenciesEncoding } from './dependencies/encoding.ts';
import { dependenciesEnvVar } from './dependencies/env-var.ts';
import { dependenciesHashInconsistent } from './dependencies/hash-inconsistent.ts';
import { dependenciesHashMalformed } from './dependencies/hash-malformed.ts';
import { dependenciesHashMissing } from './dependencies/hash-missing.ts';
import { dependenciesHashWeak } from './dependencies/hash-weak.ts';
import { dependenciesHeader } from './dependencies/header.ts';
import { dependenciesInclude } from './dependencies/include.ts';
import { dependenciesInlineComment } from './dependencies/inline-comment.ts';
import { dependenciesLabel } from './dependencies/label.ts';
import { lockInSync } from './dependencies/lock-in-sync.ts';
import { dependenciesLocalPath } from './dependencies/local-path.ts';
import { lockMissing } from './dependencies/lock-missing.ts';
import { lockStaleEntry } from './dependencies/lock-stale-entry.ts';
import { lockUnpinned } from './dependencies/lock-unpinned.ts';
import { dependenciesNameForm } from './dependencies/name-form.ts';
import { dependenciesOption } from './dependencies/option.ts';
import { requirementsPinned } from './dependencies/requirements-pinned.ts';
import { dependenciesSort } from './dependencies/sort.ts';
import { suspiciousChar } from './dependencies/suspicious-char.ts';
import { dependenciesSyntax } from './dependencies/syntax.ts';
import { recordIsValid } from './deployment/record-is-valid.ts';
import { recordLockMismatch } from './deployment/record-lock-mismatch.ts';
import { dependenciesVersionForm } from './dependencies/version-form.ts';
import { downgradeEmpty } from './migrations/downgrade-empty.ts';
import { downgradeIncomplete } from './migrations/downgrade-incomplete.ts';
import { downgradeLosesData } from './migrations/downgrade-loses-data.ts';
import { downgradeMissing } from './migrations/downgrade-missing.ts';
import { downgradeRaises } from './migrations/downgrade-raises.ts';
import { destructiveAutogenerate } from './migrations/destructive-autogenerate.ts';
import { dynamicRevisionHeader } from './migrations/dynamic-revision-header.ts';
import { emptyMigration } from './migrations/empty-migration.ts';
import { headPinOutOfDate } from './migrations/head-pin-out-of-date.ts';
import { indexNotConcurrent } from './migrations/index-not-concurrent.ts';
import { concurrentIndexInTransaction } from './migrations/concurrent-index-in-transaction.ts';
import { dropIndexNotConcurrent } from './migrations/drop-index-not-concurrent.ts';
import { foreignKeyNotValidMissing } from './migrations/foreign-key-not-valid-missing.ts';
import { checkNotValidMissing } from './migrations/check-not-valid-missing.ts';
import { validateInSameTransaction } from './migrations/validate-in-same-transaction.ts';
import { uniqueConstraintWithoutIndex } from './migrations/unique-constraint-without-index.ts';
import { primaryKeyWithoutIndex } from './migrations/primary-key-without-index.ts';
import { exclusionConstraint } from './migrations/exclusion-constraint.ts';
import { setNotNull } from './migrations/set-not-null.ts';
import { columnTypeRewrite } from './migrations/column-type-rewrite.ts';
import { volatileDefault } from './migrations/volatile-default.ts';
import { addSerialIdentityOrStoredColumn } from './migrations/add-serial-identity-or-stored-column.ts';
import { reindexNotConcurrent } from './migrations/reindex-not-concurrent.ts';
import { vacuumFull } from './migrations/vacuum-full.ts';
import { cluster } from './migrations/cluster.ts';
import { setUnlogged } from './migrations/set-unlogged.ts';
import { tableRewrite } from './migrations/table-rewrite.ts';
import { refreshMatviewNotConcurrent } from './migrations/refresh-matview-not-concurrent.ts';
import { detachPartitionNotConcurrent } from './migrations/detach-partition-not-concurrent.ts';
import { attachPartition } from './migrations/attach-partition.ts';
import { addTrigger } from './migrations/add-trigger.ts';
import { domainConstraint } from './migrations/domain-constraint.ts';
import { statementAfterAccessExclusive } from './migrations/statement-after-access-exclusive.ts';
import { wideLockWindow } from './migrations/wide-lock-window.ts';
import { backfillInDdlTransaction } from './migrations/backfill-in-ddl-transaction.ts';
import { createTableFkLock } from './migrations/create-table-fk-lock.ts';
import { lockTimeoutMissing } from './migrations/lock-timeout-missing.ts';
import { statementTimeoutMissing } from './migrations/statement-timeout-missing.ts';
import { timeoutDisabled } from './migrations/timeout-disabled.ts';
import { transactionControlInMigration } from './migrations/transaction-control-in-migration.ts';
import { backupNotNoted } from './migrations/backup-not-noted.ts';
import { upgradeHeadsVsHead } from './migrations/upgrade-heads-vs-head.ts';
import { enumValueUsedInTransaction } from './migrations/enum-value-used-in-transaction.ts';
import { invalidRevisionId } from './migrations/invalid-revision-id.ts';
import { possibleRename } from './migrations/possible-rename.ts';
import { unanalyzableSql } from './migrations/unanalyzable-sql.ts';
import { unreadableRevision } from './migrations/unreadable-revision.ts';
import { deletedOrRenamedAfterRelease } from './migrations/deleted-or-renamed-after-release.ts';
import { duplicateRevisionId } from './migrations/duplicate-revision-id.ts';
import { editedAfterRelease } from './migrations/edited-after-release.ts';
import { filenameRevisionMismatch } from './migrations/filename-revision-mismatch.ts';
import { migrationWithAppCode } from './migrations/migration-with-app-code.ts';
import { missingAdvisoryLock } from './migrations/missing-advisory-lock.ts';
import { missingParent } from './migrations/missing-parent.ts';
import { multipleBases } from './migrations/multiple-bases.ts';
import { multipleHeads } from './migrations/multiple-heads.ts';
import { revisionCycle } from './migrations/revision-cycle.ts';
import { staleParent } from './migrations/stale-parent.ts';
import { unnamedConstraint } from './migrations/unnamed-constraint.ts';
import { unnamedConstraintDrop } from './migrations/unnamed-constraint-drop.ts';
import { contractBeforeRelease } from './migrations/contract-before-release.ts';
import { dropTable } from './migrations/drop-table.ts';
import { environmentChangesSchema } from './migrations/environment-changes-schema.ts';
import { unnamedVersionLocation } from './migrations/unnamed-version-location.ts';
import { secondMigrationTool } from './migrations/second-migration-tool.ts';
import { baselineIsEmpty } from './migrations/baseline-is-empty.ts';
import { baselineStampMissing } from './migrations/baseline-stamp-missing.ts';
import { modelsInMetadata } from './migrations/models-in-metadata.ts';
import { modelChangeWithoutMigration } from './migrations/model-change-without-migration.ts';
import { appImportInMigration } from './migrations/app-import-in-migration.ts';
import { createAllInMigration } from './migrations/create-all-in-migration.ts';
import { dropColumn } from './migrations/drop-column.ts';
import { narrowColumnType } from './migrations/narrow-column-type.ts';
import { dropConstraint } from './migrations/drop-constraint.ts';
import { renameTable } from './migrations/rename-table.ts';
import { renameColumn } from './migrations/rename-column.ts';
import { addNotNullWithoutDefault } from './migrations/add-not-null-without-default.ts';
import { pythonDefaultOnly } from './migrations/python-default-only.ts';
import { dropNotNull } from './migrations/drop-not-null.ts';
import { dropDefault } from './migrations/drop-default.ts';
import { newUniqueOnExisting } from './migrations/new-unique-on-existing.ts';
import { dangerousAlembicCommand } from './migrations/dangerous-alembic-command.ts';
import { sqlFileDdlOutsideMigrations } from './migrations/sql-file-ddl-outside-migrations.ts';
import { autoUpgradeOnStart } from './migrations/auto-upgrade-on-start.ts';
import { dropAllInApp } from './migrations/drop-all-in-app.ts';
import { createAllInApp } from './migrations/create-all-in-app.ts';
import { schemaChangeOutsideAlembic } from './migrations/schema-change-outside-alembic.ts';
import { enumValueRemoved } from './migrations/enum-value-removed.ts';
import { hiddenDdl } from './migrations/hidden-ddl.ts';
import { dropSchema } from './migrations/drop-schema.ts';
import { dropDatabase } from './migrations/drop-database.ts';
import { dropOwned } from './migrations/drop-owned.ts';
import { dropType } from './migrations/drop-type.ts';
import { dropView } from './migrations/drop-view.ts';
import { dropSequence } from './migrations/drop-sequence.ts';
import { dropExtension } from './migrations/drop-extension.ts';
import { truncateTable } from './migrations/truncate-table.ts';
import { deleteWithoutWhere } from './migrations/delete-without-where.ts';
import { updateWithoutWhere } from './migrations/update-without-where.ts';
import { cascadeDrop } from './migrations/cascade-drop.ts';
import { renameSchema } from './migrations/rename-schema.ts';
import { renameEnumValue } from './migrations/rename-enum-value.ts';
import { setTableSchema } from './migrations/set-table-schema.ts';
import { manualRunRequired } from './migrations/manual-run-required.ts';
import { irreversibleUpgrade } from './migrations/irreversible-upgrade.ts';
import { checksNotSkipped } from './integrity/checks-not-skipped.ts';
import { integrityProtectedTouched } from './integrity/protected-touched.ts';
import { danglingReference } from './docs/dangling-reference.ts';
import { docsEncoding } from './docs/encoding.ts';
import { pathsCaseCollision } from './paths/case-collision.ts';
import { pathsConfusable } from './paths/confusable.ts';
import { labelStale } from './paths/label-stale.ts';
import { labelUntrusted } from './paths/label-untrusted.ts';
import { protectedPaths } from './paths/protected.ts';
import { pathsSubmodule } from './paths/submodule.ts';
import { pathsSuspiciousName } from './paths/suspicious-name.ts';
import { pathsSymlink } from './paths/symlink.ts';
import { policyDiffIncomplete } from './policy/diff-incomplete.ts';
import { policyInvalid } from './policy/invalid.ts';
import { policyMissing } from './policy/missing.ts';
import { policySelfProtect } from './policy/self-protect.ts';
import { additiveOnly } from './scope/additive-only.ts';
import { aiDenied } from './scope/ai-denied.ts';
import { aiNotAllowed } from './scope/ai-not-allowed.ts';
import { machineOwnedFiles } from './scope/machine-owned.ts';
import { newEndpointNeedsFlag } from './scope/new-endpoint-needs-flag.ts';

/** Every built-in rule, in the order they are documented. */
export const allRules: readonly Rule[] = [
  protectedPaths,
  labelUntrusted,
  labelStale,
  pathsSymlink,
  pathsSubmodule,
  pathsCaseCollision,
  pathsSuspiciousName,
  pathsConfusable,
  aiDenied,
  aiNotAllowed,
  machineOwnedFiles,
  additiveOnly,
  newEndpointNeedsFlag,
  aiBranch,
  noDirectPush,
  forcePush,
  deploySourceRule,
  deployRequirementsRule,
  integrityProtectedTouched,
  checksNotSkipped,
  dependenciesEncoding,
  dependenciesSyntax,
  requirementsPinned,
  lockUnpinned,
  dependenciesConflict,
  dependenciesDuplicate,
  dependenciesDirectUrl,
  dependenciesEditable,
  dependenciesLocalPath,
  lockInSync,
  lockStaleEntry,
  lockMissing,
  dependenciesHashMissing,
  dependenciesHashWeak,
  dependenciesHashMalformed,
  dependenciesHashInconsistent,
  dependenciesLabel,
  dependenciesBothFiles,
  dependenciesInclude,
  dependenciesOption,
  dependenciesEnvVar,
  suspiciousChar,
  dependenciesHeader,
  dependenciesNameForm,
  dependenciesVersionForm,
  dependenciesInlineComment,
  dependenciesSort,
  dependenciesBranchName,
  dropTable,
  dropColumn,
  dropSchema,
  dropDatabase,
  dropOwned,
  dropType,
  dropView,
  dropSequence,
  dropExtension,
  truncateTable,
  deleteWithoutWhere,
  updateWithoutWhere,
  cascadeDrop,
  enumValueRemoved,
  narrowColumnType,
  dropConstraint,
  contractBeforeRelease,
  migrationWithAppCode,
  possibleRename,
  destructiveAutogenerate,
  hiddenDdl,
  unanalyzableSql,
  unreadableRevision,
  multipleHeads,
  staleParent,
  missingParent,
  multipleBases,
  revisionCycle,
  duplicateRevisionId,
  headPinOutOfDate,
  editedAfterRelease,
  deletedOrRenamedAfterRelease,
  filenameRevisionMismatch,
  unnamedConstraint,
  unnamedConstraintDrop,
  invalidRevisionId,
  dynamicRevisionHeader,
  emptyMigration,
  renameTable,
  renameColumn,
  renameSchema,
  renameEnumValue,
  setTableSchema,
  addNotNullWithoutDefault,
  pythonDefaultOnly,
  dropNotNull,
  dropDefault,
  newUniqueOnExisting,
  indexNotConcurrent,
  concurrentIndexInTransaction,
  dropIndexNotConcurrent,
  foreignKeyNotValidMissing,
  checkNotValidMissing,
  validateInSameTransaction,
  uniqueConstraintWithoutIndex,
  primaryKeyWithoutIndex,
  exclusionConstraint,
  setNotNull,
  columnTypeRewrite,
  volatileDefault,
  addSerialIdentityOrStoredColumn,
  reindexNotConcurrent,
  vacuumFull,
  cluster,
  setUnlogged,
  tableRewrite,
  refreshMatviewNotConcurrent,
  detachPartitionNotConcurrent,
  attachPartition,
  addTrigger,
  domainConstraint,
  statementAfterAccessExclusive,
  wideLockWindow,
  backfillInDdlTransaction,
  createTableFkLock,
  lockTimeoutMissing,
  statementTimeoutMissing,
  timeoutDisabled,
  transactionControlInMigration,
  backupNotNoted,
  upgradeHeadsVsHead,
  enumValueUsedInTransaction,
  downgradeMissing,
  downgradeEmpty,
  downgradeRaises,
  downgradeIncomplete,
  downgradeLosesData,
  irreversibleUpgrade,
  schemaChangeOutsideAlembic,
  createAllInApp,
  dropAllInApp,
  autoUpgradeOnStart,
  sqlFileDdlOutsideMigrations,
  dangerousAlembicCommand,
  createAllInMigration,
  appImportInMigration,
  modelChangeWithoutMigration,
  modelsInMetadata,
  baselineIsEmpty,
  baselineStampMissing,
  missingAdvisoryLock,
  unnamedVersionLocation,
  environmentChangesSchema,
  secondMigrationTool,
  manualRunRequired,
  recordIsValid,
  recordLockMismatch,
  danglingReference,
  docsEncoding,
  policyMissing,
  policyInvalid,
  policySelfProtect,
  policyDiffIncomplete,
];
