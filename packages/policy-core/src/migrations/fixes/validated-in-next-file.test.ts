import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { checkerFor } from '../../checker/checker.ts';
import type { Fix } from '../../model/fix.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { splitSql } from '../sql/splitter.ts';
import { upgradePart } from '../sql/upgrade-part.ts';
import { emptyWayBack, sqlFileText } from './validated-in-next-file.ts';

const OWN = 'Add it NOT VALID, and validate it in a file of its own';
const ALONE = 'Add it NOT VALID, to be validated later';
const KEY = 'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (by) REFERENCES people (id)';
const VALIDATION = 'ALTER TABLE orders VALIDATE CONSTRAINT fk;\n';

const checker = checkerFor(policyOf({ migrations: { sql: ['**/*.sql'] } }), await testParsers());

type Files = Readonly<Record<string, string>>;

function findingsIn(files: Files) {
  return checker.checkFiles(Object.entries(files).map(([path, text]) => ({ path, text }))).findings;
}

function fixesIn(files: Files): readonly Fix[] {
  return findingsIn(files).flatMap(({ fixes }) => fixes);
}

/** The files that the fix changes or makes, once no rule has anything to say any more. */
function mended(files: Files): Files {
  const fix = fixesIn(files).find(({ title }) => title === OWN);
  if (fix === undefined)
    throw new Error(
      `It is not offered: ${fixesIn(files)
        .map(({ title }) => title)
        .join()}`,
    );
  expect(fix.safety).toBe('needs-review');
  const { texts } = applyFixes(files, [fix]);
  expect(findingsIn({ ...files, ...texts }).map(({ rule }) => rule)).toEqual([]);
  return texts;
}

const parted = (up: string, sql: string, down: string) => `${up}\n${sql};\n\n${down}\n`;

describe('A constraint of a SQL file is validated in a file of its own', () => {
  test.each<[string, Files, Files]>([
    [
      'plain',
      { 'db/009_key.sql': `${KEY};\n` },
      { 'db/009_key.sql': `${KEY} NOT VALID;\n`, 'db/010_validate_fk.sql': VALIDATION },
    ],
    [
      'goose',
      { 'db/00001_key.sql': parted('-- +goose Up', KEY, '-- +goose Down') },
      {
        'db/00001_key.sql': parted('-- +goose Up', `${KEY} NOT VALID`, '-- +goose Down'),
        'db/00002_validate_fk.sql': `-- +goose Up\n${VALIDATION}\n-- +goose Down\n-- It goes with the constraint.\n`,
      },
    ],
    [
      'dbmate',
      { 'db/20240131235959_key.sql': parted('-- migrate:up', KEY, '-- migrate:down') },
      {
        'db/20240131235959_key.sql': parted('-- migrate:up', `${KEY} NOT VALID`, '-- migrate:down'),
        'db/20240201000000_validate_fk.sql': `-- migrate:up\n${VALIDATION}\n-- migrate:down\n-- It goes with the constraint.\n`,
      },
    ],
    [
      'Flyway, to which comments mean nothing',
      { 'sql/V3__key.sql': `-- +goose Up\n${KEY};\n` },
      { 'sql/V3__key.sql': `-- +goose Up\n${KEY} NOT VALID;\n`, 'sql/V4__validate_fk.sql': VALIDATION },
    ],
    [
      'Prisma',
      { 'prisma/migrations/20240131120000_key/migration.sql': `${KEY};\n` },
      {
        'prisma/migrations/20240131120000_key/migration.sql': `${KEY} NOT VALID;\n`,
        'prisma/migrations/20240131120001_validate_fk/migration.sql': VALIDATION,
      },
    ],
    [
      'Supabase, with ends of line of its own',
      { 'supabase/migrations/20240131120000_key.sql': `${KEY};\r\n` },
      {
        'supabase/migrations/20240131120000_key.sql': `${KEY} NOT VALID;\r\n`,
        'supabase/migrations/20240131120001_validate_fk.sql': VALIDATION.replace('\n', '\r\n'),
      },
    ],
    [
      'golang-migrate',
      { 'db/1_key.up.sql': `${KEY};\n`, 'db/1_key.down.sql': 'ALTER TABLE orders DROP CONSTRAINT fk;\n' },
      {
        'db/1_key.up.sql': `${KEY} NOT VALID;\n`,
        'db/2_validate_fk.up.sql': VALIDATION,
        'db/2_validate_fk.down.sql': '-- It goes with the constraint.\n',
      },
    ],
  ])('that comes next: %s', (_name, files, expected) => {
    expect(mended(files)).toEqual(expected);
    expect(mended(files)).toEqual(mended(files));
  });

  test('behind the last one there is, whatever lies in another folder', () => {
    const others = { 'db/7_more.sql': 'SELECT 1;\n', 'db/10_most.sql': 'SELECT 1;\n', 'b/90_x.sql': '' };
    expect(Object.keys(mended({ 'db/2_key.sql': `${KEY};\n`, ...others })).toSorted()).toEqual([
      'db/11_validate_fk.sql',
      'db/2_key.sql',
    ]);
  });

  test('where another command stands in the same statement', () => {
    const texts = mended({
      'db/1_key.sql': `-- +goose NO TRANSACTION\n-- +goose Up\n${KEY}, ADD COLUMN note text;\n`,
    });
    expect(texts['db/1_key.sql']).toContain('(id) NOT VALID, ADD COLUMN note text;');
    expect(texts['db/2_validate_fk.sql']).toContain(VALIDATION);
  });

  test.each<[string, Files, string]>([
    [
      'the constraint has no name',
      { 'db/1_key.sql': 'ALTER TABLE orders ADD FOREIGN KEY (by) REFERENCES people (id);\n' },
      'the constraint has no name',
    ],
    [
      'no version is in its name',
      { 'db/key.sql': `${KEY};\n` },
      'no version in its name says which file comes next',
    ],
    [
      'the file says where names are looked for',
      { 'db/1_key.sql': `SET search_path = shop;\n${KEY};\n` },
      'what this file does to search_path may not hold in another',
    ],
    [
      'the last name is an odd one',
      { 'db/1_key.sql': `${KEY};\n`, 'db/2_more.tx.sql': 'SELECT 1;\n' },
      'the name of the last file, db/2_more.tx.sql, does not show the name of the next one',
    ],
  ])('but not where %s, which is said', (_name, files, why) => {
    const titles = fixesIn(files).map(({ title }) => title);
    expect(titles).toContain(`${ALONE}: nothing is written for that, because ${why}`);
    expect(titles).not.toContain(OWN);
  });
});

