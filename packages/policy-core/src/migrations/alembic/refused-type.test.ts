import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const MODULE = [
  'from sqlalchemy.dialects import mysql',
  'from sqlalchemy.dialects.mysql import TINYINT',
  'import sqlalchemy.dialects.mysql as other',
  'OPTIONS = ("a", "b")',
  'KIND = mysql.ENUM(*OPTIONS)',
];
const altered = (type: string) =>
  shownSteps(
    revisionIn(
      parsers,
      revisionText({
        module: MODULE,
        upgrade: [`op.alter_column("orders", "kind", type_=${type}, nullable=False)`],
      }),
    ).upgrade,
  );

describe('A type of MySQL', () => {
  test.each([
    ['KIND', 'ENUM without a name'],
    ['mysql.ENUM("a", "b")', 'ENUM without a name'],
    ['mysql.LONGTEXT()', 'LONGTEXT'],
    ['mysql.MEDIUMTEXT', 'MEDIUMTEXT'],
    ['TINYINT(1)', 'TINYINT'],
    ['other.DATETIME(fsp=6)', 'DATETIME'],
  ])('changes nothing on PostgreSQL, which refuses it: %s', (type, name) => {
    expect(altered(type)).toEqual([`! PostgreSQL has no type ${name}`]);
  });

  test.each([
    'mysql.VARCHAR(20)',
    'mysql.INTEGER(11)',
    'mysql.TIMESTAMP()',
    'mysql.ENUM("a", name="kind")',
    'sa.Enum(*OPTIONS, name="kind")',
    'sa.Text().with_variant(mysql.LONGTEXT(), "mysql")',
    'LONGTEXT()',
  ])('changes the column where PostgreSQL may have it: %s', (type) => {
    expect(altered(type).join('\n')).toMatch(/^alter-column orders/);
  });
});
