import { describe, expect, test } from 'vitest';

import type { ProcessEnding } from '../cli/run-process.ts';
import { statusOutput } from '../testing/release-output.ts';
import { ended, scriptedProgram } from '../testing/scripted-program.ts';
import { recordStanding } from './record-standing.ts';
import { commitLinesOf, recordLenses } from './record-text.ts';

const [A, B] = ['a', 'b'].map((digit) => digit.repeat(40)) as [string, string];
const RECORD = 'infrastructure/last-good-deploy.json';
const STATUS = 'status --offline --history 100';
const VERIFY = 'record verify --environment production --service shop';
const NOW = new Date('2026-11-21T10:00:00Z');

const report = (verdict: string, more: object = {}) =>
  JSON.stringify({
    schema_version: 1,
    verdict,
    path: RECORD,
    checks: [
      { name: 'form', outcome: 'passed', message: 'It is a record of version 1.' },
      { name: 'audit-log', outcome: 'failed', message: 'Entry 3 was changed.' },
      { name: 'commit', outcome: 'undetermined', message: 'The commit cannot be looked up.' },
    ],
    ...more,
  });

async function asked(
  verify: string | ProcessEnding,
  { path = RECORD, status = JSON.stringify(statusOutput()) }: { path?: string; status?: string } = {},
) {
  const { run, calls } = scriptedProgram({ [STATUS]: status, [VERIFY]: verify, 'record verify': verify });
  const standing = await recordStanding(path, async (args) => await run({ args }));
  return { standing, calls: calls.map(({ args }) => args.join(' ')) };
}

const titles = async (verify: string | ProcessEnding) => {
  const { standing } = await asked(verify);
  return standing && recordLenses(standing).map(({ title }) => title);
};

describe('above a deploy record', () => {
  test('stands that its chain is verified, how far it is behind, and what can be done', async () => {
    expect(await titles(report('pass'))).toEqual([
      '$(pass) Verified chain',
      '1 commit behind staging',
      'Its distance behind main is unknown.',
      'Roll Back...',
      'History',
    ]);
  });

  test.each<[string, string | ProcessEnding, RegExp]>([
    ['nobody vouches for it', report('unproved'), /^\$\(circle-slash\) Chain is intact/],
    ['an entry was changed', ended(report('fail'), 1), /^\$\(error\) .*Entry 3 was changed/],
    ['something was not seen', ended(report('undetermined'), 2), /^\$\(question\) .*cannot be looked up/],
    ['the report does not agree with how the program ended', ended(report('pass'), 1), /^\$\(question\) /],
    ['the report is of a later form', report('pass', { schema_version: 2 }), /^\$\(question\) /],
    ['the program says nothing', ended('', 3, 'git is not there.'), /^\$\(question\) .*git is not there/],
    ['the program was killed', { kind: 'broken', problem: 'was ended by SIGKILL' }, /^\$\(question\) /],
    ['the program took too long', { kind: 'timed-out', seconds: 60 }, /^\$\(question\) /],
  ])('never stands a tick where %s', async (_, verify, expected) => {
    const all = (await titles(verify)) ?? [];
    expect(all[0]).toMatch(expected);
    expect(all.join('')).not.toContain('$(pass)');
  });

  test('stands nothing where the file is no record of the policy', async () => {
    expect((await asked(report('pass'), { path: 'fixtures/record.json' })).standing).toBeUndefined();
  });

  test('stands the chain alone where the policy does not say how anything is deployed', async () => {
    const none = JSON.stringify({ ...statusOutput(), places: [] });
    const { standing, calls } = await asked(report('pass'), { status: none });
    expect(calls).toEqual([STATUS, 'record verify']);
    expect(standing && recordLenses(standing).map(({ title }) => title)).toEqual(['$(pass) Verified chain']);
  });

  test('asks about the service whose record it is', async () => {
    const own = report('pass', { path: 'infrastructure/deploys/staging/shop.json' });
    const { run, calls } = scriptedProgram({
      [STATUS]: JSON.stringify(statusOutput()),
      'record verify --environment staging --service shop': own,
    });
    const standing = await recordStanding(
      'infrastructure/deploys/staging/shop.json',
      async (args) => await run({ args }),
    );
    expect(calls).toHaveLength(2);
    expect(standing?.place?.environment).toBe('staging');
    expect(standing?.chain.kind).toBe('verified');
  });
});

describe('on a commit in it', () => {
  const status = JSON.stringify(
    statusOutput({
      history: [
        {
          run: 'promote-1',
          kind: 'promote',
          commit: A,
          subject: 'The shop',
          outcome: 'done',
          at: '2026-11-21T08:00:00Z',
          by: 'agent',
          reason: 'greet',
        },
        { run: 'promote-2', kind: 'promote', commit: A, outcome: 'failed', at: '2026-11-21T07:00:00Z' },
      ],
    }),
  );

  test('stands what it is, and what brought it', async () => {
    const { standing } = await asked(report('pass'), { status });
    expect(standing && commitLinesOf(A, standing, NOW)).toEqual([
      'aaaaaaaaaa The shop',
      'Promoted to production by agent, 2 h ago (promote-1): greet',
    ]);
    expect(standing && commitLinesOf(B, standing, NOW)).toEqual(['bbbbbbbbbb Greet again']);
  });

  test('stands nothing where nothing is known of it', async () => {
    const { standing } = await asked(report('pass'), { status });
    expect(standing && commitLinesOf('f'.repeat(40), standing, NOW)).toEqual([]);
  });
});
