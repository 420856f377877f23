import type { Rule } from '../engine/rule.ts';
import { aiBranch } from '../change/rules/branches/ai-branch.ts';
import { deployRequirementsRule } from '../change/rules/branches/deploy-requirements.ts';
import { deploySourceRule } from '../change/rules/branches/deploy-source.ts';
import { forcePush } from '../change/rules/branches/force-push.ts';
import { noDirectPush } from '../change/rules/branches/no-direct-push.ts';
import { waiverUnfinished } from '../change/rules/policy/waiver-unfinished.ts';
import { dependenciesBothFiles } from '../dependencies/rules/both-files.ts';
import { dependenciesBranchName } from '../dependencies/rules/branch-name.ts';
import { dependenciesConflict } from '../dependencies/rules/conflict.ts';
import { dependenciesDirectUrl } from '../dependencies/rules/direct-url.ts';
import { dependenciesDuplicate } from '../dependencies/rules/duplicate.ts';
import { dependenciesEditable } from '../dependencies/rules/editable.ts';
import { dependenciesEncoding } from '../dependencies/rules/encoding.ts';
import { dependenciesEnvVar } from '../dependencies/rules/env-var.ts';
import { dependenciesHashInconsistent } from '../dependencies/rules/hash-inconsistent.ts';
import { dependenciesHashMalformed } from '../dependencies/rules/hash-malformed.ts';
import { dependenciesHashMissing } from '../dependencies/rules/hash-missing.ts';
import { dependenciesHashWeak } from '../dependencies/rules/hash-weak.ts';
import { dependenciesHeader } from '../dependencies/rules/header.ts';
import { dependenciesInclude } from '../dependencies/rules/include.ts';
import { dependenciesInlineComment } from '../dependencies/rules/inline-comment.ts';
import { dependenciesLabel } from '../dependencies/rules/label.ts';
import { lockInSync } from '../dependencies/rules/lock-in-sync.ts';
import { dependenciesLocalPath } from '../dependencies/rules/local-path.ts';
import { lockMissing } from '../dependencies/rules/lock-missing.ts';
import { lockStaleEntry } from '../dependencies/rules/lock-stale-entry.ts';
import { lockUnpinned } from '../dependencies/rules/lock-unpinned.ts';
import { dependenciesNameForm } from '../dependencies/rules/name-form.ts';
import { dependenciesOption } from '../dependencies/rules/option.ts';
import { requirementsPinned } from '../dependencies/rules/requirements-pinned.ts';
import { dependenciesSort } from '../dependencies/rules/sort.ts';
import { suspiciousChar } from '../dependencies/rules/suspicious-char.ts';
import { dependenciesSyntax } from '../dependencies/rules/syntax.ts';
import { recordIsValid } from '../deployment/rules/record-is-valid.ts';
import { recordLockMismatch } from '../deployment/rules/record-lock-mismatch.ts';
import { dependenciesVersionForm } from '../dependencies/rules/version-form.ts';
import { downgradeEmpty } from '../migrations/rules/downgrade-empty.ts';
import { downgradeIncomplete } from '../migrations/rules/downgrade-incomplete.ts';
import { downgradeLosesData } from '../migrations/rules/downgrade-loses-data.ts';
import { downgradeMissing } from '../migrations/rules/downgrade-missing.ts';
import { downgradeRaises } from '../migrations/rules/downgrade-raises.ts';
import { destructiveAutogenerate } from '../migrations/rules/destructive-autogenerate.ts';
import { dynamicRevisionHeader } from '../migrations/rules/dynamic-revision-header.ts';
import { emptyMigration } from '../migrations/rules/empty-migration.ts';
import { headPinOutOfDate } from '../migrations/rules/head-pin-out-of-date.ts';
import { indexNotConcurrent } from '../migrations/rules/index-not-concurrent.ts';
import { concurrentIndexInTransaction } from '../migrations/rules/concurrent-index-in-transaction.ts';
import { dropIndexNotConcurrent } from '../migrations/rules/drop-index-not-concurrent.ts';
import { foreignKeyNotValidMissing } from '../migrations/rules/foreign-key-not-valid-missing.ts';
import { checkNotValidMissing } from '../migrations/rules/check-not-valid-missing.ts';
import { validateInSameTransaction } from '../migrations/rules/validate-in-same-transaction.ts';
import { uniqueConstraintWithoutIndex } from '../migrations/rules/unique-constraint-without-index.ts';
import { primaryKeyWithoutIndex } from '../migrations/rules/primary-key-without-index.ts';
import { exclusionConstraint } from '../migrations/rules/exclusion-constraint.ts';
import { setNotNull } from '../migrations/rules/set-not-null.ts';
import { columnTypeRewrite } from '../migrations/rules/column-type-rewrite.ts';
import { volatileDefault } from '../migrations/rules/volatile-default.ts';
import { addSerialIdentityOrStoredColumn } from '../migrations/rules/add-serial-identity-or-stored-column.ts';
import { reindexNotConcurrent } from '../migrations/rules/reindex-not-concurrent.ts';
import { vacuumFull } from '../migrations/rules/vacuum-full.ts';
import { cluster } from '../migrations/rules/cluster.ts';
import { setUnlogged } from '../migrations/rules/set-unlogged.ts';
import { tableRewrite } from '../migrations/rules/table-rewrite.ts';
import { refreshMatviewNotConcurrent } from '../migrations/rules/refresh-matview-not-concurrent.ts';
import { detachPartitionNotConcurrent } from '../migrations/rules/detach-partition-not-concurrent.ts';
import { attachPartition } from '../migrations/rules/attach-partition.ts';
import { addTrigger } from '../migrations/rules/add-trigger.ts';
import { domainConstraint } from '../migrations/rules/domain-constraint.ts';
import { statementAfterAccessExclusive } from '../migrations/rules/statement-after-access-exclusive.ts';
import { wideLockWindow } from '../migrations/rules/wide-lock-window.ts';
import { backfillInDdlTransaction } from '../migrations/rules/backfill-in-ddl-transaction.ts';
import { createTableFkLock } from '../migrations/rules/create-table-fk-lock.ts';
import { lockTimeoutMissing } from '../migrations/rules/lock-timeout-missing.ts';
import { statementTimeoutMissing } from '../migrations/rules/statement-timeout-missing.ts';
import { timeoutDisabled } from '../migrations/rules/timeout-disabled.ts';
import { transactionControlInMigration } from '../migrations/rules/transaction-control-in-migration.ts';
import { backupNotNoted } from '../migrations/rules/backup-not-noted.ts';
import { upgradeHeadsVsHead } from '../migrations/rules/upgrade-heads-vs-head.ts';
import { enumValueUsedInTransaction } from '../migrations/rules/enum-value-used-in-transaction.ts';
import { invalidRevisionId } from '../migrations/rules/invalid-revision-id.ts';
import { possibleRename } from '../migrations/rules/possible-rename.ts';
import { unanalyzableSql } from '../migrations/rules/unanalyzable-sql.ts';
import { unreadableRevision } from '../migrations/rules/unreadable-revision.ts';
import { deletedOrRenamedAfterRelease } from '../migrations/rules/deleted-or-renamed-after-release.ts';
import { duplicateRevisionId } from '../migrations/rules/duplicate-revision-id.ts';
import { editedAfterRelease } from '../migrations/rules/edited-after-release.ts';
import { filenameRevisionMismatch } from '../migrations/rules/filename-revision-mismatch.ts';
import { migrationWithAppCode } from '../migrations/rules/migration-with-app-code.ts';
import { missingAdvisoryLock } from '../migrations/rules/missing-advisory-lock.ts';
import { missingParent } from '../migrations/rules/missing-parent.ts';
import { multipleBases } from '../migrations/rules/multiple-bases.ts';
import { multipleHeads } from '../migrations/rules/multiple-heads.ts';
import { revisionCycle } from '../migrations/rules/revision-cycle.ts';
import { staleParent } from '../migrations/rules/stale-parent.ts';
import { unnamedConstraint } from '../migrations/rules/unnamed-constraint.ts';
import { unnamedConstraintDrop } from '../migrations/rules/unnamed-constraint-drop.ts';
import { contractBeforeRelease } from '../migrations/rules/contract-before-release.ts';
import { dropTable } from '../migrations/rules/drop-table.ts';
import { environmentChangesSchema } from '../migrations/rules/environment-changes-schema.ts';
import { unnamedVersionLocation } from '../migrations/rules/unnamed-version-location.ts';
import { secondMigrationTool } from '../migrations/rules/second-migration-tool.ts';
import { baselineIsEmpty } from '../migrations/rules/baseline-is-empty.ts';
import { baselineStampMissing } from '../migrations/rules/baseline-stamp-missing.ts';
import { modelsInMetadata } from '../migrations/rules/models-in-metadata.ts';
import { modelChangeWithoutMigration } from '../migrations/rules/model-change-without-migration.ts';
import { appImportInMigration } from '../migrations/rules/app-import-in-migration.ts';
import { createAllInMigration } from '../migrations/rules/create-all-in-migration.ts';
import { dropColumn } from '../migrations/rules/drop-column.ts';
import { narrowColumnType } from '../migrations/rules/narrow-column-type.ts';
import { dropConstraint } from '../migrations/rules/drop-constraint.ts';
import { renameTable } from '../migrations/rules/rename-table.ts';
import { renameColumn } from '../migrations/rules/rename-column.ts';
import { addNotNullWithoutDefault } from '../migrations/rules/add-not-null-without-default.ts';
import { pythonDefaultOnly } from '../migrations/rules/python-default-only.ts';
import { dropNotNull } from '../migrations/rules/drop-not-null.ts';
import { dropDefault } from '../migrations/rules/drop-default.ts';
import { newUniqueOnExisting } from '../migrations/rules/new-unique-on-existing.ts';
import { dangerousAlembicCommand } from '../migrations/rules/dangerous-alembic-command.ts';
import { sqlFileDdlOutsideMigrations } from '../migrations/rules/sql-file-ddl-outside-migrations.ts';
import { autoUpgradeOnStart } from '../migrations/rules/auto-upgrade-on-start.ts';
import { dropAllInApp } from '../migrations/rules/drop-all-in-app.ts';
import { createAllInApp } from '../migrations/rules/create-all-in-app.ts';
import { schemaChangeOutsideAlembic } from '../migrations/rules/schema-change-outside-alembic.ts';
import { enumValueRemoved } from '../migrations/rules/enum-value-removed.ts';
import { hiddenDdl } from '../migrations/rules/hidden-ddl.ts';
import { dropSchema } from '../migrations/rules/drop-schema.ts';
import { dropDatabase } from '../migrations/rules/drop-database.ts';
import { dropOwned } from '../migrations/rules/drop-owned.ts';
import { dropType } from '../migrations/rules/drop-type.ts';
import { dropView } from '../migrations/rules/drop-view.ts';
import { dropSequence } from '../migrations/rules/drop-sequence.ts';
import { dropExtension } from '../migrations/rules/drop-extension.ts';
import { truncateTable } from '../migrations/rules/truncate-table.ts';
import { deleteWithoutWhere } from '../migrations/rules/delete-without-where.ts';
import { updateWithoutWhere } from '../migrations/rules/update-without-where.ts';
import { cascadeDrop } from '../migrations/rules/cascade-drop.ts';
import { renameSchema } from '../migrations/rules/rename-schema.ts';
import { renameEnumValue } from '../migrations/rules/rename-enum-value.ts';
import { setTableSchema } from '../migrations/rules/set-table-schema.ts';
import { manualRunRequired } from '../migrations/rules/manual-run-required.ts';
import { irreversibleUpgrade } from '../migrations/rules/irreversible-upgrade.ts';
import { checksNotSkipped } from '../change/rules/integrity/checks-not-skipped.ts';
import { integrityProtectedTouched } from '../change/rules/integrity/protected-touched.ts';
import { danglingReference } from '../documents/rules/dangling-reference.ts';
import { docsEncoding } from '../documents/rules/encoding.ts';
import { pathsCaseCollision } from '../paths/rules/case-collision.ts';
import { pathsConfusable } from '../paths/rules/confusable.ts';
import { labelStale } from '../paths/rules/label-stale.ts';
import { labelUntrusted } from '../paths/rules/label-untrusted.ts';
import { protectedPaths } from '../paths/rules/protected.ts';
import { pathsSubmodule } from '../paths/rules/submodule.ts';
import { pathsSuspiciousName } from '../paths/rules/suspicious-name.ts';
import { pathsSymlink } from '../paths/rules/symlink.ts';
import { policyDiffIncomplete } from '../change/rules/policy/diff-incomplete.ts';
import { policyInvalid } from '../change/rules/policy/invalid.ts';
import { policyMissing } from '../change/rules/policy/missing.ts';
import { policyMatchesNothing } from '../change/rules/policy/matches-nothing.ts';
import { policyUnsupported } from '../change/rules/policy/unsupported.ts';
import { policySelfProtect } from '../change/rules/policy/self-protect.ts';
import { additiveOnly } from '../change/rules/scope/additive-only.ts';
import { aiDenied } from '../change/rules/scope/ai-denied.ts';
import { aiNotAllowed } from '../change/rules/scope/ai-not-allowed.ts';
import { machineOwnedFiles } from '../change/rules/scope/machine-owned.ts';
import { newEndpointNeedsFlag } from '../change/rules/scope/new-endpoint-needs-flag.ts';

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
  policyMatchesNothing,
  policyUnsupported,
  waiverUnfinished,
];
