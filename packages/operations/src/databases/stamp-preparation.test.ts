import { loadPolicy, observed, unobserved, type Known, type Policy } from '@lockkeeper/policy-core';
import type { DatabaseSight } from '@lockkeeper/policy-core/database';
import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../policy-core/src/testing/load-parsers.ts';
import { revisionTexts } from '../../../policy-core/src/testing/read-history.ts';
import { shopAt, SHOP_REVISIONS } from '../../../policy-core/src/testing/sample-stamp.ts';
import type { Databases, OfflineAlembic, OfflineQuestion } from '../ports/index.ts';
import { fakeObservers } from '../testing/fake-repository.ts';
import { planAsOfNow, prepareStamp } from './stamp-preparation.ts';

const FILES = {
  'alembic.ini': '[alembic]\nscript_location = alembic\n',
  'alembic/env.py': 'from alembic import context\n',
  ...revisionTexts(SHOP_REVISIONS),
};

const STAMP_SQL =
  'CREATE TABLE ops.revisions (version_num VARCHAR(32) NOT NULL, CONSTRAINT revisions_pkc PRIMARY KEY (version_num));\n';
const UPGRADE_SQL = 'CREATE TABLE notes (id INTEGER NOT NULL);\n';

function alembicThat(answers: (words: readonly string[]) => Known<string>) {
  const asked: OfflineQuestion[] = [];
  const alembic: OfflineAlembic = {
    sql: async (question) => {
      asked.push(question);
      return answers(question.words);
    },
  };
  return { alembic, asked };
}

const answering = (words: readonly string[]) => observed(words[0] === 'stamp' ? STAMP_SQL : UPGRADE_SQL);

function policyOf(keys: object): Policy {
  const policy = loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify({ version: 1, ...keys }) });
  if (policy.kind === 'policy') return policy;
  throw new Error(policy.problems[0]?.message);
}

async function prepared({
  alembic,
  files = FILES,
  keys = { migrations: { alembic: ['alembic'] } },
  revision,
}: {
  readonly alembic?: OfflineAlembic;
  readonly files?: Readonly<Record<string, string>>;
  readonly keys?: object;
  readonly revision?: string;
} = {}) {
  const request = {
    policy: policyOf(keys),
    variable: 'DATABASE_URL_PROD',
    revision,
    loadParsers: testParsers,
  };
  return await prepareStamp(request, {
    ...fakeObservers({ commits: {}, worktree: files }),
    alembic,
  });
}

describe('Alembic, where it can be asked', () => {
  test('tells where it notes the revision, and writes what is pending as SQL [row 4.11]', async () => {
    const { alembic, asked } = alembicThat(answering);
    expect(await prepared({ alembic })).toMatchObject({
      target: { kind: 'target', revision: 'a1', head: 'c3' },
      place: observed({ schema: 'ops', name: 'revisions' }),
      pending: { by: 'alembic', destructive: [], unjudged: [] },
      alembic: { known: true },
    });
    expect(asked).toEqual([
      { config: 'alembic.ini', section: undefined, words: ['stamp', 'a1', '--sql'] },
      { config: 'alembic.ini', section: undefined, words: ['upgrade', 'a1:c3', '--sql'] },
    ]);
  });

  test('is not asked what is pending where nothing is', async () => {
    const { alembic, asked } = alembicThat(answering);
    const { pending } = await prepared({ alembic, revision: 'c3' });
    expect(asked.map(({ words }) => words[0])).toEqual(['stamp']);
    expect(pending).toEqual({ by: null, destructive: [], unjudged: [] });
  });

  test('hides nothing that runs only where there is a database [row 4.11]', async () => {
    const { alembic } = alembicThat(answering);
    const { b2 } = SHOP_REVISIONS;
    const upgrade = `${b2?.upgrade}\nif not context.is_offline_mode():\n    op.drop_table("customers")`;
    const files = { ...FILES, ...revisionTexts({ ...SHOP_REVISIONS, b2: { ...b2, upgrade } }) };
    const { pending } = await prepared({ alembic, files });
    expect(pending).toEqual({
      by: 'alembic',
      destructive: [],
      unjudged: [expect.stringMatching(/^b2, under a condition .*customers/)],
    });
  });

  test('that prints no such table leaves open where it would be', async () => {
    const { alembic } = alembicThat(() => observed('SELECT 1;\n'));
    expect((await prepared({ alembic })).place.known).toBe(false);
  });

  test.each(['stamp', 'upgrade'])('that fails at %s is as good as none', async (failing) => {
    const { alembic } = alembicThat((words) =>
      words[0] === failing ? unobserved('alembic ended with exit code 1') : answering(words),
    );
    expect(await prepared({ alembic })).toMatchObject({
      place: observed({ schema: undefined, name: 'alembic_version' }),
      pending: { by: 'lockkeeper', destructive: [], unjudged: [] },
      alembic: { known: false, reason: 'alembic ended with exit code 1' },
    });
  });
});

describe('without Alembic', () => {
  test('the files are read', async () => {
    expect(await prepared()).toMatchObject({
      place: observed({ schema: undefined, name: 'alembic_version' }),
      pending: { by: 'lockkeeper' },
      alembic: { reason: 'it was not to be asked' },
    });
    expect((await prepared({ revision: 'c3' })).pending.by).toBeNull();
  });

  test('nobody knows where the revision is noted, once env.py speaks of it', async () => {
    const files = { ...FILES, 'alembic/env.py': 'context.configure(version_table=name)\n' };
    expect((await prepared({ files })).place).toEqual(
      unobserved('alembic/env.py speaks of version_table, and only Alembic knows what it comes to'),
    );
  });

  test('it is not asked where no configuration is known', async () => {
    const { alembic, asked } = alembicThat(answering);
    const { 'alembic.ini': ini, ...files } = FILES;
    expect(ini).toContain('[alembic]');
    const { alembic: told } = await prepared({ alembic, files });
    expect(told).toEqual(unobserved('no alembic.ini is known that loads alembic/versions'));
    expect(asked).toEqual([]);
  });

  test('nothing is asked where there is nothing to stamp', async () => {
    const { alembic, asked } = alembicThat(answering);
    const { target, pending } = await prepared({ alembic, revision: 'dead' });
    expect({ target: target.kind, pending: pending.by, asked }).toEqual({
      target: 'none',
      pending: null,
      asked: [],
    });
    expect((await prepared({ keys: { migrations: { alembic: [] } } })).target).toMatchObject({
      reason: { kind: 'migrations-unread' },
    });
  });
});

describe('a plan as of now', () => {
  test('looks at the database each time, for the table that Alembic has', async () => {
    const looked: Parameters<Databases['look']>[0][] = [];
    const sights: DatabaseSight[] = [shopAt(undefined), shopAt(['a1'])];
    const databases: Databases = {
      look: async (wanted) => {
        looked.push(wanted);
        return sights[looked.length - 1] ?? shopAt(undefined);
      },
    };
    const { alembic } = alembicThat((words) =>
      words[0] === 'stamp' ? observed(STAMP_SQL.replaceAll('ops.', '')) : observed(UPGRADE_SQL),
    );
    const preparation = await prepared({ alembic });
    expect((await planAsOfNow(preparation, databases)).decision).toBe('stamp');
    expect((await planAsOfNow(preparation, databases)).decision).toBe('nothing-to-do');
    expect(looked[0]).toEqual({
      variable: 'DATABASE_URL_PROD',
      schemas: undefined,
      versionTable: 'revisions',
    });
  });
});
