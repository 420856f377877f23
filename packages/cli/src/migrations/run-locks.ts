import { locksOfMigration, migrationLocksText, PG_VERSIONS } from '@lockkeeper/policy-core';

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { wantsColors } from '../options.ts';
import { orTellWhy } from '../tell-stop.ts';
import type { World } from '../world.ts';
import type { LocksOptions } from './locks-command.ts';
import { namedRevision, notLoaded } from './named-revision.ts';
import { seeHistories, type SeenHistories } from './seen-histories.ts';

interface Call {
  readonly options: LocksOptions;
  readonly world: World;
}

/** `lockkeeper migrations locks REVISION`; `undefined` where nobody named one. */
export function runLocks(wanted: string | undefined, { options, world }: Call): Promise<ExitCode> {
  return orTellWhy(options.format, world, async () => {
    const seen = await seeHistories(options, world);
    const named = namedRevision(wanted, { seen, world, command: 'locks' });
    const locks = locksOfMigration(named, versionOf(options, seen));
    if (locks === undefined) throw notLoaded(wanted);
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify(locks, null, 2)}\n`
        : migrationLocksText(locks, { colors: wantsColors(options, world) }),
    );
    return EXIT.ok;
  });
}

/** The oldest one where nobody names any: what holds for it holds for the others, too. */
function versionOf({ pgVersion }: LocksOptions, { policy }: SeenHistories): number {
  return pgVersion === undefined ? (policy.migrations.pgVersion ?? PG_VERSIONS[0]) : Number(pgVersion);
}
