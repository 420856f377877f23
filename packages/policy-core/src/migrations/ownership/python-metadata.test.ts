import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldCode } from '../../testing/told-code.ts';

const parsers = await testParsers();

const told = (text: string) => toldCode('app/db.py', text, parsers);

describe('metadata that makes or drops what it knows', () => {
  it.each([
    ['a base', 'Base.metadata', ''],
    ['a base of a module', 'models.Base.metadata', ''],
    ['a registry', 'mapper_registry.metadata', ''],
    ['SQLModel', 'SQLModel.metadata', ''],
    ['a variable', 'metadata', ''],
    ['a short name', 'meta', ''],
    ['a name with a prefix', 'core_metadata', ''],
    ['an attribute', 'self.metadata', ''],
    ['capitals', 'METADATA', ''],
    ['one made at once', 'MetaData()', ''],
    ['one made with a schema', 'sa.MetaData(schema="shop")', ''],
    ['a variable that was made so', 'tables', 'tables = sa.MetaData()\n'],
    ['Flask-SQLAlchemy', 'db', ''],
    ['Flask-SQLAlchemy of a module', 'extensions.db', ''],
    ['Flask-SQLAlchemy by another name', 'orm', 'orm = SQLAlchemy(app)\n'],
  ])('is %s: %s', (_, receiver, before) => {
    expect(told(`${before}${receiver}.create_all(engine)`)).toEqual([
      `create-all | ${receiver}.create_all(engine)`,
    ]);
    expect(told(`${before}${receiver}.drop_all()`)).toEqual([`drop-all | ${receiver}.drop_all()`]);
    expect(told(`${before}await conn.run_sync(${receiver}.create_all)`)).toEqual([
      `create-all | ${receiver}.create_all`,
    ]);
  });

  it.each([
    ['a function of that name', 'create_all(db_session=session)'],
    ['a definition', 'def create_all(*, db_session):\n    pass'],
    ['a method that is defined', 'class Service:\n    def drop_all(self):\n        pass'],
    ['a service', 'plugin_service.create_all(db_session=session)'],
    ['a processor of logs', 'processors = [structlog.drop_all]'],
    ['a search engine', 'client.indices.create_all()'],
    ['a cache', 'cache.drop_all()'],
    ['something made by another class', 'tables = Tables()\ntables.create_all()'],
    [
      'another method',
      'Base.metadata.create(engine)\nBase.metadata.reflect(engine)\nmetadata.drop_all_tables()',
    ],
    ['a text', 'x = "Base.metadata.create_all(engine)"'],
    ['a comment', '# Base.metadata.create_all(engine)\ncreate_all = 1'],
    ['a name that only ends so', 'nometa.create_all()\nthemetadata_store.create_all()'],
  ])('is not %s', (_, text) => {
    expect(told(text)).toEqual([]);
  });

  it('is told wherever it stands, the whole call', () => {
    const text =
      'if __name__ == "__main__":\n    Base.metadata.create_all(\n        bind=engine,\n        checkfirst=True,\n    )\n';
    expect(told(text)).toEqual([
      'create-all | Base.metadata.create_all(\n        bind=engine,\n        checkfirst=True,\n    )',
    ]);
  });

  it('is told each time', () => {
    expect(told('metadata.drop_all(e)\nmetadata.create_all(e)')).toEqual([
      'drop-all | metadata.drop_all(e)',
      'create-all | metadata.create_all(e)',
    ]);
  });
});

describe('one table that makes or drops itself', () => {
  it.each([
    ['User.__table__.create(engine)', 'CREATE TABLE User'],
    ['User.__table__.drop(engine)', 'DROP TABLE User'],
    ['models.User.__table__.create(bind=engine, checkfirst=True)', 'CREATE TABLE models.User'],
    ['cls.__table__.drop(e)', 'DROP TABLE cls'],
  ])('%s', (call, expected) => {
    expect(told(call)).toEqual([`${expected} | ${call}`]);
  });

  it.each([
    'User.__table__.columns',
    'User.__table__.insert()',
    'User.__tablename__.create(e)',
    'User.create(e)  # __table__',
    'x = User.__table__',
    'run(User.__table__.create_all)',
  ])('is not %s', (text) => {
    expect(told(text)).toEqual([]);
  });
});
