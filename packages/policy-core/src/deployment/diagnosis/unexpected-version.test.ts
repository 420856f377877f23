import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { unexpectedVersionSteps } from '../../database/stamp/unexpected-version.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { PRODUCTION, sightOf, TWO_ROWS, UNTRACKED, unseen } from '../../testing/sample-audit.ts';
import { versionTable } from '../../testing/sample-database.ts';
import { shopHistory } from '../../testing/sample-stamp.ts';
import { sectionOf, shopAtVersion, stepOf, troubleSightOf } from '../../testing/sample-troubles.ts';

const PARSERS = await testParsers();

const section = (given: Parameters<typeof troubleSightOf>[1] = {}) =>
  sectionOf('unexpected-version', troubleSightOf(PARSERS, given));
const at = (version: string) => shopAtVersion(version, PRODUCTION);

describe('an unexpected version of production', () => {
  test('is one that no migration has [row 4.62]', () => {
    expect(section({ production: at('dead') })).toMatchObject({
      title: 'Production has unexpected Alembic version',
      applies: 'yes',
      seen: [
        'Production has unexpected Alembic version: it is at dead, which no migration of the repository has, and not at a1 or behind it.',
      ],
    });
  });

  test('is one that does not build on the baseline', () => {
    expect(section({ production: at('a1'), baseline: 'b2' })).toMatchObject({
      applies: 'yes',
      seen: ['Production has unexpected Alembic version: it is at a1, and not at b2 or behind it.'],
    });
  });

  test('is also told where nobody knows the baseline', () => {
    const histories = observed([shopHistory(PARSERS, { a1: {}, b1: {} })]);
    const found = sectionOf('unexpected-version', {
      ...troubleSightOf(PARSERS, { production: at('dead'), histories }),
      baseline: undefined,
    });
    expect(found).toMatchObject({
      applies: 'yes',
      seen: [
        'Production is at dead, which no migration of the repository has.',
        'The migrations begin at several revisions: a1, b1.',
      ],
    });
  });

  test('is each of several', () => {
    expect(section({ production: sightOf({ ...PRODUCTION, ...TWO_ROWS }) }).applies).toBe('yes');
  });

  test.each(['a1', 'b2', 'c3'])('is not one that builds on the baseline: %s', (version) => {
    expect(section({ production: at(version) })).toMatchObject({
      applies: 'no',
      seen: [`Production is at ${version}, which is a1 or builds on it.`],
    });
  });

  test.each([
    ['without alembic_version', UNTRACKED, 'lacks the table alembic_version'],
    ['with an empty one', { versionTables: [versionTable([])] }, 'is empty'],
    ['with one elsewhere', { versionTables: [versionTable(['a1'], 'ops')] }, 'only in ops'],
  ])('is no question of a database %s', (_, production, seen) => {
    const found = section({ production: sightOf({ ...PRODUCTION, ...production }) });
    expect(found.applies).toBe('no');
    expect(found.seen.join(' ')).toContain(seen);
  });

  test('is not known where production was not seen, or may be the other one', () => {
    expect(section({ production: unseen('unreachable') })).toMatchObject({
      applies: 'unknown',
      seen: ['Production was not seen because the server did not answer.'],
    });
    const same = section({ production: shopAtVersion('dead') });
    expect(same.applies).toBe('unknown');
    expect(same.seen[0]).toMatch(/^Both variables lead to the same database/);
    expect(stepOf(same, 3)).toMatchObject({ state: 'unknown' });
  });

  test('is not known where the migrations are not, unless they cannot hold it', () => {
    expect(section({ histories: unobserved('there are none') })).toMatchObject({
      applies: 'unknown',
      seen: ['The migrations were not read because there are none.'],
    });
    expect(section({ histories: observed([]) }).applies).toBe('unknown');
  });

  test('is no matter of what development is at', () => {
    expect(section({ development: shopAtVersion('dead') }).applies).toBe('no');
    expect(section({ development: unseen('unset') }).applies).toBe('no');
  });
});

describe('what to do about an unexpected version', () => {
  const dead = section({ production: at('dead') });

  test('is what a stamp says that refuses it, in that order [row 4.62] [row 4.63] [row 4.64] [row 4.65] [row 4.66]', () => {
    expect(dead.steps.map(({ text }) => text)).toEqual(unexpectedVersionSteps('DATABASE_URL_PROD'));
    expect(dead.steps.map(({ commands }) => commands)).toEqual([
      [],
      ['alembic history'],
      ['DATABASE_URL="$DATABASE_URL_PROD" alembic current'],
      ['lockkeeper db audit'],
      [],
    ]);
  });

  test('never is a command that stamps', () => {
    for (const { commands } of dead.steps) expect(commands.join(' ')).not.toContain('stamp');
  });

  test('is done as far as it was seen for the answer', () => {
    expect(dead.steps.map(({ state }) => state)).toEqual(['unknown', 'done', 'done', 'unknown', 'unknown']);
    expect(stepOf(dead, 2).seen).toBe('alembic.ini has 3 revisions here and ends in c3.');
    expect(stepOf(dead, 3).seen).toBe('Production is at dead.');
    expect(stepOf(dead, 4).seen).toContain(
      'Production is at dead, which no migration of the repository has.',
    );
  });

  test('is open where nothing was seen', () => {
    const blind = section({ production: unseen('lost'), histories: unobserved('the disk is gone') });
    expect(blind.steps.map(({ state }) => state)).not.toContain('done');
    expect(stepOf(blind, 2).seen).toBe('The migrations were not read because the disk is gone.');
    expect(stepOf(blind, 3).seen).toBe('Production was not seen because the server did not answer.');
    expect(stepOf(section({ histories: observed([]) }), 2).seen).toBe(
      'There are no migrations of Alembic here.',
    );
  });

  test('tells of a history that has no end', () => {
    const histories = observed([shopHistory(PARSERS, { a1: { parents: '"b1"' }, b1: { parents: '"a1"' } })]);
    expect(stepOf(section({ histories }), 2).seen).toBe(
      'alembic.ini has 2 revisions here, and Alembic cannot load them, because revisions build on each other in a circle.',
    );
  });

  test('tells where a database says nothing of its revision', () => {
    const untracked = section({ production: sightOf({ ...PRODUCTION, ...UNTRACKED }) });
    expect(stepOf(untracked, 3)).toMatchObject({
      state: 'unknown',
      seen: 'The revision of production is not known.',
    });
    const empty = section({ production: sightOf({ ...PRODUCTION, versionTables: [versionTable([])] }) });
    expect(stepOf(empty, 3)).toMatchObject({ state: 'done', seen: 'Production is at no revision.' });
  });

  test('says so where nothing stands against production', () => {
    const alike = section({
      production: at('c3'),
      development: shopAtVersion('c3'),
      histories: unobserved('x'),
    });
    expect(stepOf(alike, 4).seen).toBe('The audit found nothing wrong with production.');
  });
});
