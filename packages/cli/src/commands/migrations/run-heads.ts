import {
  migrationHeads,
  migrationHeadsText,
  ownHeadLabels,
  type MigrationHeads,
} from '@lockkeeper/policy-core';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { wantsColors } from '../../command-line/options.ts';
import { orTellWhy } from '../../errors/tell-stop.ts';
import type { World } from '../../world.ts';
import type { HeadsOptions } from './options.ts';
import { seeHistories } from './seen-histories.ts';

/** `lockkeeper migrations heads` */
export function runHeads(options: HeadsOptions, world: World): Promise<ExitCode> {
  return orTellWhy(options.format, world, async () => {
    const { histories, policy } = await seeHistories(options, world);
    const heads = migrationHeads(histories, ownHeadLabels(policy));
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify(heads, null, 2)}\n`
        : migrationHeadsText(heads, { colors: wantsColors(options, world) }),
    );
    return options.check === true ? verdict(heads) : EXIT.ok;
  });
}

function verdict({ environments }: MigrationHeads): ExitCode {
  if (environments.some(({ is_single: isSingle }) => !isSingle)) return EXIT.findings;
  // A file that cannot be placed may be one more head, and what names a lost revision may hide one.
  const isUnsure = environments.some(({ unplaced, missing }) => unplaced.length + missing.length > 0);
  return isUnsure ? EXIT.notJudged : EXIT.ok;
}
