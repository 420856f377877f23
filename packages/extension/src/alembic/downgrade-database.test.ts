import { describe, expect, test } from 'vitest';

import type { ProcessEnding } from '../cli/run-process.ts';
import { scriptedConversation, type Answer } from '../testing/scripted-conversation.ts';
import { ended, scriptedProgram } from '../testing/scripted-program.ts';
import { downgradeDatabase } from './downgrade-database.ts';
import { readDowngrade } from './explained-revision.ts';
import type { BackupEvidence } from './production-backup.ts';
import type { KnownRevision } from './revision-graph.ts';

const OWN = 'postgresql+psycopg2://ana:***@localhost/shop_dev';
const AT_HEAD = stateOf(OWN, 'cd34 (head)');
const PRODUCTION = 'postgresql://owner:secret@db.example.com/shop';

const HISTORY: readonly KnownRevision[] = [
  revision('cd34', 'add total', ['ab12']),
  revision('ab12', 'create orders', ['aa01']),
  revision('aa01', undefined, []),
];

describe('a downgrade', () => {
  test('by one shows what is lost, and is run once the database is named [row 4.44]', async () => {
    const { done, talk, calls } = await downgrade({ answers: ['-1', 'shop_dev'] });
    expect(done).toBe(true);
    expect(talk.heard).toEqual([
      'pick: Downgrade shop_dev on localhost to which revision? [-1, aa01, base]',
      'show: Downgrade to ab12 (not done yet)',
      'type: Downgrade shop_dev on localhost to ab12: This loses data. Type shop_dev to continue.',
      'say: Downgraded to ab12: shop_dev on localhost.',
    ]);
    expect(talk.shown[0]).toContain('✗ drops the column orders.total and every value in it');
    expect(calls.map(({ args }) => args.join(' '))).toEqual([
      'current --verbose',
      'current --verbose',
      'downgrade ab12',
    ]);
  });

  test('to a revision shows everything between [row 4.45]', async () => {
    const { talk, calls } = await downgrade({ answers: ['aa01', 'shop_dev'] });
    expect(talk.shown[0]).toMatch(/## cd34 add total[^]*## ab12 create orders[^]*Nothing has happened yet/);
    expect(talk.shown[0]).not.toContain('## aa01');
    expect(calls.at(-1)?.args).toEqual(['downgrade', 'aa01']);
  });

  test.each([['yes'], ['SHOP_DEV'], [''], [undefined]])('is not run where %j is typed', async (typed) => {
    const { done, calls } = await downgrade({ answers: ['-1', typed] });
    expect(done).toBe(false);
    expect(calls.map(({ args }) => args[0])).toEqual(['current']);
  });

  test('is not run where the database moved meanwhile', async () => {
    const answers = [AT_HEAD, stateOf(OWN, 'ab12')];
    const alembic = async ({ args }: { readonly args: readonly string[] }) =>
      ended(args[0] === 'current' ? (answers.shift() ?? '') : '');
    const { done, talk } = await downgrade({ answers: ['-1', 'shop_dev'], alembic });
    expect(done).toBe(false);
    expect(talk.heard.at(-1)).toBe(
      'refuse: The database has moved to ab12 meanwhile. Nothing was changed; start again.',
    );
  });

  test('is not run where Alembic leads to another database meanwhile', async () => {
    const answers = [AT_HEAD, stateOf('postgresql://localhost/shop_test', 'cd34 (head)')];
    const alembic = async ({ args }: { readonly args: readonly string[] }) =>
      ended(args[0] === 'current' ? (answers.shift() ?? '') : '');
    const { done } = await downgrade({ answers: ['-1', 'shop_dev'], alembic });
    expect([done, answers]).toEqual([false, []]);
  });

  test('from a revision that no migration has is refused', async () => {
    const { talk } = await downgrade({ current: stateOf(OWN, 'zz99'), answers: ['-1', 'shop_dev'] });
    expect(talk.heard).toEqual(['refuse: The database is at zz99, which is no migration of this folder.']);
  });

  test('of a database at no revision has nothing to do', async () => {
    const { talk } = await downgrade({ current: stateOf(OWN), answers: [] });
    expect(talk.heard).toEqual(['say: The database is at no revision, so there is nothing to downgrade.']);
  });

  test('of more than anybody reads is refused', async () => {
    const revisions = Array.from({ length: 30 }, (_none, index) =>
      revision(`r${index}`, undefined, index === 29 ? [] : [`r${index + 1}`]),
    );
    const { talk } = await downgrade({
      current: stateOf(OWN, 'r0'),
      revisions,
      answers: ['base', 'shop_dev'],
    });
    expect(talk.heard.at(-1)).toContain('refuse: That downgrades 30 revisions');
  });

  test('of what cannot be read says so', async () => {
    const { talk } = await downgrade({ answers: ['-1', 'shop_dev'], explanation: 'no JSON' });
    expect(talk.shown[0]).toContain('⚠ Lockkeeper cannot read it: the effect of the downgrade is unknown.');
    expect(talk.heard[2]).toContain('Some steps may lose data; Lockkeeper cannot determine it.');
  });

  test('that Alembic stops is told', async () => {
    const alembic = async ({ args }: { readonly args: readonly string[] }) =>
      args[0] === 'current' ? ended(AT_HEAD) : ended('', 1, 'FAILED: it is in use');
    const { done, talk } = await downgrade({ answers: ['-1', 'shop_dev'], alembic });
    expect(done).toBe(false);
    expect(talk.heard.at(-1)).toBe('refuse: Alembic failed: FAILED: it is in use');
  });
});

describe('in production a downgrade [row 4.47]', () => {
  const none = { isThere: false, text: 'The audit log has no backup of shop.' };

  test('is refused without a backup', async () => {
    const { done, talk, calls } = await downgrade({
      address: PRODUCTION,
      backup: none,
      answers: ['-1', 'shop'],
    });
    expect(done).toBe(false);
    expect(talk.heard.at(-1)).toBe(
      'refuse: A downgrade of production needs a backup. The audit log has no backup of shop.',
    );
    expect(calls.map(({ args }) => args[0])).toEqual(['current']);
  });

  test('is refused without a backup, too, where Alembic does not say which database it is', async () => {
    const given = { current: 'Rev: cd34 (head)', backup: none, answers: ['-1', 'ab12'] };
    const chosen = await downgrade({ ...given, isProductionChosen: true });
    expect(chosen.done).toBe(false);
    expect(chosen.talk.heard.at(-1)).toContain('A downgrade of production needs a backup.');
    expect((await downgrade(given)).done).toBe(true);
  });

  test('with one says which, and needs the name of the database', async () => {
    const backup = { isThere: true, text: 'The audit log has the backup of today.' };
    const { done, talk } = await downgrade({ address: PRODUCTION, backup, answers: ['-1', 'shop'] });
    expect(done).toBe(true);
    expect(talk.heard).toContain('say: The audit log has the backup of today.');
    expect(talk.heard).toContain(
      'type: Downgrade shop on db.example.com to ab12: This loses data. It is the production database. Type shop to continue.',
    );
  });
});

interface Given {
  readonly answers: readonly Answer[];
  readonly address?: string;
  readonly current?: string;
  readonly revisions?: readonly KnownRevision[];
  readonly explanation?: string;
  readonly backup?: BackupEvidence;
  readonly isProductionChosen?: boolean;
  readonly alembic?: (call: { readonly args: readonly string[] }) => Promise<ProcessEnding>;
}

async function downgrade(given: Given) {
  const { answers, address = OWN, revisions = HISTORY } = given;
  const current = given.current ?? stateOf(address, 'cd34 (head)');
  const program = scriptedProgram({ 'current --verbose': current });
  const talk = scriptedConversation(...answers);
  const done = await downgradeDatabase({
    talk,
    alembic: given.alembic ?? program.run,
    productionAddress: PRODUCTION,
    isProductionChosen: given.isProductionChosen ?? false,
    revisions: async () => revisions,
    explain: async () => readDowngrade(given.explanation ?? EXPLANATION),
    backup: async () => given.backup ?? { isThere: false, text: 'Nobody asked.' },
  });
  return { done, talk, calls: program.calls };
}

const EXPLANATION = JSON.stringify({
  schema_version: 1,
  downgrade: {
    kind: 'runs',
    steps: [{ text: 'drops the column orders.total and every value in it', kind: 'drop-column', line: 14 }],
  },
});

function stateOf(address: string, ...revisions: readonly string[]): string {
  return [`Current revision(s) for ${address}:`, ...revisions.map((one) => `Rev: ${one}`), ''].join('\n');
}

function revision(id: string, message: string | undefined, parents: readonly string[]): KnownRevision {
  return { id, path: `alembic/versions/${id}.py`, message, parents, dependsOn: [] };
}
