import { describe, expect, test } from 'vitest';

import type { ProcessEnding } from '../cli/run-process.ts';
import { DIGEST, runOutput, statusOutput } from '../testing/release-output.ts';
import { scriptedConversation, type Answer } from '../testing/scripted-conversation.ts';
import { ended } from '../testing/scripted-program.ts';
import type { ReleaseCall, ReleaseNeeds } from './carry-out.ts';
import { holdEnvironment } from './hold-environment.ts';
import { promote } from './promote.ts';
import type { RunTold } from './release-answer.ts';
import { resumeRun } from './resume-run.ts';
import { rollBack } from './roll-back.ts';

const [B, C] = ['b', 'c'].map((digit) => digit.repeat(40)) as [string, string];
const PROMOTE = `promote --to production --service shop --commit ${B} --reason greet again`;
const ROLL_BACK = `rollback --environment production --service shop --to ${C} --reason orders are lost`;
const DO = `--planned ${DIGEST} --yes --confirm production`;

interface Given {
  readonly answers: readonly Answer[];
  readonly said?: Readonly<Record<string, object | ProcessEnding>>;
  readonly status?: object;
  readonly python?: readonly string[];
}

/** What was asked of the program, and what of the person. */
async function flowed<T>(
  flow: (needs: ReleaseNeeds) => Promise<T>,
  { answers, said = {}, status, python = [] }: Given,
) {
  const talk = scriptedConversation(...answers);
  const calls: ReleaseCall[] = [];
  const lockkeeper = async (call: ReleaseCall) => {
    calls.push(call);
    const words = call.args.join(' ');
    const answer = words === 'status' ? (status ?? statusOutput()) : said[words];
    return await Promise.resolve(
      answer !== undefined && 'kind' in answer
        ? (answer as ProcessEnding)
        : ended(JSON.stringify(answer ?? {})),
    );
  };
  const came = await flow({ talk, lockkeeper, python });
  return {
    came,
    talk,
    calls: calls.map(({ args }) => args.join(' ')),
    acting: calls.filter(({ isActing }) => isActing),
  };
}

const done = (more: object = {}) =>
  runOutput({ verdict: 'ended', outcome: 'done', run: 'promote-1', ...more });
const CHOSEN = 'bbbbbbbbbb Greet again';