const SQL = 'ALTER TABLE orders VALIDATE CONSTRAINT ck';

describe('The text of a file of SQL', () => {
  test.each([
    ['goose', '-- +goose Up\nSELECT 1;\n', '-- +goose Up', '-- +goose Down'],
    ['goose, in other letters', '  --+goose up\nSELECT 1;\n', '-- +goose Up', '-- +goose Down'],
    ['dbmate', '-- migrate:up transaction:true\nSELECT 1;\n', '-- migrate:up', '-- migrate:down'],
    ['sql-migrate', '-- +migrate Up\nSELECT 1;\n', '-- +migrate Up', '-- +migrate Down'],
    ['node-pg-migrate', '-- Up Migration\nSELECT 1;\n', '-- Up Migration', '-- Down Migration'],
  ])('is parted as that of another one: %s', (_name, like, ...comments) => {
    const [up, down] = comments;
    const text = sqlFileText(SQL, { text: like, lineEnd: '\n' });
    expect(text).toBe(`${up}\n${SQL};\n\n${down}\n-- It goes with the constraint.\n`);
    const statements = splitSql(upgradePart('db/2_x.sql', text)).filter(({ kind }) => kind === 'statement');
    expect(statements).toHaveLength(1);
    expect(upgradePart('db/2_x.sql', text)).not.toContain('It goes');
  });

  test('is the statement alone where no comment parts the other one', () => {
    expect(sqlFileText(SQL, { text: 'SELECT 1; -- migrate:up', lineEnd: '\r\n' })).toBe(`${SQL};\r\n`);
  });

  test('ends its lines as the other one does', () => {
    const text = sqlFileText(SQL, { text: '-- +goose Up\r\nSELECT 1;\r\n', lineEnd: '\r\n' });
    expect(text.split('\r\n')).toHaveLength(6);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(emptyWayBack({ lineEnd: '\r\n' })).toBe('-- It goes with the constraint.\r\n');
  });
});
