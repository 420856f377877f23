/** What one rule of another linter comes to here. */
export interface PeerRule {
  readonly peer: Peer;
  /** Its name; of wikimind, which has one rule, what its message speaks of. */
  readonly rule: string;
  /** Our rules that say the same; any of them answers. */
  readonly ours: readonly string[];
}

export type Peer = 'scale-agentex' | 'wikimind' | 'alembic-migration-linter' | 'alembic-guard';

const PEERS: readonly Peer[] = ['scale-agentex', 'wikimind', 'alembic-migration-linter', 'alembic-guard'];
const NOT_NULL = 'migrations/add-not-null-without-default';

/** Every rule of the four linters that a case tries, and those whose silence a case tries. */
export const PEER_RULES: readonly PeerRule[] = [
  peerRule('scale-agentex prefer-robust-stmts', [
    'migrations/index-not-concurrent',
    'migrations/foreign-key-not-valid-missing',
  ]),
  peerRule('scale-agentex adding-required-field', [NOT_NULL]),
  peerRule('scale-agentex transaction-nesting', ['migrations/concurrent-index-in-transaction']),
  peerRule('scale-agentex in-band-backfill', ['migrations/backfill-in-ddl-transaction']),
  peerRule('scale-agentex no-timeout-overrides', ['migrations/timeout-disabled']),

  peerRule('wikimind op.drop_table()', ['migrations/drop-table']),
  peerRule('wikimind op.drop_column()', ['migrations/drop-column']),
  peerRule('wikimind op.alter_column(type_=...)', [
    'migrations/narrow-column-type',
    'migrations/column-type-rewrite',
  ]),
  peerRule('wikimind raw SQL contains DROP TABLE', ['migrations/drop-table']),
  peerRule('wikimind raw SQL contains DROP COLUMN', ['migrations/drop-column']),

  peerRule('alembic-migration-linter NOT_NULL', [NOT_NULL, 'migrations/set-not-null']),
  peerRule('alembic-migration-linter DROP_COLUMN', ['migrations/drop-column']),
  peerRule('alembic-migration-linter DROP_TABLE', ['migrations/drop-table']),
  peerRule('alembic-migration-linter RENAME_COLUMN', ['migrations/rename-column']),
  peerRule('alembic-migration-linter RENAME_TABLE', ['migrations/rename-table']),
  peerRule('alembic-migration-linter ALTER_COLUMN', [
    'migrations/narrow-column-type',
    'migrations/column-type-rewrite',
  ]),
  peerRule('alembic-migration-linter ADD_UNIQUE', ['migrations/new-unique-on-existing']),

  peerRule('alembic-guard AG001', [NOT_NULL, 'migrations/python-default-only']),
  peerRule('alembic-guard AG002', ['migrations/index-not-concurrent']),
  peerRule('alembic-guard AG003', ['migrations/concurrent-index-in-transaction']),
  peerRule('alembic-guard AG004', ['migrations/rename-table', 'migrations/rename-column']),
  peerRule('alembic-guard AG005', ['migrations/drop-table', 'migrations/drop-column']),
  peerRule('alembic-guard AG006', ['migrations/narrow-column-type', 'migrations/column-type-rewrite']),
  peerRule('alembic-guard AG007', ['migrations/set-not-null']),
  peerRule('alembic-guard AG008', [
    'migrations/foreign-key-not-valid-missing',
    'migrations/check-not-valid-missing',
  ]),
  peerRule('alembic-guard AG009', ['migrations/volatile-default']),
  peerRule('alembic-guard AG010', [
    'migrations/new-unique-on-existing',
    'migrations/primary-key-without-index',
  ]),
];

/** Cases in which we do not say what the linter says, each with the reason. */
export const EXPLAINED: Readonly<Record<string, string>> = {
  'scale-agentex::test_add_column_not_null_with_server_default_flagged':
    'PostgreSQL gives the rows that are there the default, and since 11 without writing them anew',
  'scale-agentex::test_in_band_delete_backfill_flagged':
    'some rows of a table are deleted in a transaction that locks nothing else',
  'scale-agentex::test_set_lock_timeout_flagged':
    'a limit of its own keeps others waiting no longer than that; only one that is switched off does',
  'wikimind::test_alter_column_type_change_fails':
    'which type the column had is not there: undetermined, which CI refuses',
  'wikimind::test_multiple_violations_reported':
    'of the third, which type the column had is not there: undetermined, which CI refuses',
  'alembic-migration-linter::batch_alter_table':
    'the same migration makes the table, so that it holds no row to look at',
  'alembic-guard::batch-alter-both': 'which type the column had is not there: undetermined, which CI refuses',
  'alembic-guard::volatile-nextval':
    'SQLAlchemy puts a text in quotes: the default is one constant for all rows',
  'wikimind::test_rollback_safe_comment_exempts':
    'the author of a change must not be able to exempt it by a comment',
  'wikimind::test_destructive_in_helper_function_ignored': 'the linter calls this a limit of its own',
  'alembic-migration-linter::run_sql_with_drop':
    'the same migration makes the table, so that no row and no running code knows the column',
};

/** `linter rule` */
function peerRule(name: string, ours: readonly string[]): PeerRule {
  const peer = PEERS.find((one) => name.startsWith(`${one} `));
  if (peer === undefined) throw new Error(`${name} is a rule of no linter that is known here.`);
  return { peer, rule: name.slice(peer.length + 1), ours };
}
