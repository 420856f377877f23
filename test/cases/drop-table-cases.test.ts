import { beforeAll, expect, it } from 'vitest';

import { readRevision } from '../../packages/policy-core/src/migrations/alembic/revision.ts';
import { readSqlScript } from '../../packages/policy-core/src/testing/read-sql-script.ts';
import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { caseRows, describeCases } from './case-files.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

interface SquawkCase {
  readonly id: string;
  readonly sql: string;
  /** How often each rule fires. */
  readonly squawk_2_66_all: Readonly<Record<string, number>>;
}

describeCases('Case sets about dropped tables', () => {
  it('agree with squawk on every statement that drops a table', () => {
    const rows = caseRows<SquawkCase>('squawk-cases.jsonl');
    const different = rows.filter(({ sql, squawk_2_66_all: fired }) => {
      const { statements, drops } = readSqlScript(parsers.sql, sql);
      const dropping = statements.filter(({ start, end }) =>
        drops.some((drop) => start <= drop.start && drop.end <= end),
      );
      return dropping.length !== (fired['ban-drop-table'] ?? 0);
    });
    expect(different.map(({ id }) => id)).toEqual([]);
    expect(rows.filter((row) => row.squawk_2_66_all['ban-drop-table'] !== undefined).length).toBeGreaterThan(
      3,
    );
  });

  it('agree with Alembic linters on the lines of an upgrade that drop a table', () => {
    const rows = caseRows<AlembicCase>('alembic-peer-cases.jsonl').filter(
      ({ expect: verdict }) => verdict !== null,
    );
    const different = rows.filter((row) => !sameLines(droppingLines(row.source), expectedLines(row)));
    expect(different.map(({ id }) => id).toSorted()).toEqual(Object.keys(OUR_ANSWER_DIFFERS).toSorted());
    expect(rows.filter((row) => expectedLines(row).length > 0).length).toBeGreaterThan(3);
  });
});

/** Where the peer is silent although the table goes, with the reason why we speak. */
const OUR_ANSWER_DIFFERS: Readonly<Record<string, string>> = {
  'alembic-guard::drop-table-created-here':
    'whether the table was made by this revision is for a rule to weigh',
  'wikimind::test_rollback_safe_comment_exempts':
    'the author of a change must not be able to exempt it by a comment',
  'wikimind::test_destructive_in_helper_function_ignored': 'the peer calls this a limit of its own',
};

interface AlembicCase {
  readonly id: string;
  readonly source: string;
  /** Rule names; `null` where the peer gave no verdict. */
  readonly expect: readonly string[] | null;
  /** `FILE:4: message` or a rule and its line, as the peer has it. */
  readonly findings?: readonly (string | readonly [rule: string, line: number])[];
}

/** The lines that the peer names and that speak of dropping a table. */
function expectedLines({ source, findings = [] }: AlembicCase): number[] {
  const lines = source.split('\n');
  return findings
    .map((finding) => (typeof finding === 'string' ? Number(/^FILE:(\d+)/.exec(finding)?.[1]) : finding[1]))
    .filter((line) => /drop_table|drop table/i.test(lines[line - 1] ?? ''));
}

function droppingLines(source: string): number[] {
  const revision = readRevision(parsers, source);
  if (revision.kind === 'unanalyzable') return [];
  return revision.upgrade.steps
    .filter((step) => step.kind === 'operation' && step.operation.kind === 'drop-table')
    .map(({ start }) => source.slice(0, start).split('\n').length);
}

function sameLines(ours: readonly number[], theirs: readonly number[]): boolean {
  return new Set(ours).size === new Set(theirs).size && ours.every((line) => theirs.includes(line));
}
