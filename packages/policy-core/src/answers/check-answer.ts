import { z } from 'zod';

const count = z.int().nonnegative();
const position = z.strictObject({ line: z.int().positive(), column: z.int().positive() });
const notApplicable = z.enum([
  'nothing-of-its-kind',
  'no-change-given',
  'not-configured',
  'not-asked',
  'other-database',
]);
const severity = z.enum(['error', 'warning', 'info']);
const nowhere = {
  path: z.null(),
  line: z.null(),
  column: z.null(),
  end_line: z.null(),
  end_column: z.null(),
};
const somewhere = {
  path: z.string(),
  ...position.shape,
  end_line: z.int().positive(),
  end_column: z.int().positive(),
};
const place = z.union([z.strictObject(nowhere), z.strictObject(somewhere)]);

function placed<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.union([z.strictObject({ ...nowhere, ...shape }), z.strictObject({ ...somewhere, ...shape })]);
}

const evidence = z.array(
  z.strictObject({ subject: z.string(), relation: z.string(), value: z.string(), source: place.nullable() }),
);
const saying = {
  rule: z.string(),
  severity,
  message: z.string(),
  message_id: z.string(),
  data: z.record(z.string(), z.string()),
};
const related = z.array(z.strictObject({ message: z.string(), path: z.string(), ...position.shape }));
const edit = z.strictObject({
  path: z.string(),
  start: position,
  end: position,
  text: z.string(),
  creates: z.literal(true).exactOptional(),
});

/** The form that other programs rely on, written a second time so that a slip in the types shows. */
export const checkAnswer = z.strictObject({
  schema_version: z.literal(1),
  verdict: z.enum(['pass', 'fail', 'undetermined']),
  stage: z.enum(['editor', 'hook', 'local', 'ci', 'deploy']),
  focus: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('document'), path: z.string() }),
    z.strictObject({ kind: z.literal('tree') }),
    z.strictObject({ kind: z.literal('change') }),
    z.strictObject({ kind: z.literal('release') }),
  ]),
  policy: z.strictObject({
    path: z.string(),
    source: z.enum(['base', 'head', 'worktree']),
    bootstrap: z.boolean(),
    title: z.string().nullable(),
    version: z.string().nullable(),
  }),
  summary: z.strictObject({
    errors: count,
    warnings: count,
    infos: count,
    undetermined: count,
    files: count,
    duration_ms: count,
  }),
  findings: z.array(
    placed({
      ...saying,
      docs_url: z.string().nullable(),
      evidence,
      related,
      fixes: z.array(
        z.strictObject({ title: z.string(), safety: z.enum(['safe', 'needs-review']), edits: z.array(edit) }),
      ),
    }),
  ),
  undetermined: z.array(
    placed({
      ...saying,
      subject: z.string(),
      waits_for: z.enum(['approval', 'observation']),
      missing: z.array(z.strictObject({ fact: z.string(), reason: z.string() })),
      docs_url: z.string().nullable(),
      evidence,
      related,
    }),
  ),
  crashed: z.array(z.strictObject({ rule: z.string(), error: z.string() })),
  waived: z.array(
    placed({
      ...saying,
      waiver: z.strictObject({
        reason: z.string(),
        approver: z.string(),
        expires: z.iso.date(),
        path: z.string(),
        ...position.shape,
      }),
    }),
  ),
  baselined: count,
  outdated_baseline_entries: count.nullable(),
  coverage: z.strictObject({
    rules: z.strictObject({
      passed: count,
      failed: count,
      undetermined: count,
      crashed: count,
      not_applicable: z.strictObject({
        'nothing-of-its-kind': count,
        'no-change-given': count,
        'not-configured': count,
        'not-asked': count,
        'other-database': count,
      }),
    }),
    subjects: z.strictObject({
      files: count,
      revisions: count,
      downgrades: count,
      pairs: count,
      changed_files: count.nullable(),
    }),
    places: z.array(z.strictObject({ section: z.string(), written: z.array(z.string()), files: count })),
    unsupported: z.array(z.strictObject({ tool: z.string(), files: count, example: z.string() })),
  }),
  rules: z.array(
    z.strictObject({
      rule: z.string(),
      severity,
      outcome: z.enum(['passed', 'failed', 'undetermined', 'crashed', 'not-applicable']),
      subjects: count.nullable(),
      not_applicable: notApplicable.nullable(),
      findings: count,
      undetermined: count,
    }),
  ),
  left_out: z.array(z.string()),
  notices: z.array(z.string()),
});
