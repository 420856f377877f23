import { BEFORE_ALL, type StrongCase } from './strong-migrations.ts';

export const CASE_PATH = 'alembic/versions/c1_case.py';

/** The schema, what ran before, and the case, as revisions of Alembic one after the other. */
export function strongRevisions({
  before,
  sql,
  isOutside,
}: Extract<StrongCase, { readonly sql: unknown }>): readonly {
  readonly path: string;
  readonly text: string;
}[] {
  return [
    { path: 'alembic/versions/a1_all.py', text: revision('a1', [undefined, BEFORE_ALL]) },
    { path: 'alembic/versions/b1_before.py', text: revision('b1', ['a1', before]) },
    { path: CASE_PATH, text: revision('c1', ['b1', sql], isOutside) },
  ];
}

function revision(
  id: string,
  [parent, sql]: readonly [string | undefined, readonly string[]],
  isOutside = false,
): string {
  const runs = sql.map((statement) => `op.execute(${JSON.stringify(statement)})`);
  const steps = isOutside
    ? runs.map((run) => `with op.get_context().autocommit_block():\n        ${run}`)
    : runs;
  return [
    'from alembic import op',
    `revision = "${id}"`,
    `down_revision = ${parent === undefined ? 'None' : `"${parent}"`}`,
    'def upgrade():',
    ...['pass', ...steps].map((step) => `    ${step}`),
    '',
  ].join('\n');
}
