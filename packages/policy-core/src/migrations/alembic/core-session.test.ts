import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const HEAD = `import sqlalchemy as sa
from alembic import op
from sqlalchemy import orm, select
from sqlalchemy.orm import Session, sessionmaker

from app.models import Account

users = sa.table("users", sa.column("id"), sa.column("name"))
kept = sa.Table("kept", sa.MetaData(), sa.Column("id", sa.Integer()))
Base = orm.declarative_base()

class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)

`;

/** Whether the commit at the end of an upgrade with these lines is told to write what nobody knows. */
function isTold(...lines: readonly string[]): boolean {
  const body = [...lines, 'session.commit()'].map((line) => `    ${line}\n`).join('');
  return toldRevision(parsers, `${HEAD}def upgrade():\n${body}`).up.includes(TOLD);
}

const TOLD = '! which objects the session writes is not known';
const SESSION = 'session = Session(bind=op.get_bind())';

describe('the commit of a session that only handles tables', () => {
  it.each<[string, readonly string[]]>([
    ['that does nothing at all', [SESSION]],
    ['by any maker', ['session = sessionmaker(bind=op.get_bind())()']],
    ['of sqlalchemy.orm', ['session = sa.orm.Session(bind=op.get_bind())']],
    ['with a type', ['session: Session = Session(bind=op.get_bind())']],
    ['of a query', [SESSION, 'rows = session.query(users).all()']],
    ['of a query of columns', [SESSION, 'for row in session.query(users.c.id, kept.columns.id): print(row)']],
    ['of a count', [SESSION, 'session.query(sa.func.count(users.c.id).label("n")).scalar()']],
    [
      'of a query that updates',
      [SESSION, 'session.query(users).filter(users.c.id == 1).update({"name": "x"})'],
    ],
    ['of a statement', [SESSION, 'session.execute(users.update().values(name="x"))']],
    [
      'of a statement under a name',
      [SESSION, 'stmt = sa.update(users).values(name="x")', 'session.execute(stmt)'],
    ],
    ['of an update of a model', [SESSION, 'session.execute(sa.update(User).values(name="x"))']],
    [
      'of single columns of a model',
      [SESSION, 'session.execute(select(User.id).where(User.id > 1)).scalars()'],
    ],
    ['of a query of columns of a model', [SESSION, 'session.query(Account.id, User.id).all()']],
    ['of a number of rows of a model', [SESSION, 'session.execute(select(sa.func.count(User.id))).all()']],
    ['of SQL', [SESSION, 'session.execute("UPDATE users SET name = 1")']],
    ['of SQL as a text', [SESSION, 'session.execute(sa.text("UPDATE users SET name = :n"), {"n": name})']],
    ['of a select', [SESSION, 'session.execute(select(users.c.id).where(users.c.id > 1)).all()']],
    ['of a select as before 1.4', [SESSION, 'session.execute(sa.select([users.c.id, users]))']],
    [
      'of a table that was just made',
      [SESSION, 't = op.create_table("t", sa.Column("id", sa.Integer()))', 'session.query(t).all()'],
    ],
    ['of rows that are written at once', [SESSION, 'session.bulk_insert_mappings(User, rows)']],
    ['whose name is also that of an argument', [SESSION, 'run(session=None)']],
  ])('writes nothing more: %s', (_, lines) => {
    expect(isTold(...lines)).toBe(false);
  });

  it('holds for a session in a with', () => {
    const lines = [
      'with Session(op.get_bind()) as session:',
      '    session.query(users).all()',
      '    session.flush()',
    ];
    expect(isTold(...lines)).toBe(false);
  });
});

/** Whether what an upgrade with functions beside it commits, or they do, is told to write what nobody knows. */
function isToldWith(functions: readonly string[], ...lines: readonly string[]): boolean {
  const body = lines.map((line) => `    ${line}\n`).join('');
  const beside = functions.map((line) => `${line}\n`).join('');
  return toldRevision(parsers, `${HEAD}${beside}\ndef upgrade():\n${body}`).up.includes(TOLD);
}

const FILL = '    s.execute(sa.update(users).values(name="x"))\n    s.commit()';

