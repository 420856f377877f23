/** Our rules that say what a rule of another linter says, any of them; or why there is none. */
export type Counterpart = readonly string[] | { readonly none: string };

const STYLE = { none: 'a matter of style, of which Lockkeeper says nothing' } as const;
const IDEMPOTENT = {
  none: 'a migration that failed is rolled back, and one outside of a transaction is for its own rules',
} as const;
const SYNTAX = { none: 'PostgreSQL refuses it the first time that it runs' } as const;

const M = (...names: readonly string[]): readonly string[] => names.map((name) => `migrations/${name}`);

const NEW_COLUMN = M('volatile-default', 'add-serial-identity-or-stored-column');
const LONG_TYPE = M('column-type-rewrite', 'narrow-column-type');
const FOREIGN_KEY = M('foreign-key-not-valid-missing');
const CHECK = M('check-not-valid-missing');
const NOT_NULL = M('set-not-null');
const REQUIRED = M('add-not-null-without-default');
const UNIQUE = M('unique-constraint-without-index');
const PRIMARY_KEY = M('primary-key-without-index');
const CONTROL = M('transaction-control-in-migration');

export const SQUAWK: Readonly<Record<string, Counterpart>> = {
  'adding-field-with-default': NEW_COLUMN,
  'adding-foreign-key-constraint': FOREIGN_KEY,
  'adding-not-nullable-field': NOT_NULL,
  'adding-required-field': REQUIRED,
  'adding-serial-primary-key-field': PRIMARY_KEY,
  'ban-char-field': STYLE,
  'ban-concurrent-index-creation-in-transaction': M('concurrent-index-in-transaction'),
  'ban-create-domain-with-constraint': STYLE,
  'ban-drop-column': M('drop-column'),
  'ban-drop-database': M('drop-database'),
  'ban-drop-not-null': M('drop-not-null'),
  'ban-duplicate-column-assignments': SYNTAX,
  'ban-truncate-cascade': M('truncate-table'),
  'ban-uncommitted-transaction': CONTROL,
  'changing-column-type': LONG_TYPE,
  'constraint-missing-not-valid': [...FOREIGN_KEY, ...CHECK, ...M('validate-in-same-transaction')],
  'disallowed-unique-constraint': UNIQUE,
  'identifier-too-long': STYLE,
  'prefer-bigint-over-int': STYLE,
  'prefer-bigint-over-smallint': STYLE,
  'prefer-identity': STYLE,
  'prefer-repack': M('cluster', 'vacuum-full'),
  'prefer-robust-stmts': IDEMPOTENT,
  'prefer-text-field': STYLE,
  'prefer-timestamp-tz': STYLE,
  'renaming-column': M('rename-column'),
  'require-concurrent-index-creation': M('index-not-concurrent'),
  'require-concurrent-index-deletion': M('drop-index-not-concurrent'),
  'require-concurrent-partition-detach': M('detach-partition-not-concurrent'),
  'require-concurrent-reindex': M('reindex-not-concurrent'),
  'require-enum-value-ordering': STYLE,
  'require-lock-timeout': M('lock-timeout-missing'),
  'require-statement-timeout': M('statement-timeout-missing'),
  'require-table-schema': STYLE,
  'require-timeout-settings': M('lock-timeout-missing', 'statement-timeout-missing'),
  'transaction-nesting': CONTROL,
};

export const PGSAFE: Readonly<Record<string, Counterpart>> = {
  'add-check-without-not-valid': CHECK,
  'add-column-generated-stored': NEW_COLUMN,
  'add-column-identity': NEW_COLUMN,
  'add-column-not-null-no-default': REQUIRED,
  'add-column-serial': NEW_COLUMN,
  'add-column-volatile-default': NEW_COLUMN,
  'add-domain-constraint-without-not-valid': M('domain-constraint'),
  'add-domain-not-null': M('domain-constraint'),
  'add-fk-without-not-valid': FOREIGN_KEY,
  'add-index-non-concurrent': M('index-not-concurrent'),
  'add-unique-constraint': UNIQUE,
  'drop-column': M('drop-column'),
  'drop-database': M('drop-database'),
  'drop-index-non-concurrent': M('drop-index-not-concurrent'),
  'drop-not-null': M('drop-not-null'),
  'prefer-bigint-primary-key': STYLE,
  'prefer-identity': STYLE,
  'prefer-jsonb': STYLE,
  'refresh-matview-non-concurrent': M('refresh-matview-not-concurrent'),
  rename: M('rename-table', 'rename-column', 'rename-schema', 'rename-enum-value'),
  'set-logged-unlogged': M('set-unlogged'),
  'set-not-null': NOT_NULL,
  truncate: M('truncate-table'),
  'vacuum-full-cluster': M('vacuum-full', 'cluster'),
};