describe('a promotion', () => {
  test('shows its plan before anything is asked that does it, and names the plan that was read', async () => {
    const { came, talk, calls, acting } = await flowed(promote, {
      answers: [CHOSEN, 'greet again', 'production'],
      said: { [`${PROMOTE} --plan`]: runOutput(), [`${PROMOTE} ${DO}`]: done() },
    });
    expect(came?.outcome).toBe('done');
    expect(calls).toEqual(['status', `${PROMOTE} --plan`, `${PROMOTE} ${DO}`]);
    expect(acting).toHaveLength(1);
    expect(talk.heard.map((line) => line.split(':')[0])).toEqual([
      'pick',
      'ask',
      'show',
      'type',
      'show',
      'show',
    ]);
  });

  test.each<[readonly Answer[]]>([
    [[undefined]],
    [[CHOSEN, undefined]],
    [[CHOSEN, 'greet again', undefined]],
    [[CHOSEN, 'greet again', 'staging']],
  ])('is not done where somebody answers %j', async (answers) => {
    const { came, acting } = await flowed(promote, {
      answers,
      said: { [`${PROMOTE} --plan`]: runOutput() },
    });
    expect([came, acting]).toEqual([undefined, []]);
  });

  test('is not even planned of a commit that cannot be chosen, and says why', async () => {
    const { calls, talk } = await flowed(promote, { answers: ['$(circle-slash) aaaaaaaaaa The shop'] });
    expect(calls).toEqual(['status']);
    expect(talk.heard.at(-1)).toContain('it runs there already');
  });

  test.each([
    ['refused', 1],
    ['unknown', 2],
  ])('that is %s stops at its plan, with each reason and what lifts it', async (verdict, exitCode) => {
    const refusals = [{ code: 'R14', kind: verdict, why: 'It is Friday.', lift: 'Wait.' }];
    const plan = ended(JSON.stringify(runOutput({ verdict, refusals })), exitCode);
    const { acting, talk } = await flowed(promote, {
      answers: [CHOSEN, 'greet again', 'production'],
      said: { [`${PROMOTE} --plan`]: plan },
    });
    expect(acting).toEqual([]);
    expect(talk.shown[0]).toMatch(/\*\*R14\*\* It is Friday\.\n {2}→ Wait\./);
    expect(talk.heard.at(-1)).toMatch(/^refuse: .*R14/);
  });

  test('that waits for approval already is not begun anew', async () => {
    const waits = (run: string | null) => ended(JSON.stringify(runOutput({ verdict: 'waits', run })), 7);
    const given = { answers: [CHOSEN, 'greet again', 'production'] };
    const again = await flowed(promote, { ...given, said: { [`${PROMOTE} --plan`]: waits('promote-1') } });
    expect(again.acting).toEqual([]);
    const first = await flowed(promote, {
      ...given,
      said: { [`${PROMOTE} --plan`]: waits(null), [`${PROMOTE} ${DO}`]: waits('promote-1') },
    });
    expect(first.came).toMatchObject({ verdict: 'waits', run: 'promote-1' });
  });

  test.each<[string, ProcessEnding]>([
    ['was killed', { kind: 'broken', problem: 'was ended by SIGKILL' }],
    ['took too long', { kind: 'timed-out', seconds: 300 }],
    ['said nothing', ended('', 0)],
    ['says that it is done and ends as if it were not', ended(JSON.stringify(done()), 5)],
    [
      'says that it is not done and ends as if it were',
      ended(JSON.stringify(done({ outcome: 'failed' })), 0),
    ],
    [
      'found no policy',
      ended(
        JSON.stringify({
          schema_version: 1,
          verdict: 'undetermined',
          error: { kind: 'no-policy', message: 'There is no policy.' },
        }),
        2,
      ),
    ],
  ])('of a program that %s is told as not done', async (_, ending) => {
    const said = { [`${PROMOTE} --plan`]: runOutput(), [`${PROMOTE} ${DO}`]: ending };
    const { came, talk } = await flowed(promote, { answers: [CHOSEN, 'greet again', 'production'], said });
    expect(came).toBeUndefined();
    expect(talk.heard.at(-1)).toMatch(/^refuse: .+\.$/);
  });

  test('asks for a button where the name is not wanted, and for a place where there are several', async () => {
    const status = statusOutput({ wants_name: false });
    const [first, second] = status.places;
    const places = [first, second, { ...second, service: 'web' }];
    const { acting, talk } = await flowed(promote, {
      status: { ...status, places },
      answers: ['shop in production', CHOSEN, 'greet again', 'Promote'],
      said: { [`${PROMOTE} --plan`]: runOutput(), [`${PROMOTE} ${DO}`]: done() },
    });
    expect(acting).toHaveLength(1);
    expect(talk.heard[0]).toContain('[shop in production, web in production]');
  });

  test.each([
    ['no environment at all', { places: [] }],
    ['none to which anything is promoted', { places: statusOutput().places.slice(0, 1) }],
    ['no commit that is ready', { places: statusOutput({ candidates: [] }).places }],
  ])('of a policy with %s says what to do', async (_, { places }) => {
    const { calls, talk } = await flowed(promote, { answers: [], status: { ...statusOutput(), places } });
    expect(calls).toEqual(['status']);
    expect(talk.heard).toEqual([
      expect.stringMatching(/^refuse: .*(?:deployment\.services|lockkeeper deploy)/),
    ]);
  });
});