describe('a session that is handed to a function of the file', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'under its own name',
      ['def fill(session):', '    session.execute(users.update())', '    session.commit()'],
      [SESSION, 'fill(session)'],
    ],
    ['under another one', ['def fill(s):', FILL], [SESSION, 'fill(s=session)', 'session.commit()']],
    ['with a type', ['def fill(n: int, s: Session) -> None:', FILL], [SESSION, 'fill(1, session)']],
    [
      'on and on',
      ['def fill(s):', FILL, 'def fill_all(db):', '    fill(db)'],
      [SESSION, 'fill_all(session)', 'session.commit()'],
    ],
    [
      'as it is made',
      ['def fill(s):', FILL],
      [SESSION, 'fill(session)', 'fill(Session(bind=op.get_bind()))'],
    ],
  ])('writes nothing more %s', (_, functions, lines) => {
    expect(isToldWith(functions, ...lines)).toBe(false);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    [
      'that adds an object',
      ['def fill(s):', '    s.add(User())'],
      [SESSION, 'fill(session)', 'session.commit()'],
    ],
    [
      'that hands it to one that adds an object',
      ['def fill(s):', '    s.add(User())', 'def fill_all(db):', '    fill(db)'],
      [SESSION, 'fill_all(session)', 'session.commit()'],
    ],
    [
      'that gets others as well',
      ['def fill(s):', FILL],
      ['other = db.session', SESSION, 'fill(other)', 'fill(session)'],
    ],
    [
      'that gets what nobody knows',
      ['def fill(s):', FILL],
      [SESSION, 'fill(session)', 'fill(make_session())'],
    ],
    ['that is handed on', ['def fill(s):', FILL, 'run(fill)'], [SESSION, 'fill(session)']],
    ['that is decorated', ['@wrapped', 'def fill(s):', FILL], [SESSION, 'fill(session)', 'session.commit()']],
    [
      'that is another one at times',
      ['def fill(s):', FILL, 'fill = wrapped(fill)'],
      [SESSION, 'fill(session)', 'session.commit()'],
    ],
    ['that may get a default', ['def fill(s=None):', FILL], [SESSION, 'fill(session)']],
    ['with whatever else', ['def fill(s):', FILL], [SESSION, 'fill(session)', 'fill(*sessions)']],
  ])('is told where it is one %s', (_, functions, lines) => {
    expect(isToldWith(functions, ...lines)).toBe(true);
  });
});

describe('the commit of a session that may hold objects', () => {
  it.each<[string, readonly string[]]>([
    ['queried by a model', [SESSION, 'for u in session.query(User): u.name = "x"']],
    ['queried by a model from elsewhere', [SESSION, 'session.query(Account).first().name = "x"']],
    [
      'queried by a model among columns',
      [SESSION, 'for i, u in session.query(users.c.id, User): u.name = i'],
    ],
    [
      'queried by what only shows when it runs',
      [SESSION, 'for model in models: session.query(model).first().name = "x"'],
    ],
    ['queried by all of a list', [SESSION, 'session.query(*models).first().name = "x"']],
    ['selected', [SESSION, 'session.execute(select(User)).scalar().name = "x"']],
    ['selected as before 1.4', [SESSION, 'session.execute(sa.select([User])).scalar().name = "x"']],
    [
      'selected under a name',
      [SESSION, 'stmt = sa.select(User)', 'session.scalars(stmt).first().name = "x"'],
    ],
    [
      'selected and sorted',
      [SESSION, 'session.scalars(sa.select(User).order_by(User.id)).first().name = "x"'],
    ],
    [
      'given back by an update',
      [SESSION, 'session.scalars(sa.update(users).returning(User)).first().name = "x"'],
    ],
    ['selected out of a module', [SESSION, 'session.execute(select(models.User)).scalar().name = "x"']],
    [
      'selected out of what is no class',
      [SESSION, 'session.execute(select(model.user)).scalar().name = "x"'],
    ],
    ['read from a text', [SESSION, 'session.scalars(sa.select(User).from_statement(sa.text("x")))']],
    ['selected by an alias', [SESSION, 'u = orm.aliased(User)', 'session.query(u).first().name = "x"']],
    ['selected by another function', [SESSION, 'session.execute(statement()).scalar().name = "x"']],
    ['looked up', [SESSION, 'session.get(User, 1).name = "x"']],
    ['added', [SESSION, 'session.add(User(id=1))']],
    ['merged', [SESSION, 'session.merge(User(id=1))']],
    ['under another name', [SESSION, 'other = session', 'other.add(User(id=1))']],
    ['in the hands of a function', [SESSION, 'fill(session)']],
    ['in the hands of a function by name', [SESSION, 'fill(session=session)']],
    ['by a method that is handed on', [SESSION, 'add = session.add', 'add(user)']],
    ['in a list', [SESSION, 'for s in [session]: s.add(user)']],
    ['of whose objects only running it tells', [SESSION, 'session.new']],
    ['that comes from elsewhere', ['session = db.session']],
    ['that comes from elsewhere at times', [SESSION, 'if x: session = make_session()']],
    ['that comes from elsewhere in a with', ['with make_session() as session: pass']],
    ['made somewhere else', []],
    ['of a loop', [SESSION, 'for session in sessions: pass']],
    [
      'with a table that is a model at times',
      [SESSION, 't = users if x else User', 'session.query(t).first().name = "x"'],
    ],
  ])('is told: %s', (_, lines) => {
    expect(isTold(...lines)).toBe(true);
  });

  it('is told where another function of the file uses it otherwise', () => {
    const text = `${HEAD}def fill(session):\n    session.query(User).first().name = "x"\n\ndef upgrade():\n    ${SESSION}\n    session.commit()\n`;
    expect(toldRevision(parsers, text).up).toContain(TOLD);
  });

  it('is told of db.session, which others use as well', () => {
    const text = `${HEAD}from app import db\n\ndef upgrade():\n    db.session.commit()\n`;
    expect(toldRevision(parsers, text).up).toContain(TOLD);
  });
});
