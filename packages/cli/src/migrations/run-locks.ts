import {
  locksOfMigration,
  locksOfSqlFile,
  migrationLocksText,
  PG_VERSIONS,
  sqlFileLocksText,
  type Policy,
} from '@lockkeeper/policy-core';

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { wantsColors } from '../options.ts';
import { rememberingParsers } from '../parsers.ts';
import { Stop } from '../stop.ts';
import { orTellWhy } from '../tell-stop.ts';
import type { World } from '../world.ts';
import type { LocksOptions } from './locks-command.ts';
import { namedRevision, notLoaded } from './named-revision.ts';
import { seeHistories } from './seen-histories.ts';
import { namesSql, seeSqlFile } from './seen-sql-file.ts';

interface Call {
  readonly options: LocksOptions;
  readonly world: World;
}

/** `lockkeeper migrations locks REVISION|FILE`; `undefined` where nobody named one. */
export function runLocks(wanted: string | undefined, call: Call): Promise<ExitCode> {
  const { options, world } = call;
  return orTellWhy(options.format, world, async () => {
    const isSql = wanted !== undefined && namesSql(wanted);
    world.stdout.write(await (isSql ? locksOfFile(wanted, call) : locksOfRevision(wanted, call)));
    return EXIT.ok;
  });
}

async function locksOfRevision(wanted: string | undefined, { options, world }: Call): Promise<string> {
  const seen = await seeHistories(options, world);
  const named = namedRevision(wanted, { seen, world, command: 'locks' });
  const locks = locksOfMigration(named, versionOf(options, seen.policy));
  if (locks === undefined) throw notLoaded(wanted);
  return options.format === 'json'
    ? jsonText(locks)
    : migrationLocksText(locks, { colors: wantsColors(options, world) });
}

async function locksOfFile(wanted: string, { options, world }: Call): Promise<string> {
  if (options.environment !== undefined) {
    throw new Stop('usage', 'An environment is one of Alembic, and no file of SQL is in it. Leave it out.');
  }
  const { file, policy } = await seeSqlFile(wanted, options, world);
  const parsers = await rememberingParsers(world, { stage: 'local', cache: options.cache })();
  const locks = locksOfSqlFile(file, { parsers, pgVersion: versionOf(options, policy) });
  return options.format === 'json'
    ? jsonText(locks)
    : sqlFileLocksText(locks, { colors: wantsColors(options, world) });
}

function jsonText(locks: object): string {
  return `${JSON.stringify(locks, null, 2)}\n`;
}

/** The oldest one where nobody names any: what holds for it holds for the others, too. */
function versionOf({ pgVersion }: LocksOptions, policy: Policy | undefined): number {
  return pgVersion === undefined ? (policy?.migrations.pgVersion ?? PG_VERSIONS[0]) : Number(pgVersion);
}
