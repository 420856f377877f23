import { describe, expect, test } from 'vitest';

import type { ProcessEnding } from '../cli/run-process.ts';
import { DIGEST, openRunOutput, refusalOutput, runOutput, statusOutput } from '../testing/release-output.ts';
import { scriptedConversation, type Answer } from '../testing/scripted-conversation.ts';
import { ended } from '../testing/scripted-program.ts';
import { abandonRun } from './abandon-run.ts';
import { approveRun } from './approve-run.ts';
import { blockCommit } from './block-commit.ts';
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

  describe('of a commit that is held back', () => {
    const candidate = { commit: B, subject: 'Greet again', at: '', against: ['it is held back'] };
    const status = statusOutput({ candidates: [{ ...candidate, lifted_by: 'release' }] });
    const release = 'release production --service shop --reason it was not that';
    const said = {
      [release]: { schema_version: 1, verdict: 'noted', event: 'environment.released' },
      [`${PROMOTE} --plan`]: runOutput(),
      [`${PROMOTE} ${DO}`]: done(),
    };
    const held = '$(lock) bbbbbbbbbb Greet again';
    const answers: readonly Answer[] = [held, 'it was not that', 'Release', 'greet again', 'production'];

    test('releases the place first, with a reason of its own and once somebody said so', async () => {
      const { came, calls } = await flowed(promote, { status, said, answers });
      expect(came?.outcome).toBe('done');
      expect(calls).toEqual(['status', release, `${PROMOTE} --plan`, `${PROMOTE} ${DO}`]);
    });

    test.each([1, 2])('releases nothing where somebody leaves question %i', async (at) => {
      const left = answers.with(at, undefined);
      expect((await flowed(promote, { status, said, answers: left })).calls).toEqual(['status']);
    });

    test('plans nothing where it could not be released', async () => {
      const { calls } = await flowed(promote, { status, said: { ...said, [release]: {} }, answers });
      expect(calls).toEqual(['status', release]);
    });
  });

  test.each([
    ['refused', 1],
    ['unknown', 2],
  ])('that is %s stops at its plan, with each reason and what lifts it', async (verdict, exitCode) => {
    const refusals = [
      refusalOutput({ code: 'R14', kind: verdict, why: 'It is Friday.', lift: 'Wait.', lifted_by: null }),
    ];
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
      database: [{ before: ['c1'], after: ['b0'] }],
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
    expect(begun).not.toContain('Nothing has happened yet');
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

describe('what stands against a plan', () => {
  const BACKUP = refusalOutput();
  const LOOKED = refusalOutput({
    code: 'R19',
    why: 'Nobody knows who deploys.',
    lifted_by: { by: 'accept-unknown', value: 'R19:auto-deploy' },
  });
  const RETRY = refusalOutput({
    code: 'R25',
    kind: 'refused',
    why: 'It failed there.',
    lifted_by: { by: 'retry-failed', value: null },
  });
  const APPROVAL = refusalOutput({
    code: 'R09',
    kind: 'refused',
    lifted_by: { by: 'approval', value: null },
  });
  const WRONG = refusalOutput({ code: 'R20', kind: 'refused', lifted_by: null });
  const bare = PROMOTE.replace(' --reason greet again', '');
  const against = (refusals: readonly object[], verdict = 'unknown') =>
    ended(JSON.stringify(runOutput({ verdict, refusals })), verdict === 'unknown' ? 2 : 1);
  const promoting = [CHOSEN, 'greet again'];

  test('is answered for one by one, each with a reason, and never by what is picked first', async () => {
    const [first, both] = [
      `${bare} --accept-unknown=R15:backup`,
      `${bare} --accept-unknown=R15:backup --accept-unknown=R19:auto-deploy`,
    ];
    const answered = `${both} --reason greet again; R15:backup: the provider keeps one; R19:auto-deploy: it does not`;
    const lifted = [BACKUP, LOOKED].map((one) => ({ ...one, is_lifted: true }));
    const { came, calls, talk } = await flowed(promote, {
      answers: [
        ...promoting,
        'Accept R15:backup',
        'the provider keeps one',
        'Accept R19:auto-deploy',
        'it does not',
        'production',
      ],
      said: {
        [`${PROMOTE} --plan`]: against([BACKUP, LOOKED, APPROVAL]),
        [`${answered} --plan`]: runOutput({ refusals: lifted }),
        [`${answered} ${DO}`]: done(),
      },
    });
    expect(came?.outcome).toBe('done');
    expect(calls.filter((call) => call.startsWith(first) && !call.startsWith(both))).toEqual([]);
    expect(calls).toEqual(['status', `${PROMOTE} --plan`, `${answered} --plan`, `${answered} ${DO}`]);
    expect(talk.heard.filter((line) => /R(?:15|19): /.test(line))).toEqual([
      'pick: R15: No backup is known. [Cancel, Accept R15:backup]',
      'ask: R15: No backup is known. []',
      'pick: R19: Nobody knows who deploys. [Cancel, Accept R19:auto-deploy]',
      'ask: R19: Nobody knows who deploys. []',
    ]);
    expect(talk.shown[1]).toMatch(/Accepted risks\n\n- ! \*\*R15\*\*/);
    expect(talk.shown[1]).not.toContain('Objections');
  });

  test('is asked about again where the answer brings something new to light', async () => {
    const [once, twice] = [
      `${bare} --retry-failed --reason greet again; R25: the disk was full`,
      `${bare} --retry-failed --accept-unknown=R15:backup --reason greet again; R25: the disk was full; R15:backup: kept`,
    ];
    const { came, calls } = await flowed(promote, {
      answers: [...promoting, 'Retry', 'the disk was full', 'Accept R15:backup', 'kept', 'production'],
      said: {
        [`${PROMOTE} --plan`]: against([RETRY], 'refused'),
        [`${once} --plan`]: against([BACKUP]),
        [`${twice} --plan`]: runOutput(),
        [`${twice} ${DO}`]: done(),
      },
    });
    expect([came?.outcome, calls.length]).toEqual(['done', 5]);
  });

  test('may be that the commit failed there before: it can be chosen all the same', async () => {
    const candidate = { commit: B, subject: 'Greet again', at: '', against: [], failed_before: true };
    const { calls } = await flowed(promote, {
      status: statusOutput({ candidates: [candidate] }),
      answers: [...promoting, 'Cancel'],
      said: { [`${PROMOTE} --plan`]: against([RETRY], 'refused') },
    });
    expect(calls).toEqual(['status', `${PROMOTE} --plan`]);
  });

  test.each<[string, readonly object[], readonly Answer[]]>([
    ['somebody leaves it', [BACKUP], ['Cancel', 'because', 'production']],
    ['somebody presses a key too often', [BACKUP], [undefined, 'because', 'production']],
    ['nobody gives a reason', [BACKUP], ['Accept R15:backup', undefined, 'production']],
    ['one of two is left', [BACKUP, LOOKED], ['Accept R15:backup', 'kept', 'Cancel', 'production']],
  ])('ends it where %s', async (_, refusals, answers) => {
    const { acting, calls, talk } = await flowed(promote, {
      answers: [...promoting, ...answers],
      said: { [`${PROMOTE} --plan`]: against(refusals) },
    });
    expect([acting, calls.length]).toEqual([[], 2]);
    expect(talk.heard.at(-1)).toMatch(/^refuse: .*R15/);
  });

  test('is not asked about where some of it is wrong, or the program names no way', async () => {
    for (const refusals of [
      [BACKUP, WRONG],
      [WRONG],
      [{ ...BACKUP, lifted_by: { by: 'a later version' } }],
    ]) {
      const { acting, talk } = await flowed(promote, {
        answers: [...promoting, 'Accept R15:backup', 'kept', 'production'],
        said: { [`${PROMOTE} --plan`]: against(refusals, 'refused') },
      });
      expect(acting).toEqual([]);
      expect(talk.heard.filter((line) => line.includes('Accept'))).toEqual([]);
    }
  });

  test('is not asked about for ever where an answer lifts nothing', async () => {
    const again = `${bare} --accept-unknown=R15:backup --reason greet again; R15:backup: kept`;
    const { acting, calls } = await flowed(promote, {
      answers: [...promoting, 'Accept R15:backup', 'kept', 'Accept R15:backup', 'kept', 'production'],
      said: { [`${PROMOTE} --plan`]: against([BACKUP]), [`${again} --plan`]: against([BACKUP]) },
    });
    expect([acting, calls.length]).toEqual([[], 3]);
  });

  test('may be rows that a rollback loses: they are read, and the revision is typed', async () => {
    const rows = refusalOutput({
      kind: 'refused',
      why: 'The downgrade of b1 loses rows.',
      lifted_by: { by: 'accept-loss', value: 'b1' },
    });
    const impact = {
      verdict: 'downgrade-first',
      current: B,
      target: C,
      bridge: null,
      commits: { out: [], in: [] },
      dependencies: [],
      database: {
        relation: 'ahead',
        live: ['b1'],
        notes: [],
        losses: [
          { revision: 'b1', by: 'downgrade', text: 'Drops the table notes and its rows.' },
          { revision: 'b2', by: 'downgrade', text: 'Drops another.' },
        ],
      },
    };
    const refused = runOutput({
      verdict: 'refused',
      refusals: [rows],
      impact,
      plan: null,
      plan_digest: null,
    });
    const losing = `rollback --environment production --service shop --to ${C} --accept-loss=b1 --reason orders are lost; b1: nobody reads notes`;
    const given = (typed: string) => ({
      answers: ['cccccccccc Before', 'orders are lost', typed, 'nobody reads notes', 'production'],
      said: {
        [`${ROLL_BACK} --plan`]: ended(JSON.stringify(refused), 1),
        [`${losing} --plan`]: runOutput({ impact }),
        [`${losing} ${DO}`]: done(),
      },
    });
    const { came, talk } = await flowed(rollBack, given('b1'));
    expect(came?.outcome).toBe('done');
    const [typing = ''] = talk.heard.filter((line) => line.startsWith('type: Downgrade'));
    expect(typing).toContain('Drops the table notes and its rows.');
    expect(typing).not.toContain('Drops another.');
    expect((await flowed(rollBack, given('b'))).acting).toEqual([]);
  });
});

describe('a run that is open', () => {
  const runs = [openRunOutput({ approvals: [{ by: 'mia@example.com' }] })];

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

describe('a run that waits for approval', () => {
  const waiting = runOutput({ verdict: 'waits', run: 'promote-1' });
  const said = {
    'approve promote-1 --plan': waiting,
    [`approve promote-1 ${DO}`]: { ...waiting, verdict: 'approved' },
  };
  const status = statusOutput({ runs: [openRunOutput()] });

  test('is approved once its plan was read and its environment typed: that plan, and no other', async () => {
    const { came, calls, talk } = await flowed(approveRun, {
      status,
      answers: ['promote-1', 'production'],
      said,
    });
    expect(came?.verdict).toBe('approved');
    expect(calls).toEqual(['status', 'approve promote-1 --plan', `approve promote-1 ${DO}`]);
    expect(talk.heard.map((line) => line.split(':')[0])).toEqual(['pick', 'show', 'type']);
    expect(talk.shown[0]).toContain('core/ledger.py');
  });

  test.each<[string, readonly Answer[]]>([
    ['leaves the list', [undefined, 'production']],
    ['types another name', ['promote-1', 'staging']],
    ['presses escape', ['promote-1', undefined]],
  ])('is not approved by somebody who %s', async (_, answers) => {
    const { came, acting } = await flowed(approveRun, { status, answers, said });
    expect([came, acting]).toEqual([undefined, []]);
  });

  test('is approved by nobody whom the program refuses, in its words', async () => {
    const message = 'You cannot approve this (R09): ana@example.com made the commit. Somebody else has to.';
    const own = { schema_version: 1, verdict: 'undetermined', error: { kind: 'usage', message } };
    const { came, talk } = await flowed(approveRun, {
      status,
      answers: ['promote-1', 'production'],
      said: { ...said, [`approve promote-1 ${DO}`]: ended(JSON.stringify(own), 2) },
    });
    expect([came, talk.heard.at(-1)]).toEqual([undefined, `refuse: ${message}`]);
  });

  test.each([
    ['has enough approvals', { approvals: [{ by: 'mia@example.com' }] }],
    ['is under way', { state: 'acting' }],
    ['needs none', { plan: { ...runOutput().plan, approvals: 0 } }],
  ])('is not one that %s', async (_, more) => {
    const runs = [openRunOutput(more)];
    const { calls, talk } = await flowed(approveRun, {
      status: statusOutput({ runs }),
      answers: ['promote-1'],
    });
    expect([calls, talk.heard]).toEqual([['status'], [expect.stringMatching(/^say: /)]]);
  });
});

describe('a run that nobody goes on with', () => {
  const command = 'abandon promote-1 --reason a later one comes';
  const said = { [command]: runOutput({ verdict: 'ended', outcome: 'abandoned', run: 'promote-1' }) };
  const answers = ['promote-1', 'a later one comes', 'production'];

  test.each([['begun'], ['acting']])('is given up with a reason, once %s', async (state) => {
    const status = statusOutput({ runs: [openRunOutput({ state })] });
    const { came, calls } = await flowed(abandonRun, { status, answers, said });
    expect([came?.outcome, calls]).toEqual(['abandoned', ['status', command]]);
    for (let at = 0; at < answers.length; at += 1) {
      const left = answers.map((answer, one) => (one === at ? undefined : answer));
      expect((await flowed(abandonRun, { status, answers: left, said })).acting).toEqual([]);
    }
  });

  test('is told as given up to whoever resumes it, too, and not as done', async () => {
    const over = ended(JSON.stringify(Object.values(said)[0]), 1);
    const status = statusOutput({ runs: [openRunOutput()] });
    const { came, acting, talk } = await flowed(resumeRun, {
      status,
      answers: ['promote-1'],
      said: { 'resume promote-1 --plan': over },
    });
    expect([came, acting]).toEqual([undefined, []]);
    expect(talk.heard.at(-1)).toMatch(/^say: .*ABANDONED.*promote-1/);
  });
});

describe('a commit', () => {
  const noted = { schema_version: 1, verdict: 'noted', event: 'commit.blocked' };
  const blocked = { ...statusOutput(), blocked: { [B]: 'it loses orders' } };

  test('is blocked everywhere, with a reason and once somebody said so', async () => {
    const command = `block ${B} --reason it loses orders`;
    const answers = ['Block bbbbbbbbbb Greet again', 'it loses orders', 'Block'];
    const { came, calls } = await flowed(blockCommit, { answers, said: { [command]: noted } });
    expect([came, calls]).toEqual([true, ['status', command]]);
    const left = await flowed(blockCommit, { answers: answers.slice(0, 2) });
    expect([left.came, left.calls]).toEqual([false, ['status']]);
  });

  test('that is blocked is offered to be unblocked, and not to be blocked again', async () => {
    const answers = ['Unblock bbbbbbbbbb', 'it does not', 'Unblock'];
    const { calls, talk } = await flowed(blockCommit, { status: blocked, answers });
    expect(talk.heard[0]).not.toContain('Block bbbbbbbbbb');
    expect(calls[1]).toBe(`block ${B} --undo --reason it does not`);
  });

  test('may be one that nobody has tried: it is named, and never an option', async () => {
    const answers = (name: string) => ['Block another commit...', name, 'it loses orders', 'Block'];
    const { calls } = await flowed(blockCommit, { answers: answers('auto/fix') });
    expect(calls[1]).toBe('block auto/fix --reason it loses orders');
    expect((await flowed(blockCommit, { answers: answers('--undo') })).calls).toEqual(['status']);
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
