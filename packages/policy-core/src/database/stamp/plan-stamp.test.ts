import { beforeAll, describe, expect, test } from 'vitest';

import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import type { ShownRevision } from '../../testing/read-history.ts';
import { unseen } from '../../testing/sample-audit.ts';
import { SHOP_PARTS, tableParts, versionTable } from '../../testing/sample-database.ts';
import { shopAt, shopHistory, SHOP_REVISIONS, stampPlanOf } from '../../testing/sample-stamp.ts';

let parsers: Parsers;
let history: RevisionHistory;
beforeAll(async () => {
  parsers = await testParsers();
  history = shopHistory(parsers);
});

const kinds = (plan: ReturnType<typeof stampPlanOf>) => plan.reasons.map(({ kind }) => kind);

describe('a database without alembic_version', () => {
  test('gets the table and one row [row 4.06] [row 4.10]', () => {
    expect(stampPlanOf(history)).toMatchObject({
      decision: 'stamp',
      revision: 'a1',
      head: 'c3',
      version_table: { schema: 'public', name: 'alembic_version' },
      versions: null,
      pending: ['b2', 'c3'],
      statements: [
        'CREATE TABLE "public"."alembic_version" (version_num VARCHAR(32) NOT NULL, CONSTRAINT "alembic_version_pkc" PRIMARY KEY (version_num))',
        'INSERT INTO "public"."alembic_version" (version_num) VALUES (\'a1\')',
      ],
      reasons: [],
      next_steps: [],
    });
  });

  test('gets it in the first schema of the search path', () => {
    const sight = shopAt(undefined, { visibleSchemas: ['app', 'public'] });
    expect(stampPlanOf(history, { sight }).version_table).toEqual({ schema: 'app', name: 'alembic_version' });
  });

  test('gets it where the configuration says', () => {
    const place = observed({ schema: 'ops', name: 'revisions' });
    const plan = stampPlanOf(history, { place });
    expect(plan.version_table).toEqual({ schema: 'ops', name: 'revisions' });
    expect(plan.statements[0]).toContain('CREATE TABLE "ops"."revisions"');
    expect(plan.statements[0]).toContain('CONSTRAINT "revisions_pkc" PRIMARY KEY');
  });

  test('without a schema on the search path is not stamped', () => {
    const plan = stampPlanOf(history, { sight: shopAt(undefined, { visibleSchemas: [] }) });
    expect(plan).toMatchObject({ decision: 'refused', version_table: null, statements: [] });
    expect(kinds(plan)).toEqual(['no-schema']);
  });

  test('and without tables is the wrong one, or a new one', () => {
    const plan = stampPlanOf(history, { sight: shopAt(undefined, { parts: [] }) });
    expect(kinds(plan)).toEqual(['no-tables']);
    expect(plan.next_steps).toEqual([
      'Check that DATABASE_URL_PROD leads to the database you mean. A database without tables is not stamped: `alembic upgrade head` makes them.',
    ]);
  });
});

describe('a database with an empty alembic_version', () => {
  test('gets the row alone', () => {
    expect(stampPlanOf(history, { sight: shopAt([]) })).toMatchObject({
      decision: 'stamp',
      versions: [],
      statements: ['INSERT INTO "public"."alembic_version" (version_num) VALUES (\'a1\')'],
    });
  });
});

describe('a database that Alembic tracks', () => {
  test.each(['a1', 'b2', 'c3'])('from the baseline on, at %s, is left as it is [row 4.09]', (version) => {
    const plan = stampPlanOf(history, { sight: shopAt([version]) });
    expect(plan).toMatchObject({
      decision: 'nothing-to-do',
      versions: [version],
      statements: [],
      reasons: [],
      next_steps: [],
    });
  });

  test('is left as it is whatever is pending and whatever it holds', () => {
    const pending = { by: 'alembic', destructive: ['Drops everything.'], unjudged: [] } as const;
    const sight = shopAt(['b2'], { parts: [] });
    expect(stampPlanOf(history, { sight, pending }).decision).toBe('nothing-to-do');
  });

  test('before the revision that is named is at another one than expected', () => {
    const plan = stampPlanOf(history, { sight: shopAt(['a1']), revision: 'b2' });
    expect(plan.reasons[0]?.text).toBe(
      'Production has unexpected Alembic version: it is at a1, and not at b2 or behind it.',
    );
  });

  test('at a revision that nobody knows is at another one than expected, with the words and steps of the policy [row 4.62] [row 4.63] [row 4.64] [row 4.65] [row 4.66]', () => {
    const plan = stampPlanOf(history, { sight: shopAt(['dead']) });
    expect(plan).toMatchObject({ decision: 'refused', statements: [] });
    expect(plan.reasons).toEqual([
      {
        kind: 'unexpected-version',
        text: 'Production has unexpected Alembic version: it is at dead, which no migration of the repository has, and not at a1 or behind it.',
      },
    ]);
    expect(plan.next_steps).toEqual([
      'DO NOT force-stamp.',
      'Check migration history: `alembic history`.',
      'Check production version: `alembic current` (with `DATABASE_URL_PROD`).',
      'Investigate why versions diverged: `lockkeeper db audit` shows where production is not what its migrations make.',
      'Manual intervention may be required.',
    ]);
  });

  test('with several rows is at others than expected, also where each would do', () => {
    expect(stampPlanOf(history, { sight: shopAt(['b2', 'c3']) }).reasons).toEqual([
      {
        kind: 'unexpected-version',
        text: 'Production has unexpected Alembic version: it is at b2 and c3, and not at a1 or behind it.',
      },
    ]);
  });

  test('elsewhere is not tracked twice', () => {
    const sight = shopAt(undefined, { versionTables: [versionTable(['a1'], 'ops')] });
    const plan = stampPlanOf(history, { sight });
    expect(plan.decision).toBe('refused');
    expect(kinds(plan)).toEqual(['version-elsewhere']);
  });

  test('in the schema of the configuration is found there, whatever the search path says', () => {
    const sight = shopAt(undefined, { versionTables: [versionTable(['b2'], 'ops')] });
    const place = observed({ schema: 'ops', name: 'alembic_version' });
    expect(stampPlanOf(history, { sight, place }).decision).toBe('nothing-to-do');
  });
});

