import type { Flag } from './flag.ts';
import type { LockMode } from './lock-mode.ts';
import type { Name, TableName } from './name.ts';

/**
 * What a statement does beside the columns, constraints and rows of tables: how a relation is held and guarded, the
 * values of a type, the session and its transaction. The folded schema stays as it is; who has to wait, and what
 * later statements mean, may not.
 */
export type UtilityStatement =
  | TableStatement
  | PartitionStatement
  | MaintenanceStatement
  | TypeStatement
  | SessionStatement;

export const TABLE_OPTIONS = [
  'access-method',
  'cluster-on',
  'inherit',
  'logged',
  'no-inherit',
  'of-type',
  'owner',
  'replica-identity',
  'row-security',
  'rules',
  'storage-parameters',
  'tablespace',
  'triggers',
  'unlogged',
  /** Of a foreign table, or one that a later PostgreSQL brought. */
  'other',
] as const;

export const COLUMN_OPTIONS = [
  'compression',
  'identity',
  'options',
  'statistics',
  'storage',
  'other',
] as const;

export type TableStatement =
  /** ALTER TABLE, of which the rest are operations of their own. */
  | {
      readonly kind: 'set-table-option';
      readonly table: TableName;
      readonly option: (typeof TABLE_OPTIONS)[number];
      /** The tablespace, the access method, or the table that it inherits from or no more; else left out. */
      readonly to?: TableName;
    }
  /** ALTER VIEW ... SET SCHEMA and the like, of what is no table. */
  | {
      readonly kind: 'set-object-schema';
      readonly object: 'view' | 'materialized-view' | 'type' | 'domain';
      readonly name: Name;
      readonly schema: Name;
    }
  | {
      readonly kind: 'set-column-option';
      readonly table: TableName;
      readonly column: Name;
      readonly option: (typeof COLUMN_OPTIONS)[number];
    }
  /** ALTER TABLE ... ALTER CONSTRAINT: DEFERRABLE, and from PostgreSQL 18 on ENFORCED. */
  | { readonly kind: 'alter-constraint'; readonly table: TableName; readonly name: Name }
  /** ADD ... NOT NULL col NOT VALID, which PostgreSQL 18 brought. */
  | { readonly kind: 'add-not-null-not-valid'; readonly table: TableName; readonly column: Name }
  /** COMMENT ON a table or its columns; `isPart`: on a constraint, a trigger, a rule, a policy of it. */
  | { readonly kind: 'comment'; readonly table: TableName | undefined; readonly isPart: boolean }
  | { readonly kind: 'lock-table'; readonly tables: readonly TableName[]; readonly mode: LockMode }
  /** A query that changes nothing: the tables and views that it reads, maybe FOR UPDATE. */
  | { readonly kind: 'query'; readonly reads: readonly TableName[]; readonly locksRows: boolean };

export type PartitionStatement =
  | { readonly kind: 'attach-partition'; readonly table: TableName; readonly partition: TableName }
  | {
      readonly kind: 'detach-partition';
      readonly table: TableName;
      readonly partition: TableName;
      readonly concurrently: Flag;
    };

export type MaintenanceStatement =
  /** Empty: every table of the database. */
  | { readonly kind: 'vacuum'; readonly tables: readonly TableName[]; readonly full: boolean }
  | { readonly kind: 'analyze'; readonly tables: readonly TableName[] }
  /** `undefined`: every table that was clustered before. */
  | { readonly kind: 'cluster'; readonly table: TableName | undefined }
  | {
      readonly kind: 'reindex';
      readonly what: 'index' | 'table' | 'schema' | 'database' | 'system';
      /** `undefined` where the database that is connected goes without saying. */
      readonly name: TableName | undefined;
      readonly concurrently: Flag;
    }
  | {
      readonly kind: 'refresh-view';
      readonly view: TableName;
      readonly concurrently: Flag;
      readonly withData: boolean;
    };

export type TypeStatement =
  | {
      readonly kind: 'add-enum-value';
      readonly type: Name;
      readonly value: string;
      readonly ifNotExists: boolean;
      /** BEFORE or AFTER says where. */
      readonly isPlaced: boolean;
    }
  | { readonly kind: 'rename-enum-value'; readonly type: Name; readonly value: string; readonly to: string }
  | {
      readonly kind: 'alter-domain';
      readonly domain: Name;
      readonly change:
        | 'add-constraint'
        | 'validate-constraint'
        | 'drop-constraint'
        | 'set-not-null'
        | 'drop-not-null'
        | 'default';
      readonly notValid: boolean;
    };

export type SessionStatement =
  | {
      readonly kind: 'set-parameter';
      /**
       * In lower case: `lock_timeout`, `role`, `session_authorization`; `all` for RESET ALL and DISCARD ALL.
       * `undefined` where only running it tells.
       */
      readonly name: string | undefined;
      /**
       * As it is written, strings without their quotes, several joined by `, `; `default`: back to what it was.
       * `undefined` where only running it tells.
       */
      readonly value: { readonly text: string } | 'default' | undefined;
      /**
       * `local` ends with the transaction; `stored` is for sessions to come, by ALTER DATABASE and ALTER ROLE;
       * `system` by ALTER SYSTEM.
       */
      readonly scope: 'session' | 'local' | 'stored' | 'system';
    }
  | {
      readonly kind: 'transaction';
      readonly what:
        | 'begin'
        | 'commit'
        | 'rollback'
        | 'savepoint'
        | 'release'
        | 'rollback-to'
        | 'prepare'
        | 'two-phase';
      /** AND CHAIN: another one begins at once. */
      readonly chain: boolean;
    };
