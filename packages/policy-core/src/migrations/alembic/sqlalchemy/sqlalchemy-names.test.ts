import { describe, expect, it } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { tracedFileOf } from '../../../testing/python-source.ts';
import { constructName, sqlalchemyTypeName } from './sqlalchemy-names.ts';

const parsers = await testParsers();

/** Of the expression in the last line. */
function namesOf(lines: readonly string[]) {
  const file = tracedFileOf(parsers, `${lines.join('\n')}\n`);
  const node = file.root.children.at(-1)?.children[0];
  if (node === undefined) throw new Error(`no expression in ${lines.join('\n')}`);
  const value = { node, scope: file.scopes.module };
  return { construct: constructName(file, value), type: sqlalchemyTypeName(file, value) };
}

describe('what is called', () => {
  it.each<[readonly string[], string]>([
    [['import sqlalchemy as sa', 'sa.Column("a")'], 'Column'],
    [['import sqlalchemy as sa', 'sa.schema.Column("a")'], 'Column'],
    [['from sqlalchemy import Column as C', 'C("a")'], 'Column'],
    [['from app import db', 'db.Column("a")'], 'Column'],
    [['from sqlalchemy import *', 'Column("a")'], 'Column'],
    [['import sqlalchemy as sa', 'Column = sa.Column', 'Column("a")'], 'Column'],
    [['import sqlalchemy as sa', 'sa.Column'], 'Column'],
    [['def f(): pass', 'x.f()'], 'f'],
  ])('is known by %j', (lines, name) => {
    expect(namesOf(lines).construct).toBe(name);
  });

  it.each<[readonly string[]]>([
    [['def Column(name): pass', 'Column("a")']],
    [['class Column: pass', 'Column("a")']],
    [['made()()']],
    [['made[0]()']],
    [['"text"']],
    [['5']],
  ])('is not known by %j', (lines) => {
    expect(namesOf(lines).construct).toBeUndefined();
  });
});

describe('a type of SQLAlchemy', () => {
  it.each<[readonly string[], string]>([
    [['import sqlalchemy', 'sqlalchemy.String()'], 'String'],
    [['import sqlalchemy as sa', 'sa.String'], 'String'],
    [['import sqlalchemy as sql', 'sql.types.String()'], 'String'],
    [['from sqlalchemy import types as t', 't.String()'], 'String'],
    [['from sqlalchemy.types import String', 'String()'], 'String'],
    [['from sqlalchemy.dialects.postgresql import UUID', 'UUID()'], 'UUID'],
    [['from sqlalchemy.dialects import postgresql as psql', 'psql.UUID()'], 'UUID'],
    [['sa.String()'], 'String'],
    [['postgresql.UUID()'], 'UUID'],
    [['pg.UUID()'], 'UUID'],
    [['String()'], 'String'],
    [['from app import db', 'db.String()'], 'String'],
    [['from app.extensions import db', 'db.String()'], 'String'],
    [['import sqlmodel', 'sqlmodel.sql.sqltypes.AutoString()'], 'String'],
    [['from sqlmodel import AutoString', 'AutoString()'], 'String'],
    [['import citext', 'citext.CIText()'], 'CITEXT'],
    [['from citext import CIText', 'CIText'], 'CITEXT'],
  ])('is known by %j', (lines, name) => {
    expect(namesOf(lines).type).toBe(name);
  });

  it.each<[readonly string[]]>([
    [['import sqlalchemy_utils', 'sqlalchemy_utils.UUIDType()']],
    [['from sqlalchemy_utils import UUIDType', 'UUIDType()']],
    [['from app.types import String', 'String()']],
    [['from .types import String', 'String()']],
    [['import app', 'app.types.String()']],
    [['class String: pass', 'String()']],
    [['def String(): pass', 'String()']],
    [['from sqlalchemy.dialects import mysql', 'mysql.INTEGER()']],
    [['from sqlalchemy.dialects.mssql import BIT', 'BIT()']],
    [['import sqlalchemy as sa', 'sa.dialects.oracle.NUMBER()']],
    [['from app import AutoString', 'AutoString()']],
    [['from app import CIText', 'CIText()']],
    [['types.String()']],
    [['import sqlmodel', 'sqlmodel.Field()']],
    [['made()()']],
    [['"String"']],
  ])('is not %j', (lines) => {
    expect(namesOf(lines).type).toBeUndefined();
  });
});
