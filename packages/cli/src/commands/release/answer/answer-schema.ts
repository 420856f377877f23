import { runPlanSchema as plan } from '@lockkeeper/policy-core/deployment/run';
import { z } from 'zod';

import { errorAnswer } from '../../../errors/error-answer.ts';

const text = z.string().min(1);
const commit = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const time = z.iso.datetime();
const version = z.literal(1).describe('Version of this form.');

const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .describe('Digest of the plan; an approval is bound to it.');

const refusal = z
  .strictObject({
    code: text.describe('R01 to R25, or the id of a rule.'),
    kind: z.enum(['refused', 'unknown']).describe('`unknown`: it could not be checked, which is not a pass.'),
    why: text.describe('The problem, in a sentence.'),
    lift: text.describe('How to lift it, in a sentence.'),
    lifted_by: z
      .strictObject({
        by: z
          .enum(['accept-unknown', 'accept-loss', 'retry-failed', 'approval'])
          .describe('An option of the same command; or `approval`: somebody else approves the run.'),
        value: text.nullable().describe('Value of the option; null: none.'),
      })
      .nullable()
      .describe('How a person can lift it without a change; null: not by this command.'),
    is_lifted: z.boolean().describe('Somebody accepted it already: it blocks nothing.'),
  })
  .meta({ id: 'refusal', description: 'Something that blocks a run.' });

const commitLines = z
  .array(z.strictObject({ id: commit, subject: z.string() }))
  .readonly()
  .nullable();

const downgrade = z.strictObject({
  tree: commit.describe('The commit whose tree has the revisions.'),
  config: text.describe('Path of alembic.ini in it.'),
  section: text.nullable(),
  from: z.array(text).readonly(),
  to: text.describe('Argument for `alembic downgrade`.'),
  leaves: z.array(text).readonly(),
  revisions: z.array(text).readonly().describe('Revisions that it takes back, in this order.'),
});

const impact = z
  .strictObject({
    verdict: z.enum(['safe', 'upgrade-first', 'downgrade-first', 'refused']),
    current: text.describe('The commit that runs now.'),
    target: text.describe('The commit that would run.'),
    bridge: text
      .nullable()
      .describe('An earlier deploy that runs while revisions are taken back; null: the current one.'),
    commits: z.strictObject({
      out: commitLines.describe('Commits that run now and will not any more; null: not known.'),
      in: commitLines.describe('Commits that will run and do not now; null: not known.'),
    }),
    dependencies: z
      .array(
        z.strictObject({
          path: text,
          side: z.enum(['source', 'lock']),
          change: z.enum(['same', 'other', 'comes', 'goes', 'unknown']),
          recorded: z.enum(['same', 'differs', 'gone', 'unknown', 'not-recorded']),
        }),
      )
      .readonly(),
    database: z.strictObject({
      relation: z.enum(['none', 'unchanged', 'ahead', 'behind', 'unknown']),
      live: z.array(text).readonly().nullable().describe('Revisions that production is at; null: not known.'),
      ahead: z.array(text).readonly(),
      behind: z.array(text).readonly(),
      upgrade: z.strictObject({ by_start: z.boolean(), command: z.string() }).nullable(),
      downgrades: z.array(downgrade).readonly(),
      losses: z
        .array(z.strictObject({ revision: text, by: z.enum(['downgrade', 'upgrade']), text }))
        .readonly(),
      notes: z.array(z.string()).readonly(),
    }),
    unconfirmed: z
      .array(text)
      .readonly()
      .describe('Revisions whose downgrade loses rows that nobody has given up yet.'),
  })
  .describe('Effects of a rollback on code, dependencies and the database.');

const changes = z
  .strictObject({
    from: commit.describe('The commit that runs there now.'),
    commits: commitLines.describe(
      'Commits that would run and do not now, the oldest first; null: not known.',
    ),
    files: z
      .strictObject({
        migrations: z.array(text).readonly(),
        dependencies: z.array(text).readonly().describe('Requirements files and locks of the policy.'),
        protected: z
          .array(
            z.strictObject({ path: text, by: text.describe('The part of the policy that protects it.') }),
          )
          .readonly(),
      })
      .nullable()
      .describe('Changed files that the policy names; null: not known.'),
  })
  .describe('Changes that a deploy or a promotion brings to a place where something runs already.');

