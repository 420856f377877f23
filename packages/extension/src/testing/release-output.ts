const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];

export const DIGEST = `sha256:${'0'.repeat(64)}`;

/** What `lockkeeper promote --format json` prints of a plan that nothing stands against. */
export function runOutput(more: Readonly<Record<string, unknown>> = {}) {
  return {
    schema_version: 1,
    verdict: 'ready',
    run: null,
    outcome: null,
    why: null,
    refusals: [],
    plan_digest: DIGEST,
    plan: {
      kind: 'promote',
      environment: 'production',
      service: 'shop',
      commit: B,
      tree: C,
      previous: A,
      policy: DIGEST,
      equality: 'sha',
      tried: B,
      approvals: 1,
      accepted: [],
      reason: 'greet again',
      steps: [
        { kind: 'deploy', commit: B },
        { kind: 'verify', commit: B },
      ],
      back: [{ kind: 'deploy', commit: A }],
    },
    steps: {
      there: ['deploy bbbbbbbbbbbb', 'ask until bbbbbbbbbbbb runs there'],
      back: ['deploy aaaaaaaaaaaa'],
    },
    impact: null,
    changes: {
      from: A,
      commits: [{ id: B, subject: 'Greet again' }],
      files: {
        migrations: ['alembic/versions/b1_index.py'],
        dependencies: ['requirements.lock'],
        protected: [{ path: 'core/ledger.py', by: 'section core' }],
      },
    },
    proof: null,
    ...more,
  };
}

/** What stands against a plan; as it is here, somebody may answer for it. */
export function refusalOutput(more: Readonly<Record<string, unknown>> = {}) {
  return {
    code: 'R15',
    kind: 'unknown',
    why: 'No backup is known.',
    lift: 'Look.',
    lifted_by: { by: 'accept-unknown', value: 'R15:backup' },
    is_lifted: false,
    ...more,
  };
}

/** A run in the answer of `status` that waits for an approval. */
export function openRunOutput(more: Readonly<Record<string, unknown>> = {}) {
  return {
    run: 'promote-1',
    state: 'begun',
    begun_at: '2026-11-21T09:00:00Z',
    begun_by: 'agent',
    approvals: [],
    next: null,
    why: null,
    is_interrupted: false,
    subject: 'Greet again',
    plan_digest: DIGEST,
    plan: runOutput().plan,
    ...more,
  };
}

/** What `lockkeeper status --format json` prints of two environments. */
export function statusOutput(production: Readonly<Record<string, unknown>> = {}) {
  const place = {
    service: 'shop',
    environment: 'staging',
    promotes_from: null,
    wants_name: false,
    record: 'infrastructure/deploys/staging/shop.json',
    commit: B,
    subject: 'Greet again',
    lags: [],
    since: '2026-11-21T08:00:00Z',
    running: B,
    drift: false,
    health: { state: 'well', why: null },
    lock: { state: 'free', holder: null, reason: null, since: null, until: null },
    hold: null,
    held_commits: {},
    ready: [],
    candidates: [],
    targets: [],
    runs: [],
    history: [],
    events: [],
    left_out: { history: 0, events: 0 },
  };
  return {
    schema_version: 1,
    verdict: 'shown',
    places: [
      place,
      {
        ...place,
        environment: 'production',
        promotes_from: 'staging',
        wants_name: true,
        record: 'infrastructure/last-good-deploy.json',
        commit: A,
        subject: 'The shop',
        lags: [
          { behind: 'environment', name: 'staging', commits: 1 },
          { behind: 'branch', name: 'main', commits: null },
        ],
        candidates: [
          {
            commit: B,
            subject: 'Greet again',
            at: '2026-11-21T09:00:00Z',
            against: [],
            lifted_by: null,
            failed_before: false,
          },
          {
            commit: A,
            subject: 'The shop',
            at: '2026-11-21T08:00:00Z',
            against: ['it runs there already'],
            lifted_by: null,
            failed_before: false,
          },
        ],
        targets: [
          {
            commit: C,
            subject: 'Before',
            at: '2026-11-20T08:00:00Z',
            against: [],
            lifted_by: null,
            failed_before: false,
          },
        ],
        ...production,
      },
    ],
    blocked: {},
  };
}
