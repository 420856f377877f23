import { describe, expect, test } from 'vitest';

import { scriptedConversation, type Answer } from '../testing/scripted-conversation.ts';
import { ended, scriptedProgram } from '../testing/scripted-program.ts';
import { stampOutput } from '../testing/stamp-output.ts';
import { stampBaseline } from './stamp-baseline.ts';
import { stampOutcome } from './stamp-outcome.ts';

const DO = '--yes --revision 5a9d6371e18c';
const STAMPED = stampOutput({
  outcome: 'stamped',
  logged: true,
  after: { versions: ['5a9d6371e18c'], database: null },
});

describe('a stamp of the baseline', () => {
  test('shows its plan, asks twice, looks again and is done', async () => {
    const { plan, talk, calls } = await stamp(['Stamp', 'shop']);
    expect(plan?.outcome).toBe('stamped');
    expect(talk.heard).toEqual([
      'show: Stamp (not done yet)',
      "agree: Stamp shop on db.example.com at 5a9d6371e18c? CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);\nINSERT INTO alembic_version (version_num) VALUES ('5a9d6371e18c');",
      'type: Stamp shop on db.example.com: Type shop to stamp it.',
      'say: ✅ STAMPED: shop on db.example.com is at 5a9d6371e18c, and Alembic tracks it now.',
    ]);
    expect(calls.map(({ args }) => args.join(' '))).toEqual(['--dry-run', '--dry-run', DO]);
    expect(talk.shown[0]).toMatch(
      /Database: shop on db\.example\.com \(DATABASE_URL_PROD\)[^]*Now at: no revision[^]*Pending after it: cd34[^]*```sql\nCREATE TABLE/,
    );
  });

  test.each([[[undefined]], [['Cancel']], [['Stamp', undefined]], [['Stamp', 'yes']], [['Stamp', 'SHOP']]])(
    'is not done where somebody answers %j',
    async (answers) => {
      const { plan, calls } = await stamp(answers);
      expect(plan).toBeUndefined();
      expect(calls.map(({ args }) => args.join(' '))).toEqual(['--dry-run']);
    },
  );

  test('is not done where the database changed while somebody was asked', async () => {
    const plans = [stampOutput(), stampOutput({ pending: [] })];
    const calls: string[] = [];
    const talk = scriptedConversation('Stamp', 'shop');
    await stampBaseline({
      talk,
      stamp: async (args) => {
        calls.push(args.join(' '));
        return ended(JSON.stringify(plans.shift()));
      },
    });
    expect(calls).toEqual(['--dry-run', '--dry-run']);
    expect(talk.heard.at(-1)).toBe(
      'refuse: The database changed meanwhile. Nothing was stamped; read the plan again.',
    );
  });

  test.each([
    ['refused', 1, 'refuse: ❌ NOT STAMPED: Production has unexpected Alembic version zz99.'],
    ['undetermined', 2, 'refuse: ❌ NOT PROVED: Production has unexpected Alembic version zz99.'],
    ['nothing-to-do', 0, 'say: ✅ NOTHING TO DO: Alembic already tracks shop on db.example.com.'],
  ])('that is %s shows why, and asks nothing', async (outcome, exit, sentence) => {
    const reasons = [{ kind: 'unexpected-version', text: 'Production has unexpected Alembic version zz99.' }];
    const told = { outcome, reasons, statements: [], next_steps: ['Do not force-stamp.'] };
    const { talk, calls } = await stamp(['Stamp', 'shop'], { '--dry-run': [stampOutput(told), exit] });
    expect(talk.heard).toEqual(['show: Stamp (not done yet)', sentence]);
    expect(talk.shown[0]).toContain('## Next steps\n\n- Do not force-stamp.');
    expect(calls).toHaveLength(1);
  });

  test('that somebody else is making waits', async () => {
    const { talk } = await stamp(['Stamp', 'shop'], { [DO]: [stampOutput({ outcome: 'held' }), 4] });
    expect(talk.heard.at(-1)).toContain('❌ NOT STAMPED: somebody else is stamping or migrating shop');
  });

  test('tells where the database is not what the migrations make', async () => {
    const differences = [{ text: 'orders.total is only in the database.' }];
    const refused = stampOutput({ outcome: 'refused', differences, database: null, reasons: [] });
    const { talk } = await stamp([], { '--dry-run': [refused, 1] });
    expect(talk.shown[0]).toContain('- Database: DATABASE_URL_PROD\n');
    expect(talk.shown[0]).toContain(
      '## Differences from the migrations\n\n- orders.total is only in the database.',
    );
  });
});

describe('what is no answer', () => {
  test.each([
    ['a stamp that ended as a refusal', JSON.stringify(STAMPED), 1],
    ['an outcome that nobody knows', JSON.stringify(stampOutput({ outcome: 'splendid' })), 0],
    ['no statements', JSON.stringify(stampOutput({ statements: null })), 0],
    ['a form of the future', JSON.stringify(stampOutput({ schema_version: 2 })), 0],
    ['nothing', '', 0],
  ])('%s', (_what, stdout, exitCode) => {
    expect(stampOutcome(ended(stdout, exitCode))).toMatchObject({
      kind: 'failed',
      problem: 'The stamp gave an unreadable answer. See the log.',
    });
  });

  test('says what to look at first', () => {
    expect(stampOutcome({ kind: 'timed-out', seconds: 600 })).toMatchObject({
      problem: 'The stamp took longer than 600 s. Check the database before you try again.',
    });
    expect(stampOutcome({ kind: 'broken', problem: 'was ended by SIGKILL' })).toMatchObject({
      problem: 'The stamp was ended by SIGKILL. Check the database before you try again.',
    });
  });
});

async function stamp(
  answers: readonly Answer[],
  more: Readonly<Record<string, readonly [output: object, exit: number]>> = {},
) {
  const outputs = { '--dry-run': [stampOutput(), 0] as const, [DO]: [STAMPED, 0] as const, ...more };
  const program = scriptedProgram(
    Object.fromEntries(
      Object.entries(outputs).map(([args, [output, exit]]) => [args, ended(JSON.stringify(output), exit)]),
    ),
  );
  const talk = scriptedConversation(...answers);
  const plan = await stampBaseline({ talk, stamp: (args) => program.run({ args }) });
  return { plan, talk, calls: program.calls };
}
