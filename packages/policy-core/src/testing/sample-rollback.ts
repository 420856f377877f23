import { auditedDatabase } from '../database/audited-database.ts';
import type { MadeBackup } from '../deployment/guard/ledger.ts';
import type { MigrationsOfTree, RollbackSight } from '../deployment/rollback/rollback-sight.ts';
import { observed, unobserved, type Known } from '../model/known.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { historyOfTexts, revisionTexts, type ShownRevision } from './read-history.ts';
import { seenDatabase, versionTable } from './sample-database.ts';

export type Revisions = Readonly<Record<string, ShownRevision>>;

export const [RUNS, TARGET, NEWER] = ['c'.repeat(40), 'a'.repeat(40), 'd'.repeat(40)];

const NOW = '2026-11-21T08:00:00Z';

export const BACKUP: MadeBackup = {
  made_at: '2026-11-21T07:00:00.000Z',
  sha256: 'e'.repeat(64),
  bytes: 100,
  database: 'shop',
  host: 'db:5432',
  file: null,
};

export interface SampleRollback {
  /** Of the target's tree. */
  readonly target: Revisions;
  /** Of what runs. */
  readonly current: Revisions;
  /** Of another commit that may have reached production. */
  readonly newer?: Revisions;
  /** What production is at; `null`: it is not tracked. `undefined`: it is not seen. */
  readonly live?: readonly string[] | null | undefined;
  /** What the start of the target does where `alembic upgrade` fails; left out: it does not run it. */
  readonly start?: 'goes-on' | 'stops' | 'unclear';
  /** Nobody knows whether the start calls that. */
  readonly isCalled?: true;
  /** Lines of the target's code by path; left out: nobody looked. */
  readonly code?: Readonly<Record<string, string>>;
  readonly backup?: Known<MadeBackup | undefined>;
  readonly accepted?: readonly string[];
}

/** A rollback from one commit to another, and one production. */
export function rollbackSight(parsers: Parsers, sample: SampleRollback): RollbackSight {
  const {
    target,
    current,
    newer,
    live,
    start,
    isCalled,
    code,
    backup = observed(undefined),
    accepted = [],
  } = sample;
  const treeOf = (commit: string, revisions: Revisions): MigrationsOfTree => ({
    commit,
    histories: observed(
      Object.keys(revisions).length === 0 ? [] : [historyOfTexts(parsers, revisionTexts(revisions))],
    ),
  });
  return {
    target: {
      ...treeOf(TARGET, target),
      starts: observed(
        start === undefined
          ? []
          : [{ path: 'start.sh', line: 3, onFailure: start, ...(isCalled ? { isCalled } : {}) }],
      ),
      ...(code === undefined ? {} : { names: namesIn(code) }),
    },
    holders: [treeOf(RUNS, current), ...(newer === undefined ? [] : [treeOf(NEWER, newer)])],
    production: productionAt(live),
    backup: { made: backup, digest: undefined, now: NOW, maxAgeMs: 86_400_000 },
    pgVersion: undefined,
    acceptedLosses: accepted,
    commits: { out: observed([]), in: observed([]) },
    dependencies: [],
  };
}

function namesIn(code: Readonly<Record<string, string>>): NonNullable<RollbackSight['target']['names']> {
  const lines = Object.entries(code).flatMap(([path, text]) =>
    text.split('\n').map((line, index) => ({ path, line: index, text: line })),
  );
  return observed({ commit: TARGET, names: [], lines, isWhole: true });
}

function productionAt(live: SampleRollback['live']): RollbackSight['production'] {
  const named = { role: 'production', variable: 'DATABASE_URL_PROD' } as const;
  const histories = unobserved('it was not compared');
  if (live === undefined)
    return auditedDatabase(named, {
      sight: { kind: 'unseen', why: { kind: 'unset', reason: 'DATABASE_URL_PROD is not set' } },
      histories,
    });
  const database = seenDatabase({
    name: BACKUP.database,
    host: BACKUP.host,
    versionTables: live === null ? [] : [versionTable(live)],
  });
  return auditedDatabase(named, { sight: { kind: 'seen', database }, histories });
}
