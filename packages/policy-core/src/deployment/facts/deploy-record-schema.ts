import { z } from 'zod';

const commit = z
  .string()
  .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'must be a full commit id: 40 or 64 lower-case hex digits');
const instant = z.iso.datetime({ error: 'must be a UTC time such as 2026-11-21T08:00:00Z' });
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 hex digits');
const hex256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits');
const text = z.string().min(1, 'must not be empty');

/** What was installed: the files of the policy's first pair, and those of any pair by its id. */
const dependencies = z
  .looseObject({
    requirements_txt_sha256: hex256.optional(),
    requirements_lock_sha256: hex256.optional(),
    pairs: z.record(z.string(), z.looseObject({ source_sha256: hex256, lock_sha256: hex256 })).optional(),
  })
  .superRefine((named, context) => {
    const [present, ...more] = FIRST_PAIR.filter((key) => named[key] !== undefined);
    if (present === undefined || more.length > 0) return;
    const missing = FIRST_PAIR.filter((key) => key !== present);
    context.addIssue({ code: 'custom', path: missing, message: 'is missing' });
  });

const FIRST_PAIR = ['requirements_txt_sha256', 'requirements_lock_sha256'] as const;

/** Version 0: the two keys of the first policies, and what was installed. */
export const recordV0 = z.looseObject({
  last_good_sha: commit,
  deployed_at: instant,
  dependencies: dependencies.nullish(),
});

/**
 * Version 1, in the order in which the fields stand in the file: a new one is written by every deploy that has it.
 * Unknown keys are kept and not judged, so that a newer writer is not refused.
 * Groups may be missing: a record upgraded from version 0 learns them with later deploys.
 */
export const recordV1 = z.looseObject({
  last_good_sha: recordV0.shape.last_good_sha,
  deployed_at: recordV0.shape.deployed_at,
  schema_version: z.literal(1, { error: 'must be 1' }),
  seq: z.int('must be a whole number').nonnegative('must not be negative'),
  environment: text,
  service: text,
  provider: z
    .looseObject({
      kind: text,
      deployment_id: text.nullish(),
      url: text.nullish(),
      artifact_digest: text.nullish(),
    })
    .optional(),
  source: z
    .looseObject({
      repository: text,
      ref: text,
      tag: text.nullish(),
      tag_object: text.nullish(),
      tree: text.nullish(),
    })
    .optional(),
  promotion: z
    .looseObject({
      id: text,
      staging_sha: commit,
      equality: z.enum(['sha', 'tree'], { error: 'must be sha or tree' }),
    })
    .nullish(),
  deployed_by: z.looseObject({ kind: text, login: text.nullish(), run_url: text.nullish() }).optional(),
  approved_by: z.array(z.looseObject({ login: text, method: text, at: instant })).optional(),
  checks: z.array(z.looseObject({ name: text, conclusion: text })).optional(),
  health: z.array(z.looseObject({ probe: text, status: z.int() })).optional(),
  dependencies: recordV0.shape.dependencies,
  migration: z.looseObject({ revisions: z.array(text), reversible: z.boolean() }).nullish(),
  previous: z.looseObject({ last_good_sha: commit, deployed_at: instant }).nullish(),
  correction: z
    .looseObject({ event_id: text, kind: text, reason: text, from_sha: commit, to_sha: commit })
    .nullish(),
  audit_head: digest.nullish(),
  record_hash: digest.optional(),
});
