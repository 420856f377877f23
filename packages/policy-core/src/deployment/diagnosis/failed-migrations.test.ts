import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { PRODUCTION, sightOf, UNTRACKED, unseen } from '../../testing/sample-audit.ts';
import { shopHistory } from '../../testing/sample-stamp.ts';
import { sectionOf, shopAtVersion, stepOf, troubleSightOf } from '../../testing/sample-troubles.ts';
import { failureCauses } from './failure-causes.ts';
import type { MigrationStart } from './migration-starts.ts';

const PARSERS = await testParsers();

const section = (given: Parameters<typeof troubleSightOf>[1] = {}) =>
  sectionOf('migrations-failed', troubleSightOf(PARSERS, given));
const starts = (...onFailure: readonly MigrationStart['onFailure'][]) => ({
  starts: observed(onFailure.map((each) => ({ path: 'start.sh', line: 4, onFailure: each }))),
});
const CURRENT = { production: shopAtVersion('c3', PRODUCTION) };
const STRANGE = { production: shopAtVersion('dead', PRODUCTION) };

describe('a start that goes on with migrations that failed', () => {
  test('is at hand where a script does, and a database lacks migrations [row 4.67]', () => {
    expect(section()).toMatchObject({
      title: 'Database migrations failed - continuing anyway',
      applies: 'yes',
      seen: [
        'start.sh:4 runs `alembic upgrade` and goes on where that fails.',
        'Development has every migration.',
        'Production does not have b2, c3.',
      ],
    });
  });

  test('is at hand where an upgrade cannot find the revision that production is at', () => {
    const { applies, seen } = section(STRANGE);
    expect(applies).toBe('yes');
    expect(seen).toContain('Production is at dead, which no migration of the repository has.');
  });

  test('is not, where both databases have every migration, whatever scripts do', () => {
    expect(section(CURRENT).applies).toBe('no');
    expect(section({ ...CURRENT, ...starts() }).applies).toBe('no');
  });

  test('is not, where every script stops', () => {
    expect(section(starts('stops', 'stops'))).toMatchObject({ applies: 'no' });
    expect(section(starts('stops')).seen[0]).toBe(
      'start.sh:4 runs `alembic upgrade` and starts nothing where that fails.',
    );
  });

  test('is where one of several goes on', () => {
    expect(section(starts('stops', 'goes-on', 'unclear')).applies).toBe('yes');
  });

  test.each([
    ['no script runs them', starts(), 'No script of a start here runs `alembic upgrade`.'],
    ['a script is not understood', starts('stops', 'unclear'), 'in a way that is not read here.'],
    [
      'the scripts were not read',
      { starts: unobserved('the disk is gone') },
      'The scripts here were not read because the disk is gone.',
    ],
    [
      'production was not seen',
      { production: unseen('unset', 'it is not set') },
      'What an upgrade of production would run is not known because it is not set.',
    ],
    [
      'production says nothing of its revision',
      { production: sightOf({ ...PRODUCTION, ...UNTRACKED }) },
      'because it does not say which revision it is at.',
    ],
    ['the migrations were not read', { histories: unobserved('there are none') }, 'because there are none.'],
  ])('is not known where %s', (_, given, seen) => {
    const found = section(given);
    expect(found.applies).toBe('unknown');
    expect(found.seen.join(' ')).toContain(seen);
  });
});

describe('what to do about it', () => {
  test('are the four steps of the policy, in their order [row 4.67] [row 4.68] [row 4.69] [row 4.70]', () => {
    const { steps } = section();
    expect(steps.map(({ text }) => text)).toEqual([
      'Check the error message above it.',
      'Look for schema conflicts or syntax errors.',
      'Review the most recent migration.',
      'May need to rollback: `alembic downgrade -1`.',
    ]);
    expect(steps.map(({ commands }) => commands)).toEqual([
      [],
      ['lockkeeper migrations heads', 'lockkeeper db audit'],
      ['alembic show heads', 'lockkeeper migrations explain head'],
      ['alembic current', 'alembic downgrade -1'],
    ]);
  });

  test('names the most recent migration [row 4.69]', () => {
    expect(stepOf(section(), 3)).toMatchObject({
      state: 'unknown',
      seen: 'The most recent here: c3 in alembic/versions/c3_x.py.',
    });
    expect(stepOf(section({ histories: observed([]) }), 3).seen).toBe('No migration is seen here.');
    expect(stepOf(section({ histories: unobserved('x') }), 3).seen).toBe('No migration is seen here.');
  });

  test('warns before anything is taken back [row 4.70]', () => {
    expect(stepOf(section(), 4)).toMatchObject({
      state: 'unknown',
      seen: expect.stringContaining('backup') as string,
    });
  });

  test('looks for conflicts, and says how far [row 4.68]', () => {
    expect(stepOf(section(), 2)).toMatchObject({
      state: 'done',
      seen: 'None is seen in the migrations here, or between them and production.',
    });
    expect(stepOf(section({ production: unseen('lost') }), 2)).toMatchObject({
      state: 'unknown',
      seen: 'None is seen in the migrations here. Production was not seen.',
    });
    expect(stepOf(section({ histories: unobserved('there are none') }), 2)).toMatchObject({
      state: 'unknown',
      seen: 'The migrations were not read because there are none.',
    });
    expect(stepOf(section(STRANGE), 2)).toMatchObject({
      state: 'done',
      seen: 'Production is at dead, which no migration of the repository has.',
    });
  });
});

describe('an upgrade fails [row 4.68]', () => {
  const causes = (given: Parameters<typeof troubleSightOf>[1]) =>
    failureCauses(troubleSightOf(PARSERS, given));
  const histories = (revisions: Parameters<typeof shopHistory>[1]) => ({
    histories: observed([shopHistory(PARSERS, revisions)]),
  });

  test('of nothing that is seen', () => {
    expect(causes({})).toEqual([]);
    expect(causes({ histories: unobserved('there are none') })).toEqual([]);
    expect(causes({ production: unseen('lost') })).toEqual([]);
    expect(causes({ production: sightOf({ ...PRODUCTION, ...UNTRACKED }) })).toEqual([]);
  });

  test('of a table that production has already, or lacks', () => {
    const table = 'op.create_table("orders", sa.Column("id", sa.Integer()))';
    expect(causes(histories({ a1: {}, c3: { parents: '"a1"', upgrade: table } }))).toEqual([
      'Production already has the table orders, which c3 makes.',
    ]);
    const column = 'op.add_column("parcels", sa.Column("id", sa.Integer()))';
    expect(causes(histories({ a1: {}, c3: { parents: '"a1"', upgrade: column } }))).toEqual([
      'Production lacks the table parcels, which c3 changes.',
    ]);
  });

  test('of two heads', () => {
    const forked = { a1: {}, b2: { parents: '"a1"' }, c3: { parents: '"a1"' } };
    expect(causes(histories(forked))).toEqual([
      'alembic.ini has 2 heads: b2, c3. `alembic upgrade head` fails.',
    ]);
  });

  test('of a parent that is not there', () => {
    expect(causes(histories({ a1: {}, c3: { parents: '"b2"' } }))).toEqual([
      'Alembic cannot load alembic.ini, because c3 builds on b2, which is not there.',
    ]);
  });

  test('of a slip in the Python', () => {
    expect(
      causes(histories({ a1: {}, c3: { parents: '"a1"', upgrade: 'op.drop_table(("notes")' } })),
    ).toEqual([expect.stringMatching(/^alembic\/versions\/c3_x\.py cannot be read/) as string]);
  });
});
