import { z } from 'zod';

const text = z.string().min(1);
const commit = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** One thing that a run does. All but `verify` change something that others see. */
const runStepSchema = z
  .discriminatedUnion('kind', [
    /** Moves a branch of the remote forward to the commit; never back, and never past what was seen. */
    z.strictObject({ kind: z.literal('advance'), remote: text, branch: text, from: commit, to: commit }),
    /** Takes migrations back with Alembic, by the tree of a commit that has them. */
    z.strictObject({
      kind: z.literal('downgrade'),
      /** Whose tree has the revisions. */
      tree: commit,
      /** Path of alembic.ini in it. */
      config: text,
      section: text.nullable(),
      /** What the database is at before. */
      from: z.array(text).readonly(),
      /** What Alembic is given: a revision, `base`, or `BRANCH@REVISION`. */
      to: text,
      /** What the database is at afterwards; nothing: before the first revision. */
      leaves: z.array(text).readonly(),
    }),
    z.strictObject({ kind: z.literal('deploy'), commit }),
    /** Asks the probes of the place until they say that this commit runs there and is well. Changes nothing. */
    z.strictObject({ kind: z.literal('verify'), commit }),
    /** Writes down that the commit is deployed, and why where no promotion brought it. */
    z.strictObject({
      kind: z.literal('record'),
      commit,
      correction: z.strictObject({ kind: z.enum(['rollback']), from: commit, reason: text }).nullable(),
    }),
    /** Marks the commit as ready to be promoted. */
    z.strictObject({ kind: z.literal('ready'), commit, tree: commit }),
    /** Keeps this commit from being deployed here again until somebody promotes a newer one. */
    z.strictObject({ kind: z.literal('hold'), commit, reason: text }),
  ])
  .meta({ id: 'step', description: 'One thing that a run does.' });

export type RunStep = z.infer<typeof runStepSchema>;

const RUN_KINDS = ['deploy', 'promote', 'rollback'] as const;

/** What a run will do, and all that an approval of it is bound to. */
export const runPlanSchema = z
  .strictObject({
    kind: z.enum(RUN_KINDS),
    environment: text,
    service: text,
    /** What shall run there afterwards. */
    commit,
    tree: commit,
    /** What runs there now; `null`: nothing is known to. */
    previous: commit.nullable(),
    /** Digest of the policy that it was made by. */
    policy: digest,
    /** How a commit in production is known to be the one that was tried; `null`: it was not tried anywhere. */
    equality: z.enum(['sha', 'tree']).nullable(),
    /** The commit that was tried; another one than `commit` only where their trees are equal. */
    tried: commit.nullable(),
    /** How many people have to approve it. */
    approvals: z.int().nonnegative(),
    /** Names of what could not be looked at, such as `R15:backup`, and that somebody answers for. */
    accepted: z.array(text).readonly(),
    /** Somebody named the commit, whatever else is ready by then; left out: it was the newest that was. */
    named: z.literal(true).optional(),
    /** It is tried once more, although it failed there before. */
    retry: z.literal(true).optional(),
    /** Why; shown to everybody who reads the log. */
    reason: text.nullable(),
    steps: z.array(runStepSchema).min(1).readonly(),
    /** What is done where the service does not become healthy; `null`: a person decides. */
    back: z.array(runStepSchema).min(1).readonly().nullable(),
  })
  .meta({ id: 'plan', description: 'What a run will do, and all that an approval of it is bound to.' });

export type RunPlan = z.infer<typeof runPlanSchema>;
export type RunKind = (typeof RUN_KINDS)[number];
