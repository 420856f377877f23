import { randomBytes } from 'node:crypto';

import {
  autoMigrationsProbe,
  backupProbe,
  environmentProbe,
  onceProbe,
  type GuardProbe,
} from '@lockkeeper/operations';
import type { LogReader } from '@lockkeeper/operations/ports';

import type { GuardOptions } from '../commands/guard.ts';
import type { World } from '../world.ts';
import { givenVariables, setIn } from './given-variables.ts';

/** What the guard asks of the environment that the release goes to. */
export function evidenceProbes(
  { variables = [] }: Pick<GuardOptions, 'variables'>,
  logs: LogReader,
  world: Pick<World, 'cwd' | 'env'>,
): readonly GuardProbe[] {
  const places = givenVariables(variables, world);
  return [
    environmentProbe(places, randomBytes(32)),
    autoMigrationsProbe(places, setIn(world.env)),
    onceProbe(logs),
    backupProbe(logs),
  ];
}
