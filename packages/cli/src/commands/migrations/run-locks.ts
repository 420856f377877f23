import { displayText, type Policy } from '@lockkeeper/policy-core';
import {
  locksOfMigration,
  locksOfRun,
  locksOfSqlFile,
  PG_VERSIONS,
  vouchedFunctions,
} from '@lockkeeper/policy-core/migrations';
import {
  migrationLocksDocument,
  runLocksDocument,
  sqlFileLocksDocument,
} from '@lockkeeper/policy-core/report';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { answerText } from '../../command-line/answer-text.ts';
import { rememberingParsers } from '../../loading/parsers.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import type { MigrationsLocksOptions } from './options.ts';
import { namedRevision, unreadableRevision } from './named-revision.ts';
import { observeHistories } from './observed-histories.ts';
import { isSqlFileName, observeSqlFile } from './observed-sql-file.ts';

interface Call {
  readonly options: MigrationsLocksOptions;
  readonly world: World;
}

/** `lockkeeper migrations locks REVISION|FROM..TO|FILE`; `undefined` where nobody named one. */
export function runMigrationsLocks(wanted: string | undefined, call: Call): Promise<ExitCode> {
  const { options, world } = call;
  return reportingErrors(options.format, world, async () => {
    world.stdout.write(await locksOf(wanted, call));
    return EXIT.ok;
  });
}

async function locksOf(wanted: string | undefined, call: Call): Promise<string> {
  const range = wanted === undefined ? undefined : RANGE.exec(wanted)?.groups;
  if (range !== undefined) return locksOfRange({ from: range['from'] ?? '', to: range['to'] ?? '' }, call);
  if (call.options.transactionPerMigration === true) {
    throw new CliError(
      'usage',
      'One revision has one transaction. Name several of them, such as base..head.',
    );
  }
  return wanted !== undefined && isSqlFileName(wanted)
    ? locksOfFile(wanted, call)
    : locksOfRevision(wanted, call);
}

/** `FROM..TO`, of which either may be left out; no path. */
const RANGE = /^(?<from>[^/\\]*?)\.\.(?<to>[^/\\.]*)$/;

interface Range {
  readonly from: string;
  readonly to: string;
}

async function locksOfRange({ from, to }: Range, { options, world }: Call): Promise<string> {
  const seen = await observeHistories(options, world);
  const asked = { seen, world, command: 'locks' };
  const last = namedRevision(to === '' ? 'head' : to, asked);
  const first = from === '' || from === 'base' ? undefined : namedRevision(from, asked);
  if (first !== undefined && first.history !== last.history) {
    throw new CliError(
      'usage',
      'The two revisions are of two histories. Name the environment with --environment.',
    );
  }
  const locks = locksOfRun(
    { history: last.history, to: last.id, ...(first && { from: first.id }) },
    { pgVersion: versionOf(options, seen.policy), isApart: options.transactionPerMigration === true },
  );
  if (locks.revisions.length === 0) {
    throw new CliError(
      'usage',
      `Nothing runs: ${displayText(last.id)} is there already. Name the older one first.`,
    );
  }
  return answerText(locks, runLocksDocument(locks), { options, world });
}

async function locksOfRevision(wanted: string | undefined, { options, world }: Call): Promise<string> {
  const seen = await observeHistories(options, world);
  const named = namedRevision(wanted, { seen, world, command: 'locks' });
  const locks = locksOfMigration(named, versionOf(options, seen.policy));
  if (locks === undefined) throw unreadableRevision(wanted);
  return answerText(locks, migrationLocksDocument(locks), { options, world });
}

async function locksOfFile(wanted: string, { options, world }: Call): Promise<string> {
  if (options.environment !== undefined) {
    throw new CliError(
      'usage',
      'An environment is one of Alembic, and no file of SQL is in it. Leave it out.',
    );
  }
  const { file, policy, databases } = await observeSqlFile(wanted, options, world);
  const parsers = await rememberingParsers(world, { stage: 'local', cache: options.cache })();
  const isVouchedFor = policy === undefined ? () => false : vouchedFunctions(policy);
  const locks = locksOfSqlFile(file, {
    parsers,
    pgVersion: versionOf(options, policy),
    isVouchedFor,
    policy,
    databases,
  });
  return answerText(locks, sqlFileLocksDocument(locks), { options, world });
}

/** The oldest one where nobody names any: what holds for it holds for the others, too. */
function versionOf({ pgVersion }: MigrationsLocksOptions, policy: Policy | undefined): number {
  return pgVersion === undefined ? (policy?.migrations.pgVersion ?? PG_VERSIONS[0]) : Number(pgVersion);
}
