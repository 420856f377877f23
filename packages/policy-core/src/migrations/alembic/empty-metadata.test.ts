import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const HEADER = [
  'import sqlalchemy as sa',
  'from alembic import op',
  'from sqlalchemy import MetaData, Table',
  'from sqlalchemy.schema import MetaData as SchemaData',
  'from app.models import Base, metadata',
  'revision = "b"',
  'down_revision = "a"',
];

const upgrade = (...lines: readonly string[]) =>
  shownSteps(
    revisionIn(
      parsers,
      [
        ...HEADER,
        'everywhere = sa.MetaData()',
        'def upgrade():',
        ...lines.map((line) => `    ${line}`),
        '',
      ].join('\n'),
    ).upgrade,
  );

const CREATE = 'meta.create_all(op.get_bind())';

describe('create_all() of metadata without a table makes nothing', () => {
  it.each<[string, readonly string[]]>([
    ['made the line before', ['meta = sa.MetaData()', CREATE]],
    ['made before something else', ['meta = sa.MetaData()', 'bind = op.get_bind()', CREATE]],
    ['made by its own name', ['meta = MetaData()', CREATE]],
    ['made from the module of schemas', ['meta = SchemaData()', CREATE]],
    ['bound', ['meta = sa.MetaData(op.get_bind())', CREATE]],
    ['with a schema', ['meta = sa.MetaData(schema="shop")', CREATE]],
    ['made in place', ['sa.MetaData().create_all(op.get_bind())']],
    ['that gets its tables afterwards', ['meta = sa.MetaData()', CREATE, 'Table("users", meta)']],
    ['made again', ['meta = Base.metadata', 'meta = sa.MetaData()', CREATE]],
    ['under a condition', ['if x:', '    meta = sa.MetaData()', `    ${CREATE}`]],
    ['anew in each round', ['for x in y:', '    meta = sa.MetaData()', `    ${CREATE}`, '    f(meta)']],
  ])('%s', (_, lines) => {
    expect(
      upgrade(...lines)
        .map((step) => step.replace('? ', ''))
        .slice(0, 1),
    ).toEqual(['other create_all of no tables']);
  });

  it('and drop_all() drops nothing', () => {
    expect(upgrade('meta = sa.MetaData()', 'meta.drop_all(op.get_bind())')).toEqual([
      'other drop_all of no tables',
    ]);
  });
});

describe('create_all() may make tables', () => {
  it.each<[string, readonly string[]]>([
    ['of models', ['Base.metadata.create_all(op.get_bind())']],
    ['of imported metadata', ['metadata.create_all(op.get_bind())']],
    ['of metadata of the module', ['everywhere.create_all(op.get_bind())']],
    ['of metadata that a table was put into', ['meta = sa.MetaData()', 'Table("users", meta)', CREATE]],
    ['of metadata that was handed on', ['meta = sa.MetaData()', 'define(meta)', CREATE]],
    ['of metadata that reflected', ['meta = sa.MetaData()', 'meta.reflect(op.get_bind())', CREATE]],
    ['of metadata that reflects at once', ['meta = sa.MetaData(op.get_bind(), reflect=True)', CREATE]],
    ['of metadata that reflects by place', ['meta = sa.MetaData(op.get_bind(), True)', CREATE]],
    ['of metadata with arguments from elsewhere', ['meta = sa.MetaData(**options)', CREATE]],
    ['of metadata under a second name', ['other = meta = sa.MetaData()', 'Table("users", other)', CREATE]],
    [
      'of metadata that a later round finds',
      ['meta = sa.MetaData()', 'for x in y:', `    ${CREATE}`, '    f(meta)'],
    ],
    [
      'of metadata that a condition may replace',
      ['meta = sa.MetaData()', 'if x:', '    meta = all_of_it', CREATE],
    ],
    ['of something else', ['meta = make()', CREATE]],
  ])('%s', (_, lines) => {
    expect(upgrade(...lines).some((step) => step.endsWith('create-all'))).toBe(true);
  });
});