const proof = z
  .strictObject({
    deployed: z
      .strictObject({ commit, id: text.nullable(), url: text.nullable() })
      .nullable()
      .describe('The last deploy that was made, as the platform calls it; null: none was.'),
    health: z
      .array(
        z.strictObject({
          probe: text,
          status: z.int().describe('Of HTTP; 0 of others.'),
          identity: text.nullable().describe('The commit that it names; null: none.'),
          attempts: z.int(),
        }),
      )
      .readonly()
      .describe('Last answers of the health probes.'),
    database: z
      .array(z.strictObject({ before: z.array(text).readonly(), after: z.array(text).readonly() }))
      .readonly()
      .describe('Each downgrade: the revisions of the database before and after it.'),
    corrections: z.array(text).readonly().describe('Each SYSTEM CORRECTION EVENT that it wrote.'),
  })
  .describe('Entries of the log about a run that was carried out.');

const OUTCOMES = [
  'done',
  'refused',
  'expired',
  'abandoned',
  'failed',
  'stuck',
  'rolled-back',
  'rollback-failed',
] as const;

const runAnswer = z
  .strictObject({
    schema_version: version,
    verdict: z
      .enum(['ready', 'refused', 'unknown', 'waits', 'approved', 'held', 'ended', 'stopped', 'in-doubt'])
      .describe(
        [
          '`ready`: nothing blocks it',
          '`refused`: something does',
          '`unknown`: something could not be looked at',
          '`waits`: for approvals, or for whoever resumes it',
          '`approved`: by whoever asked',
          '`held`: somebody else has the lock',
          '`ended`: see `outcome`',
          '`stopped`: resume goes on',
          '`in-doubt`: nobody knows how a step ended.',
        ].join('; '),
      ),
    run: text.nullable().describe('Its id; null: none was begun.'),
    outcome: z.enum(OUTCOMES).nullable().describe('How the run ended; null: it has not.'),
    why: text.nullable().describe('Why it stopped or went wrong, as a clause.'),
    refusals: z.array(refusal).readonly(),
    plan_digest: digest.nullable(),
    plan: plan.nullable(),
    steps: z
      .strictObject({ there: z.array(text).readonly(), back: z.array(text).readonly().nullable() })
      .nullable()
      .describe('The steps of the plan, as people read them.'),
    impact: impact.nullable(),
    changes: changes.nullable(),
    proof: proof.nullable(),
  })
  .describe('Of deploy, promote, rollback, approve, resume and abandon.');

const noteAnswer = z
  .strictObject({
    schema_version: version,
    verdict: z.literal('noted'),
    event: z.enum(['environment.held', 'environment.released', 'commit.blocked', 'commit.unblocked']),
    environment: text.nullable().describe('null: everywhere.'),
    service: text.nullable().describe('null: every service.'),
    commit: commit.nullable().describe('null: every commit.'),
    reason: text,
  })
  .describe('Of hold, release and block: what the audit log says now.');

const lock = z.strictObject({
  state: z
    .enum(['free', 'held', 'unreadable', 'unreachable', 'not-asked'])
    .describe('Nobody gets one that is unreadable.'),
  holder: text.nullable(),
  reason: text.nullable(),
  since: time.nullable(),
  until: time.nullable(),
});

const subject = z
  .string()
  .nullable()
  .describe('First line of the message of the commit; null: the commit is not here.');

const openRun = z.strictObject({
  run: text,
  state: z.enum(['begun', 'acting']).describe('`begun`: it has not begun to act.'),
  begun_at: time,
  begun_by: text,
  approvals: z.array(z.strictObject({ by: text, at: time, expires_at: time })).readonly(),
  next: z
    .strictObject({ way: z.enum(['there', 'back']), at: z.int().nonnegative() })
    .nullable()
    .describe('The step of the plan that is due, counted from 0.'),
  why: text.nullable().describe('Why it goes back, or what is unknown about its last step, as a clause.'),
  is_interrupted: z
    .boolean()
    .nullable()
    .describe('Whether it has begun to act and nobody has the lock any more; null: the lock was not seen.'),
  subject,
  plan_digest: digest,
  plan,
});

const health = z
  .strictObject({
    state: z.enum(['well', 'ill', 'unknown', 'not-asked']),
    why: text.nullable().describe('Why it is not healthy, as a clause.'),
  })
  .describe('Whether the commit of the record is healthy there, asked once.');

const choice = z
  .strictObject({
    commit,
    subject,
    at: time.describe('Since when it is ready, or when it was deployed last.'),
    against: z
      .array(text)
      .readonly()
      .describe('Why it cannot be chosen, as clauses; none: the plan says the rest.'),
    lifted_by: z
      .literal('release')
      .nullable()
      .describe('The command that lifts all of that; null: none is known, or nothing blocks it.'),
    failed_before: z
      .boolean()
      .describe('It failed there, and the plan says so: `--retry-failed` lifts that.'),
  })
  .meta({ id: 'choice', description: 'A commit that may be brought to a place.' });