describe('what was not seen', () => {
  test('is no yes: the database', () => {
    const plan = stampPlanOf(history, { sight: unseen('refused', 'the server does not let ana in') });
    expect(plan).toMatchObject({ decision: 'undetermined', database: null, versions: null });
    expect(plan.reasons).toEqual([
      { kind: 'not-seen', text: 'Production was not seen because the server does not let ana in.' },
    ]);
  });

  test('is no yes: its revision', () => {
    const versions = unobserved('ana may not read alembic_version in public');
    const sight = shopAt(undefined, { versionTables: [{ schema: 'public', versions }] });
    const plan = stampPlanOf(history, { sight });
    expect(plan.decision).toBe('undetermined');
    expect(kinds(plan)).toEqual(['version-unreadable']);
  });

  test('is no yes: where Alembic notes it', () => {
    const plan = stampPlanOf(history, { place: unobserved('env.py speaks of version_table') });
    expect(plan).toMatchObject({ decision: 'undetermined', version_table: null });
    expect(plan.reasons[0]?.text).toBe(
      'In which table Alembic notes the revision is not known because env.py speaks of version_table.',
    );
  });

  test('is no yes: what is pending', () => {
    const pending = { by: 'lockkeeper', destructive: [], unjudged: ['b2: it may do anything.'] } as const;
    expect(stampPlanOf(history, { pending })).toMatchObject({
      decision: 'undetermined',
      reasons: [{ kind: 'not-judged', text: 'b2: it may do anything.' }],
    });
  });

  test('does not outweigh what was', () => {
    const pending = { by: 'alembic', destructive: ['Drops the table a.'], unjudged: ['What?'] } as const;
    const plan = stampPlanOf(history, { pending });
    expect(plan.decision).toBe('refused');
    expect(kinds(plan)).toEqual(['destructive', 'not-judged']);
  });
});

describe('a database that is not what the baseline makes', () => {
  const FULL: Readonly<Record<string, ShownRevision>> = {
    a1: {
      upgrade:
        'op.create_table("orders", sa.Column("id", sa.Integer(), nullable=False), sa.Column("state", sa.Text(), nullable=True))',
    },
  };

  test('is not stamped, and its differences are shown [row 4.03]', () => {
    const plan = stampPlanOf(shopHistory(parsers, FULL), {
      sight: shopAt(undefined, { parts: tableParts('orders', { id: 'bigint', note: 'text' }) }),
    });
    expect(plan).toMatchObject({
      decision: 'refused',
      reasons: [
        {
          kind: 'schema-differs',
          text: 'Production is not what the migrations up to a1 make: 3 differences.',
        },
      ],
    });
    expect(plan.differences.map(({ text }) => text)).toEqual([
      'The column id of orders differs: type is integer in the migrations and bigint in the database.',
      'The column note of orders is only in the database.',
      'The column state of orders is only in the migrations.',
    ]);
  });

  test('behind an empty baseline is not stamped at a revision whose columns it lacks', () => {
    const revisions: Readonly<Record<string, ShownRevision>> = {
      a1: { upgrade: 'op.add_column("orders", sa.Column("state", sa.Text()))' },
    };
    const at = (columns: Readonly<Record<string, string>>) =>
      stampPlanOf(shopHistory(parsers, revisions), {
        sight: shopAt(undefined, { parts: tableParts('orders', columns) }),
      });
    expect(at({ id: 'bigint', note: 'text' })).toMatchObject({
      decision: 'refused',
      reasons: [{ kind: 'schema-differs' }],
      differences: [{ kind: 'column', on: 'orders', name: 'state', only_in: 'migrations' }],
    });
    const { differences } = at({ id: 'bigint', note: 'text', state: 'text' });
    expect(differences.filter(({ only_in: side }) => side !== null)).toEqual([]);
  });

  test('but further is told by what it has and lacks', () => {
    const parts = SHOP_PARTS.filter(({ name, on }) => ![name, on].includes('customers'));
    const plan = stampPlanOf(history, {
      sight: shopAt(undefined, { parts: [...parts, ...tableParts('notes', { id: 'integer' })] }),
    });
    expect(plan.decision).toBe('refused');
    expect(plan.reasons.map(({ text }) => text)).toEqual([
      'Production already has the table notes, which b2 makes.',
      'Production lacks the table customers, which c3 changes.',
    ]);
  });

  test('is not compared where Alembic itself would not load the migrations', () => {
    const broken = { ...SHOP_REVISIONS, d4: { parents: '"gone"' } };
    const plan = stampPlanOf(shopHistory(parsers, broken));
    expect(plan).toMatchObject({ decision: 'undetermined', revision: null, head: null, pending: [] });
    expect(kinds(plan)).toEqual(['migrations-unread']);
  });
});
