import { z } from 'zod';

import { databaseAuditAnswer } from './database-audit-answer.ts';

const sentence = z.string().regex(/\.$/);

const database = z.strictObject({
  name: z.string(),
  user: z.string(),
  host: z.string(),
  server_version: z.string(),
  tables: z.int().nonnegative(),
  fingerprint: z.string().regex(/^sha256:[0-9a-f]{64}$/),
});

/** The form that other programs rely on, written a second time so that a slip in the types shows. */
export const stampAnswer = z.strictObject({
  schema_version: z.literal(1),
  decision: z.enum(['stamp', 'nothing-to-do', 'refused', 'undetermined']),
  outcome: z.enum(['stamped', 'nothing-to-do', 'planned', 'declined', 'refused', 'undetermined', 'held']),
  logged: z.boolean().nullable(),
  after: z
    .strictObject({ versions: z.array(z.string()).nullable(), database: database.nullable() })
    .nullable(),
  variable: z.string(),
  database: database.nullable(),
  revision: z.string().nullable(),
  head: z.string().nullable(),
  version_table: z.strictObject({ schema: z.string(), name: z.string() }).nullable(),
  versions: z.array(z.string()).nullable(),
  pending: z.array(z.string()),
  pending_read_by: z.enum(['alembic', 'lockkeeper']).nullable(),
  alembic_unasked: z.string().nullable(),
  statements: z.array(z.string()),
  reasons: z.array(z.strictObject({ kind: z.string(), text: sentence })),
  differences: databaseAuditAnswer.shape.differences.unwrap(),
  next_steps: z.array(sentence),
});
