import { beforeAll, expect, it } from 'vitest';

import type { Operation } from '../../packages/policy-core/src/migrations/operations/operation.ts';
import type { SqlParser } from '../../packages/policy-core/src/parsers/parsers.ts';
import { sqlOperations } from '../../packages/policy-core/src/migrations/sql/operations.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { caseRows, describeCases } from './case-files.ts';

interface LockCase {
  readonly ddl: string;
  /** The locks that PostgreSQL 15 took, by relation; none where it refused the statement. */
  readonly locks?: Readonly<Record<string, string>>;
  /** Tables and indexes whose files it wrote anew. */
  readonly rewritten?: readonly string[];
}

const rows = caseRows<LockCase>('pg15-lock-truth.jsonl');

let parser: SqlParser;
beforeAll(async () => {
  parser = (await testParsers()).sql;
});

function done(sql: string): readonly Operation[] {
  return sqlOperations(parser, sql).flatMap((one) => (one.kind === 'operation' ? [one.operation] : []));
}

function kinds(sql: string): readonly string[] {
  return done(sql).map(({ kind }) => kind);
}

describeCases('Case sets about SQL statements', () => {
  it('give many statements', () => {
    expect(rows.length).toBeGreaterThan(120);
  });

  it.each(rows.map(({ ddl }) => [ddl]))('have what each does: %s', (ddl) => {
    const operations = sqlOperations(parser, ddl);
    expect(operations.length).toBeGreaterThan(0);
    expect(operations.map(({ kind }) => kind)).not.toContain('unclear');
    expect(operations.map(({ start, end }) => ddl.slice(start, end))).toEqual([ddl]);
  });

  it('name the table that PostgreSQL locks', () => {
    const different = rows.filter(({ ddl, locks = {} }) => {
      const named = done(ddl).flatMap((operation) =>
        'table' in operation && operation.table !== undefined ? [operation.table.text] : [],
      );
      const isNew = kinds(ddl).includes('create-table');
      return !isNew && Object.keys(locks).length > 0 && named.some((table) => locks[table] === undefined);
    });
    expect(different).toEqual([]);
  });

  it('know an operation for all that rewrites a table, but for what names no column', () => {
    const rewriting = rows.filter(({ rewritten = [] }) => rewritten.includes('t'));
    const unknown = rewriting.filter(({ ddl }) => kinds(ddl).includes('other'));
    expect(rewriting.length).toBeGreaterThan(20);
    expect(unknown.map(({ ddl }) => ddl)).toEqual(['ALTER TABLE t SET UNLOGGED', 'CLUSTER t USING t_c']);
  });

  it('are mostly of interest to the schema', () => {
    const others = rows.filter(({ ddl }) => kinds(ddl).includes('other'));
    expect(others.length).toBeLessThan(rows.length / 3);
  });
});
