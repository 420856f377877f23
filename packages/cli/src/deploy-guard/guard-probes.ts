import { randomBytes } from 'node:crypto';

import {
  autoMigrationsProbe,
  backupProbe,
  environmentProbe,
  onceProbe,
  recordProbe,
  type GuardProbe,
} from '@lockkeeper/operations';
import type { LogBytes } from '@lockkeeper/operations/ports';

import type { World } from '../world.ts';
import { variableSources, definedVariables } from './variable-sources.ts';

interface Around {
  /** Those on disk. */
  readonly files: LogBytes;
  /** What looks at the databases; it may also prove what is pending. */
  readonly databases: GuardProbe;
  readonly world: Pick<World, 'cwd' | 'env'>;
}

/** What fills the table of the guard besides the rules, whoever asks for its verdict, in the order of the rows. */
export function guardProbes(
  { variables = [] }: { readonly variables?: readonly string[] },
  { files, databases, world }: Around,
): readonly GuardProbe[] {
  const places = variableSources(variables, world);
  return [
    recordProbe,
    databases,
    environmentProbe(places, randomBytes(32)),
    autoMigrationsProbe(places, definedVariables(world.env)),
    onceProbe,
    backupProbe(files),
  ];
}