const endedRun = z.strictObject({
  run: text,
  kind: z.enum(['deploy', 'promote', 'rollback']),
  commit,
  subject,
  previous: commit.nullable().describe('The commit that ran there before; null: not known.'),
  outcome: z.enum(OUTCOMES),
  begun_at: time,
  at: time.describe('When it ended.'),
  by: text,
  reason: text.nullable().describe('Why it was started.'),
  why: text.nullable().describe('Why it did not end well, as a clause.'),
});

const placeEvent = z.strictObject({
  event: z
    .enum(['held', 'released', 'recorded', 'corrected'])
    .describe(
      '`recorded`: a deploy that no run made was written down; `corrected`: it went back, and no run did that.',
    ),
  commit: commit.nullable().describe('null: it concerns the whole place.'),
  subject,
  at: time,
  by: text,
  reason: text.nullable(),
});

const lag = z.strictObject({
  behind: z.enum(['environment', 'branch']),
  name: text,
  commits: z
    .int()
    .nonnegative()
    .nullable()
    .describe('How many commits it has that are not here; 0 where both have one tree; null: not known.'),
});

const placeStatus = z.strictObject({
  service: text,
  environment: text,
  promotes_from: text
    .nullable()
    .describe('Where a commit is tried before it is promoted to here; null: it comes from a branch.'),
  wants_name: z
    .boolean()
    .describe(
      'Whether people must type its name before they act: production, places that need approvals, and places that nothing is promoted from.',
    ),
  record: text.describe('Path of its record.'),
  commit: commit.nullable().describe('The recorded commit; null: none is recorded.'),
  subject,
  lags: z
    .array(lag)
    .readonly()
    .describe(
      'How far it lags behind the place it is promoted from, and the branch of production in this clone.',
    ),
  since: text.nullable(),
  running: commit.nullable().describe('The commit that the platform says runs there; see `drift`.'),
  drift: z
    .boolean()
    .nullable()
    .describe('Whether both differ; null: the platform was not asked, or does not say.'),
  health,
  lock,
  hold: z
    .strictObject({ reason: text, at: time, by: text })
    .nullable()
    .describe('Every deploy there is held.'),
  held_commits: z.record(commit, text).describe('Commits that are held there, and why.'),
  ready: z
    .array(z.strictObject({ commit, tree: commit, at: time }))
    .readonly()
    .describe('Commits that may be promoted from there, the newest last.'),
  candidates: z.array(choice).readonly().describe('Commits that may be promoted to here, the newest first.'),
  targets: z
    .array(choice)
    .readonly()
    .describe('Commits that a rollback may return to here, the newest first.'),
  runs: z.array(openRun).readonly().describe('Open runs, the oldest first.'),
  history: z.array(endedRun).readonly().describe('Ended runs, the newest first.'),
  events: z
    .array(placeEvent)
    .readonly()
    .describe('Other entries of the log about the place, the newest first.'),
  left_out: z
    .strictObject({ history: z.int().nonnegative(), events: z.int().nonnegative() })
    .describe('How many older ones of each are left out; `--history` sets how many are shown.'),
});

const statusAnswer = z
  .strictObject({
    schema_version: version,
    verdict: z.literal('shown'),
    places: z.array(placeStatus).readonly(),
    blocked: z.record(commit, text).describe('Commits that may be deployed nowhere, and why.'),
  })
  .describe('Of status.');

/** What the commands of releases say to programs: always one of these, and nothing else on the output. */
export const releaseAnswerSchema = z.discriminatedUnion('verdict', [
  runAnswer,
  noteAnswer,
  statusAnswer,
  errorAnswer,
]);

export type ReleaseAnswer = z.infer<typeof releaseAnswerSchema>;
export type RunAnswer = z.infer<typeof runAnswer>;
export type NoteAnswer = z.infer<typeof noteAnswer>;
export type StatusAnswer = z.infer<typeof statusAnswer>;
export type PlaceAnswer = z.infer<typeof placeStatus>;
export type OpenRunAnswer = z.infer<typeof openRun>;
export type ImpactAnswer = z.infer<typeof impact>;
export type ChangesAnswer = z.infer<typeof changes>;
export type ProofAnswer = z.infer<typeof proof>;
export type PlaceEventAnswer = z.infer<typeof placeEvent>;
export type LagAnswer = z.infer<typeof lag>;
export type ChoiceAnswer = z.infer<typeof choice>;

/** The same for everybody else: published as docs/release-answer.schema.json. */
export function releaseAnswerJsonSchema(): object {
  return {
    ...z.toJSONSchema(releaseAnswerSchema, {
      override: ({ jsonSchema }) => {
        // Of our own types: nobody sends us one of these.
        delete jsonSchema.readOnly;
      },
    }),
    title: 'Lockkeeper release answer',
    description: 'What a command of a release says with --format json: one document on the output.',
  };
}
