import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

/** What Alembic makes of a call. */
export type Rendered =
  | { readonly sql: string }
  /** It raised: this version does not know the call. */
  | { readonly problem: string };

/** Debian installs Alembic for its own Python. */
const PYTHONS = ['/usr/bin/python3', 'python3'];
/** The Python of another version to ask instead. */
const OTHER_PYTHON = process.env['LOCKKEEPER_ALEMBIC_PYTHON'];

/** In the order of the calls. `batch_op` is a batch of the table `t`. `undefined` where Alembic is not installed. */
export function renderedByAlembic(calls: readonly string[]): readonly Rendered[] | undefined {
  const script = path.join(import.meta.dirname, 'alembic-ddl.py');
  for (const python of OTHER_PYTHON === undefined ? PYTHONS : [OTHER_PYTHON]) {
    const { status, stdout } = spawnSync(python, [script], {
      input: JSON.stringify(calls),
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (status === 0) return JSON.parse(stdout);
  }
  return undefined;
}
