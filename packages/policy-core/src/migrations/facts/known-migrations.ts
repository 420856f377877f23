import { defineFact, type Fact } from '../../engine/queries/query.ts';
import { begun } from '../../engine/run-inputs.ts';
import { seenParts } from '../../engine/seen-inputs.ts';
import type { Known } from '../../model/known.ts';
import type { ReleasedNames } from '../../model/observations.ts';
import type { Migrations } from '../analysis/migrations.ts';

/** Handed in by the run: whoever asks for migrations is not compiled with all that reads them. */
export const migrationsSource = begun<Fact<'', Migrations>>('a way to collect migrations');

/** The schema migrations under judgement, and the histories they belong to. */
export const migrations = defineFact<Migrations>({
  name: 'migrations',
  compute: (get) => get(get(migrationsSource)),
});

/** Where the released code names what a migration takes away; `undefined`: nobody looked. */
export const releasedNames = defineFact<Known<ReleasedNames> | undefined>({
  name: 'released-names',
  compute: (get) => seenParts(get, 'releasedNames').releasedNames,
});