describe('a rollback', () => {
  test('shows what it does first, and its correction at the end', async () => {
    const plan = { ...runOutput().plan, kind: 'rollback', commit: C, reason: 'orders are lost' };
    const impact = {
      verdict: 'downgrade-first',
      current: B,
      target: C,
      bridge: 'd'.repeat(40),
      commits: { out: [{ id: B, subject: 'Greet again' }], in: [] },
      dependencies: [{ path: 'requirements.lock', change: 'other', recorded: 'same' }],
      database: {
        relation: 'ahead',
        live: ['b1'],
        downgrades: [{ revisions: ['c1', 'b1'] }, { revisions: ['b0'] }],
        notes: ['The later code runs on the earlier schema meanwhile.'],
        losses: [{ revision: 'b1', by: 'downgrade', text: 'table notes and its rows' }],
      },
      unconfirmed: [],
    };
    const proof = {
      deployed: { commit: C, id: 'dep_1', url: null },
      health: [{ probe: 'health', status: 200, identity: C, attempts: 2 }],
      corrections: ['SYSTEM CORRECTION EVENT: rollback of production'],
    };
    const { came, talk, calls } = await flowed(rollBack, {
      answers: ['cccccccccc Before', 'orders are lost', 'production'],
      python: ['--python', '/venv/bin/python'],
      said: {
        [`${ROLL_BACK} --plan`]: runOutput({ plan, impact, changes: null }),
        [`${ROLL_BACK} --python /venv/bin/python ${DO}`]: done({ plan, changes: null, proof }),
      },
    });
    expect(came?.outcome).toBe('done');
    expect(calls.slice(0, 2)).toEqual(['status', `${ROLL_BACK} --plan`]);
    const [page, begun, end] = talk.shown;
    expect(begun).not.toContain('Nothing is done yet');
    for (const text of [
      'Greet again',
      'dddddddddd',
      'at b1',
      'c1, b1, b0',
      'table notes',
      'requirements.lock',
      'earlier schema',
    ])
      expect(page).toContain(text);
    expect(end).toContain('SYSTEM CORRECTION EVENT: rollback of production');
    expect(end).toContain('dep_1');
  });

  test('has nothing to go back to where the log knows no earlier deploy', async () => {
    const { calls, talk } = await flowed(rollBack, { answers: [], status: statusOutput({ targets: [] }) });
    expect(calls).toEqual(['status']);
    expect(talk.heard).toEqual([expect.stringMatching(/^refuse: /)]);
  });
});

describe('a run that is open', () => {
  const runs = [
    {
      run: 'promote-1',
      state: 'begun',
      begun_at: '2026-11-21T09:00:00Z',
      begun_by: 'agent',
      approvals: [{ by: 'mia@example.com' }],
      next: null,
      why: null,
      plan_digest: DIGEST,
      plan: runOutput().plan,
    },
  ];

  test('is gone on with once its plan was read', async () => {
    const { came, calls, talk } = await flowed(resumeRun, {
      status: statusOutput({ runs }),
      answers: ['promote-1', 'production'],
      said: {
        'resume promote-1 --plan': runOutput({ run: 'promote-1' }),
        [`resume promote-1 ${DO}`]: done(),
      },
    });
    expect((came as RunTold).outcome).toBe('done');
    expect(calls).toEqual(['status', 'resume promote-1 --plan', `resume promote-1 ${DO}`]);
    expect(talk.heard[0]).toContain('promote-1');
  });

  test('is not there: that is told', async () => {
    const { calls, talk } = await flowed(resumeRun, { answers: [] });
    expect([calls, talk.heard]).toEqual([['status'], [expect.stringMatching(/^say: /)]]);
  });
});

describe('an environment', () => {
  const noted = { schema_version: 1, verdict: 'noted', event: 'environment.held' };

  test('is held, with a reason and once somebody said so', async () => {
    const command = 'hold production --service shop --reason audit week';
    const answers = ['Hold shop in production', 'audit week', 'Hold'];
    const { came, calls } = await flowed(holdEnvironment, { answers, said: { [command]: noted } });
    expect([came, calls]).toEqual([true, ['status', command]]);
    const left = await flowed(holdEnvironment, { answers: answers.slice(0, 2) });
    expect([left.came, left.calls]).toEqual([false, ['status']]);
  });

  test('that is held is offered to be released, and not to be held again', async () => {
    const status = statusOutput({ hold: { reason: 'audit week', at: '', by: 'mia' } });
    const { calls, talk } = await flowed(holdEnvironment, {
      status,
      answers: ['Release shop in production', 'it is over', 'Release'],
    });
    expect(talk.heard[0]).toContain('[Hold shop in staging, Release shop in production]');
    expect(calls[1]).toBe('release production --service shop --reason it is over');
  });
});
