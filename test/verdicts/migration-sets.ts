import { caseFile, caseRows } from '../cases/case-files.ts';
import { peerCases } from '../cases/sql-peers/peer-cases.ts';
import { STRONG_CASES } from '../cases/sql-peers/strong-migrations.ts';
import { strongRevisions } from '../cases/sql-peers/strong-revisions.ts';
import { checkerBy, IN_CI, numbered, TIMEOUTS } from './judge-by.ts';
import type { JudgedCase } from './verdict-lines.ts';

/** Cases of the linters for SQL, each once for every rule that it speaks of. */
export async function sqlPeerSet(peer: string): Promise<readonly JudgedCase[]> {
  const checkers = new Map<number | undefined, Awaited<ReturnType<typeof sqlChecker>>>();
  for (const version of [undefined, ...PG_VERSIONS]) checkers.set(version, await sqlChecker(version));
  return peerCases()
    .filter(({ id }) => id.startsWith(`${peer} `))
    .map(({ id, scripts, isInTransaction, pgVersion }) => ({
      id,
      judge: () => {
        // Flyway runs each file in a transaction.
        const path = (index: number) =>
          isInTransaction ? `db/V${index + 1}__case.sql` : `db/${index + 1}.sql`;
        const checker = checkers.get(pgVersion) ?? checkers.get(undefined);
        if (checker === undefined) throw new Error('There is one without a version.');
        return checker.checkFiles(
          scripts.map((text, index) => ({ path: path(index), text })),
          IN_CI,
        );
      },
    }));
}

const PG_VERSIONS = [13, 14, 15, 16, 17, 18];

function sqlChecker(version: number | undefined) {
  const migrations = { sql: ['db/**/*.sql'], ...(version === undefined ? {} : { pg_version: version }) };
  return checkerBy({ migrations, rules: TIMEOUTS });
}

/** Statements that PostgreSQL 15 ran, each after the schema that it ran on. */
export async function lockTruthSet(): Promise<readonly JudgedCase[]> {
  const checker = await sqlChecker(15);
  const schema = /### pg15-lock-truth.*?```sql\n(.*?)```/s.exec(caseFile('README.md'))?.[1] ?? '';
  const rows = caseRows<{ readonly ddl: string }>('pg15-lock-truth.jsonl');
  return rows.map(({ ddl }, index) => ({
    id: `${numbered(index)} ${ddl.slice(0, 50)}`,
    judge: () =>
      checker.checkFiles(
        [
          { path: 'db/1.sql', text: schema },
          { path: 'db/2.sql', text: `${ddl};\n` },
        ],
        IN_CI,
      ),
  }));
}

export async function alembicPeerSet(): Promise<readonly JudgedCase[]> {
  const checker = await checkerBy({ migrations: { alembic: ['alembic/versions'] }, rules: TIMEOUTS });
  const rows = caseRows<{ readonly id: string; readonly source: string }>('alembic-peer-cases.jsonl');
  return rows.map(({ id, source }, index) => ({
    id: `${numbered(index)} ${id}`,
    judge: () => checker.checkFiles([{ path: 'alembic/versions/a1_case.py', text: source }], IN_CI),
  }));
}

/** As Alembic revisions, since there is no Ruby to read. */
export async function strongMigrationsSet(): Promise<readonly JudgedCase[]> {
  const checker = await checkerBy({ migrations: { alembic: ['alembic/versions'], pg_version: 15 } });
  return Object.entries(STRONG_CASES).flatMap(([id, one]) =>
    'none' in one ? [] : [{ id, judge: () => checker.checkFiles(strongRevisions(one), IN_CI) }],
  );
}
