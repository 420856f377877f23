import { z } from 'zod';

const count = z.int().nonnegative();
const maybe = z.boolean().nullable();

const revision = z.strictObject({
  id: z.string(),
  path: z.string(),
  message: z.string().nullable(),
  parents: z.array(z.string()),
  depends_on: z.array(z.string()),
  labels: z.array(z.string()),
  is_head: z.boolean(),
  is_base: z.boolean(),
  is_merge: z.boolean(),
  is_released: maybe,
  is_new: maybe,
});

const direction = z.strictObject({
  kind: z.enum(['missing', 'elsewhere', 'empty', 'raises', 'runs']),
  steps: z.array(
    z.strictObject({
      text: z.string(),
      kind: z.string(),
      line: z.int().positive(),
      is_certain: z.boolean(),
      autocommit: z.boolean(),
    }),
  ),
});

function answer<const Words extends readonly [string, ...string[]]>(words: Words) {
  const reason = z.strictObject({
    text: z.string().regex(/\.$/),
    direction: z.enum(['upgrade', 'downgrade']),
    line: z.int().positive().nullable(),
  });
  return z.strictObject({ answer: z.enum(words), reasons: z.array(reason) });
}

const missing = z.array(
  z.strictObject({
    revision: z.string(),
    names: z.string(),
    as: z.enum(['down_revision', 'depends_on']),
  }),
);

const lockingStatements = z.array(
  z.strictObject({
    text: z.string(),
    kind: z.string(),
    line: z.int().positive(),
    is_certain: z.boolean(),
    in_transaction: maybe,
    refused_in_transaction: maybe,
    locks: z.array(
      z.strictObject({
        relation: z.string(),
        lock: z.string().regex(/^(?:ACCESS|ROW|SHARE|EXCLUSIVE|UPDATE| )+$/),
        work: z.enum(['catalog', 'emptied', 'sample', 'rows', 'unknown', 'scan', 'index', 'rewrite']),
        cause: z.enum(['named', 'foreign-key', 'partition', 'cascade', 'read', 'domain', 'index']),
        waits: z.enum(['readers-and-writers', 'writers', 'nobody']),
        is_new: z.boolean(),
      }),
    ),
    may_fail: z.array(z.string()),
    unknown: z.array(z.string()),
  }),
);

/** The forms that other programs rely on, written a second time so that a slip in the types shows. */
export const migrationsAnswers = {
  heads: z.strictObject({
    schema_version: z.literal(1),
    environments: z.array(
      z.strictObject({
        name: z.string(),
        folders: z.array(z.string()),
        heads: z.array(revision),
        is_single: z.boolean(),
        missing,
        circles: z.array(z.array(z.string())),
        unplaced: z.array(z.string()),
      }),
    ),
  }),
  graph: z.strictObject({
    schema_version: z.literal(1),
    environments: z.array(
      z.strictObject({
        name: z.string(),
        folders: z.array(z.string()),
        revisions: z.array(revision),
        older: count,
        heads: z.array(z.string()),
        bases: z.array(z.string()),
        missing,
        circles: z.array(z.array(z.string())),
        duplicates: z.array(z.strictObject({ id: z.string(), paths: z.array(z.string()) })),
        unplaced: z.array(z.string()),
      }),
    ),
  }),
  locks: z.strictObject({
    schema_version: z.literal(1),
    environment: z.string(),
    revision,
    pg_version: z.int().min(13).max(18),
    runs_on: z.string().exactOptional(),
    problem: z.string().nullable(),
    upgrade: z.enum(['missing', 'elsewhere', 'empty', 'raises', 'runs']).nullable(),
    statements: lockingStatements,
  }),
  runLocks: z.strictObject({
    schema_version: z.literal(1),
    environment: z.string(),
    pg_version: z.int().min(13).max(18),
    runs_on: z.string().exactOptional(),
    from: z.string().nullable(),
    to: z.string(),
    revisions: z.array(
      z.strictObject({
        revision,
        problem: z.string().nullable(),
        upgrade: z.enum(['missing', 'elsewhere', 'empty', 'raises', 'runs']).nullable(),
        statements: lockingStatements,
      }),
    ),
    transactions: z.array(
      z.strictObject({
        revisions: z.array(z.string()),
        locks: z.array(
          z.strictObject({
            relation: z.string(),
            lock: z.string(),
            waits: z.enum(['readers-and-writers', 'writers', 'nobody']),
            since: z.strictObject({ revision: z.string(), line: z.int().positive() }),
          }),
        ),
      }),
    ),
  }),
  sqlLocks: z.strictObject({
    schema_version: z.literal(1),
    file: z.strictObject({
      path: z.string(),
      earlier: count.nullable(),
      runs_after: z.string().nullable(),
    }),
    pg_version: z.int().min(13).max(18),
    runs_on: z.string().exactOptional(),
    problem: z.string().nullable(),
    statements: lockingStatements,
  }),
  explanation: z.strictObject({
    schema_version: z.literal(1),
    environment: z.string(),
    revision,
    children: z.array(z.string()),
    problem: z.string().nullable(),
    upgrade: direction.nullable(),
    downgrade: direction.nullable(),
    trivial: answer(['yes', 'no', 'unknown']),
    reversible: answer(['yes', 'no', 'partly', 'unknown']),
    destructive: answer(['yes', 'no', 'unknown']),
    rollback: z.strictObject({
      kind: z.enum(['code-only', 'downgrade-first', 'roll-forward', 'undetermined']),
      revisions: z.array(z.string()),
      backup: z.boolean(),
      blocked_by: z.string().nullable(),
      why: z.string().nullable(),
    }),
    findings: z
      .array(
        z.strictObject({
          rule: z.string(),
          severity: z.enum(['error', 'warning', 'info']),
          message: z.string(),
          line: z.int().positive().nullable(),
        }),
      )
      .nullable(),
  }),
};