export const PGLS: Readonly<Record<string, Counterpart>> = {
  addSerialColumn: NEW_COLUMN,
  addingFieldWithDefault: NEW_COLUMN,
  addingForeignKeyConstraint: FOREIGN_KEY,
  addingNotNullField: NOT_NULL,
  avoidAddingExclusionConstraint: M('exclusion-constraint'),
  avoidAttachingPartition: M('attach-partition'),
  avoidCreateTrigger: M('add-trigger'),
  avoidEnableDisableTrigger: { none: 'it takes a moment, and keeps out writers alone' },
  avoidWideLockWindow: M('wide-lock-window'),
  banCharField: STYLE,
  banConcurrentIndexCreationInTransaction: M('concurrent-index-in-transaction'),
  banDeleteWithoutWhere: M('delete-without-where'),
  banDropDatabase: M('drop-database'),
  banDropTable: M('drop-table'),
  banDropTrigger: { none: 'a trigger holds no rows, and takes a moment to drop' },
  banTruncate: M('truncate-table'),
  banTruncateCascade: M('truncate-table'),
  banUpdateWithoutWhere: M('update-without-where'),
  concurrentRefreshMatviewLock: {
    none: 'readers go on, and what writes a materialised view is only its refresh',
  },
  constraintMissingNotValid: [...FOREIGN_KEY, ...CHECK],
  creatingEnum: STYLE,
  lockTimeoutWarning: M('lock-timeout-missing'),
  multipleAlterTable: { none: 'in one transaction the second one waits for nothing' },
  preferBigInt: STYLE,
  preferBigintOverSmallint: STYLE,
  preferIdentity: STYLE,
  preferJsonb: STYLE,
  preferRobustStmts: IDEMPOTENT,
  renamingColumn: M('rename-column'),
  requireConcurrentIndexCreation: M('index-not-concurrent'),
  requireConcurrentIndexDeletion: M('drop-index-not-concurrent'),
  requireConcurrentRefreshMatview: M('refresh-matview-not-concurrent'),
  requireConcurrentReindex: M('reindex-not-concurrent'),
  requireIdleInTransactionTimeout: { none: 'a migration does not wait for anybody between its statements' },
  requireSeparateConstraintValidation: M('validate-in-same-transaction'),
  requireStatementTimeout: M('statement-timeout-missing'),
  runningStatementWhileHoldingAccessExclusive: M('statement-after-access-exclusive'),
  transactionNesting: CONTROL,
};

/** https://kaveland.no/eugene/hints.html */
export const EUGENE: Readonly<Record<string, Counterpart>> = {
  E1: CHECK,
  E2: NOT_NULL,
  E3: STYLE,
  E4: M('statement-after-access-exclusive'),
  E5: LONG_TYPE,
  E6: M('index-not-concurrent'),
  E7: [...UNIQUE, ...PRIMARY_KEY],
  E11: NEW_COLUMN,
  E15: { none: 'a foreign key without an index slows deletes down, and locks nobody out' },
  W13: STYLE,
  W14: PRIMARY_KEY,
};

/** https://atlasgo.io/lint/analyzers */
export const ATLAS: Readonly<Record<string, Counterpart>> = {
  DS101: M('drop-schema'),
  DS102: M('drop-table'),
  DS103: M('drop-column'),
  MF101: M('new-unique-on-existing'),
  MF103: REQUIRED,
  MF104: NOT_NULL,
  BC101: M('rename-table'),
  BC102: M('rename-column'),
  CD101: M('drop-constraint'),
  PG101: M('index-not-concurrent'),
  PG102: M('drop-index-not-concurrent'),
  PG103: M('concurrent-index-in-transaction'),
  PG104: PRIMARY_KEY,
  PG105: UNIQUE,
  PG301: LONG_TYPE,
  PG302: NEW_COLUMN,
  PG303: NOT_NULL,
  PG305: CHECK,
  PG306: FOREIGN_KEY,
};
