import type { Rule } from '../engine/rule.ts';
import { aiBranch } from '../rules/branches/ai-branch.ts';
import { deployRequirementsRule } from '../rules/branches/deploy-requirements.ts';
import { deploySourceRule } from '../rules/branches/deploy-source.ts';
import { forcePush } from '../rules/branches/force-push.ts';
import { noDirectPush } from '../rules/branches/no-direct-push.ts';
import { dependenciesBothFiles } from '../rules/dependencies/both-files.ts';
import { dependenciesBranchName } from '../rules/dependencies/branch-name.ts';
import { dependenciesConflict } from '../rules/dependencies/conflict.ts';
import { dependenciesDirectUrl } from '../rules/dependencies/direct-url.ts';
import { dependenciesDuplicate } from '../rules/dependencies/duplicate.ts';
import { dependenciesEditable } from '../rules/dependencies/editable.ts';
import { dependenciesEncoding } from '../rules/dependencies/encoding.ts';
import { dependenciesEnvVar } from '../rules/dependencies/env-var.ts';
import { dependenciesHashInconsistent } from '../rules/dependencies/hash-inconsistent.ts';
import { dependenciesHashMalformed } from '../rules/dependencies/hash-malformed.ts';
import { dependenciesHashMissing } from '../rules/dependencies/hash-missing.ts';
import { dependenciesHashWeak } from '../rules/dependencies/hash-weak.ts';
import { dependenciesHeader } from '../rules/dependencies/header.ts';
import { dependenciesInclude } from '../rules/dependencies/include.ts';
import { dependenciesInlineComment } from '../rules/dependencies/inline-comment.ts';
import { dependenciesLabel } from '../rules/dependencies/label.ts';
import { lockInSync } from '../rules/dependencies/lock-in-sync.ts';
import { dependenciesLocalPath } from '../rules/dependencies/local-path.ts';
import { lockMissing } from '../rules/dependencies/lock-missing.ts';
import { lockStaleEntry } from '../rules/dependencies/lock-stale-entry.ts';
import { lockUnpinned } from '../rules/dependencies/lock-unpinned.ts';
import { dependenciesNameForm } from '../rules/dependencies/name-form.ts';
import { dependenciesOption } from '../rules/dependencies/option.ts';
import { requirementsPinned } from '../rules/dependencies/requirements-pinned.ts';
import { dependenciesSort } from '../rules/dependencies/sort.ts';
import { suspiciousChar } from '../rules/dependencies/suspicious-char.ts';
import { dependenciesSyntax } from '../rules/dependencies/syntax.ts';
import { recordIsValid } from '../rules/deployment/record-is-valid.ts';
import { recordLockMismatch } from '../rules/deployment/record-lock-mismatch.ts';
import { dependenciesVersionForm } from '../rules/dependencies/version-form.ts';
import { downgradeEmpty } from '../rules/migrations/downgrade-empty.ts';
import { downgradeIncomplete } from '../rules/migrations/downgrade-incomplete.ts';
import { downgradeLosesData } from '../rules/migrations/downgrade-loses-data.ts';
import { downgradeMissing } from '../rules/migrations/downgrade-missing.ts';
import { downgradeRaises } from '../rules/migrations/downgrade-raises.ts';
import { destructiveAutogenerate } from '../rules/migrations/destructive-autogenerate.ts';
import { dynamicRevisionHeader } from '../rules/migrations/dynamic-revision-header.ts';
import { emptyMigration } from '../rules/migrations/empty-migration.ts';
import { headPinOutOfDate } from '../rules/migrations/head-pin-out-of-date.ts';
import { indexNotConcurrent } from '../rules/migrations/index-not-concurrent.ts';
import { concurrentIndexInTransaction } from '../rules/migrations/concurrent-index-in-transaction.ts';
import { dropIndexNotConcurrent } from '../rules/migrations/drop-index-not-concurrent.ts';
import { foreignKeyNotValidMissing } from '../rules/migrations/foreign-key-not-valid-missing.ts';
import { checkNotValidMissing } from '../rules/migrations/check-not-valid-missing.ts';
import { validateInSameTransaction } from '../rules/migrations/validate-in-same-transaction.ts';
import { uniqueConstraintWithoutIndex } from '../rules/migrations/unique-constraint-without-index.ts';
import { primaryKeyWithoutIndex } from '../rules/migrations/primary-key-without-index.ts';
import { exclusionConstraint } from '../rules/migrations/exclusion-constraint.ts';
import { setNotNull } from '../rules/migrations/set-not-null.ts';
import { columnTypeRewrite } from '../rules/migrations/column-type-rewrite.ts';
import { volatileDefault } from '../rules/migrations/volatile-default.ts';
import { addSerialIdentityOrStoredColumn } from '../rules/migrations/add-serial-identity-or-stored-column.ts';
import { reindexNotConcurrent } from '../rules/migrations/reindex-not-concurrent.ts';
import { vacuumFull } from '../rules/migrations/vacuum-full.ts';
import { cluster } from '../rules/migrations/cluster.ts';
import { setUnlogged } from '../rules/migrations/set-unlogged.ts';
import { tableRewrite } from '../rules/migrations/table-rewrite.ts';
import { refreshMatviewNotConcurrent } from '../rules/migrations/refresh-matview-not-concurrent.ts';
import { detachPartitionNotConcurrent } from '../rules/migrations/detach-partition-not-concurrent.ts';
import { attachPartition } from '../rules/migrations/attach-partition.ts';
import { addTrigger } from '../rules/migrations/add-trigger.ts';
import { domainConstraint } from '../rules/migrations/domain-constraint.ts';
import { statementAfterAccessExclusive } from '../rules/migrations/statement-after-access-exclusive.ts';
import { wideLockWindow } from '../rules/migrations/wide-lock-window.ts';
import { backfillInDdlTransaction } from '../rules/migrations/backfill-in-ddl-transaction.ts';
import { createTableFkLock } from '../rules/migrations/create-table-fk-lock.ts';
import { lockTimeoutMissing } from '../rules/migrations/lock-timeout-missing.ts';
import { statementTimeoutMissing } from '../rules/migrations/statement-timeout-missing.ts';
import { timeoutDisabled } from '../rules/migrations/timeout-disabled.ts';
import { transactionControlInMigration } from '../rules/migrations/transaction-control-in-migration.ts';
import { backupNotNoted } from '../rules/migrations/backup-not-noted.ts';
import { upgradeHeadsVsHead } from '../rules/migrations/upgrade-heads-vs-head.ts';
import { enumValueUsedInTransaction } from '../rules/migrations/enum-value-used-in-transaction.ts';
import { invalidRevisionId } from '../rules/migrations/invalid-revision-id.ts';
import { possibleRename } from '../rules/migrations/possible-rename.ts';
import { unanalyzableSql } from '../rules/migrations/unanalyzable-sql.ts';
import { unreadableRevision } from '../rules/migrations/unreadable-revision.ts';
import { deletedOrRenamedAfterRelease } from '../rules/migrations/deleted-or-renamed-after-release.ts';
import { duplicateRevisionId } from '../rules/migrations/duplicate-revision-id.ts';
import { editedAfterRelease } from '../rules/migrations/edited-after-release.ts';
import { filenameRevisionMismatch } from '../rules/migrations/filename-revision-mismatch.ts';
import { migrationWithAppCode } from '../rules/migrations/migration-with-app-code.ts';
import { missingAdvisoryLock } from '../rules/migrations/missing-advisory-lock.ts';
import { missingParent } from '../rules/migrations/missing-parent.ts';
import { multipleBases } from '../rules/migrations/multiple-bases.ts';
import { multipleHeads } from '../rules/migrations/multiple-heads.ts';
import { revisionCycle } from '../rules/migrations/revision-cycle.ts';
import { staleParent } from '../rules/migrations/stale-parent.ts';
import { unnamedConstraint } from '../rules/migrations/unnamed-constraint.ts';
import { unnamedConstraintDrop } from '../rules/migrations/unnamed-constraint-drop.ts';
import { contractBeforeRelease } from '../rules/migrations/contract-before-release.ts';
import { dropTable } from '../rules/migrations/drop-table.ts';
import { environmentChangesSchema } from '../rules/migrations/environment-changes-schema.ts';
import { unnamedVersionLocation } from '../rules/migrations/unnamed-version-location.ts';
import { secondMigrationTool } from '../rules/migrations/second-migration-tool.ts';
import { baselineIsEmpty } from '../rules/migrations/baseline-is-empty.ts';
import { baselineStampMissing } from '../rules/migrations/baseline-stamp-missing.ts';
import { modelsInMetadata } from '../rules/migrations/models-in-metadata.ts';
import { modelChangeWithoutMigration } from '../rules/migrations/model-change-without-migration.ts';
import { appImportInMigration } from '../rules/migrations/app-import-in-migration.ts';
import { createAllInMigration } from '../rules/migrations/create-all-in-migration.ts';
import { dropColumn } from '../rules/migrations/drop-column.ts';
import { narrowColumnType } from '../rules/migrations/narrow-column-type.ts';
import { dropConstraint } from '../rules/migrations/drop-constraint.ts';
import { renameTable } from '../rules/migrations/rename-table.ts';
import { renameColumn } from '../rules/migrations/rename-column.ts';
import { addNotNullWithoutDefault } from '../rules/migrations/add-not-null-without-default.ts';
import { pythonDefaultOnly } from '../rules/migrations/python-default-only.ts';
import { dropNotNull } from '../rules/migrations/drop-not-null.ts';
import { dropDefault } from '../rules/migrations/drop-default.ts';
import { newUniqueOnExisting } from '../rules/migrations/new-unique-on-existing.ts';
import { dangerousAlembicCommand } from '../rules/migrations/dangerous-alembic-command.ts';
import { sqlFileDdlOutsideMigrations } from '../rules/migrations/sql-file-ddl-outside-migrations.ts';
import { autoUpgradeOnStart } from '../rules/migrations/auto-upgrade-on-start.ts';
import { dropAllInApp } from '../rules/migrations/drop-all-in-app.ts';
import { createAllInApp } from '../rules/migrations/create-all-in-app.ts';
import { schemaChangeOutsideAlembic } from '../rules/migrations/schema-change-outside-alembic.ts';
import { enumValueRemoved } from '../rules/migrations/enum-value-removed.ts';
import { hiddenDdl } from '../rules/migrations/hidden-ddl.ts';
import { dropSchema } from '../rules/migrations/drop-schema.ts';
import { dropDatabase } from '../rules/migrations/drop-database.ts';
import { dropOwned } from '../rules/migrations/drop-owned.ts';
import { dropType } from '../rules/migrations/drop-type.ts';
import { dropView } from '../rules/migrations/drop-view.ts';
import { dropSequence } from '../rules/migrations/drop-sequence.ts';
import { dropExtension } from '../rules/migrations/drop-extension.ts';
import { truncateTable } from '../rules/migrations/truncate-table.ts';
import { deleteWithoutWhere } from '../rules/migrations/delete-without-where.ts';
import { updateWithoutWhere } from '../rules/migrations/update-without-where.ts';
import { cascadeDrop } from '../rules/migrations/cascade-drop.ts';
import { renameSchema } from '../rules/migrations/rename-schema.ts';
import { renameEnumValue } from '../rules/migrations/rename-enum-value.ts';
import { setTableSchema } from '../rules/migrations/set-table-schema.ts';
import { manualRunRequired } from '../rules/migrations/manual-run-required.ts';
import { irreversibleUpgrade } from '../rules/migrations/irreversible-upgrade.ts';
import { checksNotSkipped } from '../rules/integrity/checks-not-skipped.ts';
import { integrityProtectedTouched } from '../rules/integrity/protected-touched.ts';
import { danglingReference } from '../rules/docs/dangling-reference.ts';
import { docsEncoding } from '../rules/docs/encoding.ts';
import { pathsCaseCollision } from '../rules/paths/case-collision.ts';
import { pathsConfusable } from '../rules/paths/confusable.ts';
import { labelStale } from '../rules/paths/label-stale.ts';
import { labelUntrusted } from '../rules/paths/label-untrusted.ts';
import { protectedPaths } from '../rules/paths/protected.ts';
import { pathsSubmodule } from '../rules/paths/submodule.ts';
import { pathsSuspiciousName } from '../rules/paths/suspicious-name.ts';
import { pathsSymlink } from '../rules/paths/symlink.ts';
import { policyDiffIncomplete } from '../rules/policy/diff-incomplete.ts';
import { policyInvalid } from '../rules/policy/invalid.ts';
import { policyMissing } from '../rules/policy/missing.ts';
import { policySelfProtect } from '../rules/policy/self-protect.ts';
import { additiveOnly } from '../rules/scope/additive-only.ts';
import { aiDenied } from '../rules/scope/ai-denied.ts';
import { aiNotAllowed } from '../rules/scope/ai-not-allowed.ts';
import { machineOwnedFiles } from '../rules/scope/machine-owned.ts';
import { newEndpointNeedsFlag } from '../rules/scope/new-endpoint-needs-flag.ts';

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
