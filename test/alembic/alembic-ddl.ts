import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { alembic } from './alembic-worker.ts';

/** What Alembic makes of a call. */
export type Rendered =
  | { readonly sql: string }
  /** It raised: this version does not know the call. */
  | { readonly problem: string };

/** In the order of the calls. `batch_op` is a batch of the table `t`. `undefined` where there is no Alembic. */
export function renderedByAlembic(calls: readonly string[]): readonly Rendered[] | undefined {
  return renderedUnder(calls.map((call) => [call, null]));
}

/** How the metadata of an environment names constraints, by `fk`, `uq` and the like; `null`: there is none. */
export type GivenConvention = Readonly<Record<string, string>> | null;

/** The same, each call under a naming convention. */
export function renderedUnder(
  calls: readonly (readonly [string, GivenConvention])[],
): readonly Rendered[] | undefined {
  if (alembic.kind === 'unavailable') return undefined;
  const { status, stdout, stderr } = spawnSync(
    alembic.python,
    [path.join(import.meta.dirname, 'alembic-ddl.py')],
    { input: JSON.stringify(calls), encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(`Alembic could not be asked: ${stderr}`);
  return JSON.parse(stdout);
}
