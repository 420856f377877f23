/** Statements that keep nobody waiting for long, or nobody at all, need no limit. */
const NOBODY_WAITS =
  'it keeps nobody waiting for long: PostgreSQL shows a lock for a moment, or none on a table';
const OWN_WORDS = {
  constantDefault:
    'PostgreSQL 11 and later keep one value for all rows beside the table, and write none again',
  unknownFunction:
    'whether a function of the project gives each row its own value cannot be told: undetermined, which CI refuses',
  query: 'a query takes no lock that anybody waits for, and how long it takes is not in the text',
  otherRule: 'another rule of the linter says it, and so does ours',
  renamedApart: 'no table is renamed: nothing in the database waits, and no row is lost',
  unknownCheck: 'what the check says stands in a migration that is not there',
} as const;

/** Cases in which we do not say what the linter says, each with the reason. */
export const EXPLAINED: Readonly<Record<string, string>> = {
  'squawk adding_field_with_default::default_uuid_error_multi_stmt adding-field-with-default':
    OWN_WORDS.unknownFunction,
  'squawk adding_field_with_default::arbitrary_func_err adding-field-with-default': OWN_WORDS.unknownFunction,
  'squawk adding_foreign_key_constraint::add_column_references_lock adding-foreign-key-constraint':
    'a new column without values has nothing to look up: PostgreSQL reads no row of either table',
  'squawk adding_not_null_field::regression_gh_issue_628_pg11_with_validated_check_err adding-not-nullable-field':
    'PostgreSQL 11 is older than the versions that are judged; since 12 a valid check is believed',
  'squawk adding_not_null_field::pg16_cross_migration_validate_then_set_not_null_ok adding-not-nullable-field':
    OWN_WORDS.unknownCheck,
  'squawk adding_not_null_field::pg12_cross_migration_validate_then_set_not_null_ok adding-not-nullable-field':
    OWN_WORDS.unknownCheck,
  'squawk ban_concurrent_index_creation_in_transaction::assuming_in_transaction_ok ban-concurrent-index-creation-in-transaction':
    'PostgreSQL refuses it in any transaction block, also where it is the only statement',
  'squawk ban_truncate_cascade::ok ban-truncate-cascade': 'every row is gone without CASCADE as well',
  'squawk ban_uncommitted_transaction::multiple_transactions_last_uncommitted_err ban-uncommitted-transaction':
    'whatever runs a file of this name may commit; where the tool is known, its BEGIN is told',
  'squawk ban_uncommitted_transaction::fix_adds_commit_to_start_transaction ban-uncommitted-transaction':
    'whatever runs a file of this name may commit; where the tool is known, its BEGIN is told',
  'squawk changing_column_type::err changing-column-type':
    'which type the column had is not there: undetermined, which CI refuses',
  'squawk prefer_repack::vacuum_full_below_pg19_ok prefer-repack':
    'VACUUM FULL takes ACCESS EXCLUSIVE and writes every row in every version',
  'squawk require_concurrent_partition_detach::detach_partition_missing_concurrently_err require-concurrent-partition-detach':
    'CONCURRENTLY came with PostgreSQL 14, and the policy names no version',
  'squawk require_timeout_settings::err_missing_both_timeouts require-statement-timeout': NOBODY_WAITS,
  'squawk require_timeout_settings::err_timeouts_after_ddl require-statement-timeout': NOBODY_WAITS,
  'squawk require_timeout_settings::err_other_ddl_operations require-lock-timeout': NOBODY_WAITS,
  'squawk require_timeout_settings::err_other_ddl_operations require-statement-timeout': NOBODY_WAITS,
  'squawk require_timeout_settings::err_lock_access_share_uses_correct_article require-lock-timeout':
    NOBODY_WAITS,
  'squawk require_timeout_settings::err_lock_access_share_uses_correct_article require-statement-timeout':
    NOBODY_WAITS,
  'squawk require_timeout_settings::fix_with_leading_comments require-statement-timeout': NOBODY_WAITS,
  'squawk require_timeout_settings::fix_with_leading_comment_c_style require-statement-timeout': NOBODY_WAITS,
  'squawk require_timeout_settings::fix_multiple_ddl_statements require-lock-timeout':
    'the migration makes the table itself: nobody knows it yet',
  'squawk require_timeout_settings::fix_multiple_ddl_statements require-statement-timeout':
    'the migration makes the table itself: nobody knows it yet',
  'squawk transaction_nesting::commit_repeated_err transaction-nesting':
    'PostgreSQL only warns of a COMMIT outside of a transaction, and which tool runs the file is not known',
  'squawk transaction_nesting::squawk_disable_assume_in_transaction_allows_begin_commit transaction-nesting':
    'the author of a change must not be able to exempt it by a comment',
  'pgsafe 11 add-domain-not-null': OWN_WORDS.otherRule,
  'pgsafe 15 rename': OWN_WORDS.renamedApart,
  'pgsafe 16 rename': OWN_WORDS.renamedApart,
  'pgsafe 17 rename': OWN_WORDS.renamedApart,
  'pgsafe 60 refresh-matview-non-concurrent':
    'WITH NO DATA empties the view under ACCESS EXCLUSIVE, and readers get an error until it is filled',
  'pgls addingFieldWithDefault/basic.sql': OWN_WORDS.constantDefault,
  'pgls addingFieldWithDefault/volatile_default.sql': OWN_WORDS.constantDefault,
  'pgls requireStatementTimeout/reindex.sql':
    'nothing shows which table the index belongs to, so that nothing tells who waits',
  'pgls runningStatementWhileHoldingAccessExclusive/basic.sql': OWN_WORDS.query,
  'pgls runningStatementWhileHoldingAccessExclusive/create_index_after_alter.sql':
    'told once, by the rule that says how to build the index while others write',
  'pgls runningStatementWhileHoldingAccessExclusive/insert_after_alter.sql':
    'one row takes a moment: PostgreSQL holds the lock no longer for it',
  'eugene E4/bad.sql': OWN_WORDS.query,
};
