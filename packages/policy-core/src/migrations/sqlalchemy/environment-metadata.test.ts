import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { environmentMetadata } from './environment-metadata.ts';
import { makesOwnBase } from './own-base.ts';

const parsers = await testParsers();

function read(text: string) {
  const metadata = environmentMetadata(parsers, text);
  if (metadata.kind !== 'read') throw new Error(metadata.kind);
  return metadata;
}

function told(text: string): string {
  const { target } = read(text);
  return target.kind === 'sources' ? target.names.join(', ') : target.kind;
}

describe('what env.py gives to Alembic', () => {
  test.each([
    ['from app.models import Base\ntarget_metadata = Base.metadata', 'app.models.Base.metadata'],
    ['from app.models import Base as B\ntarget_metadata = B.metadata', 'app.models.Base.metadata'],
    ['from app import models\ntarget_metadata = models.Base.metadata', 'app.models.Base.metadata'],
    ['import app.models\ntarget_metadata = app.models.Base.metadata', 'app.models.Base.metadata'],
    ['import app.models as m\ntarget_metadata = m.Base.metadata', 'app.models.Base.metadata'],
    ['from app.db import metadata\ntarget_metadata = metadata', 'app.db.metadata'],
    ['from app.db import core_metadata\ntarget_metadata = core_metadata', 'app.db.core_metadata'],
    [
      'from a import A\nfrom b import B\ntarget_metadata = [A.metadata, B.metadata]',
      'a.A.metadata, b.B.metadata',
    ],
    ['from a import A\nfrom b import B\ntarget_metadata = (A.metadata,)', 'a.A.metadata'],
    [
      'from a import A\nfrom b import B\nm = MetaData()\nfor x in [A, B]:\n    merge(x.metadata, m)\ntarget_metadata = m',
      'a.A, b.B',
    ],
    [
      'from a import A\nfrom b import B\ndef combine(*all): ...\ntarget_metadata = combine(A.metadata, B.metadata)',
      'a.A.metadata, b.B.metadata',
    ],
    ['from a import A\ntarget_metadata = None\ntarget_metadata = A.metadata', 'a.A.metadata'],
    ['from a import A\ncontext.configure(target_metadata=A.metadata)', 'a.A.metadata'],
    ['target_metadata = None', 'none'],
    ['from a import A\nx = A.metadata', 'none'],
    ['context.configure(target_metadata=target_metadata)', 'none'],
    ['target_metadata = get_metadata()', 'unclear'],
    ['target_metadata = current_app.extensions["migrate"].db.metadata', 'unclear'],
    ['from sqlalchemy import MetaData\ntarget_metadata = MetaData()', 'unclear'],
  ])('%j', (text, expected) => {
    expect(told(text)).toBe(expected);
  });

  test('is pointed at where it is set', () => {
    const text = 'from a import A\ntarget_metadata = A.metadata\n';
    const { start, end } = read(text).target;
    expect(text.slice(start, end)).toBe('A.metadata');
    expect(read('x = 1').target).toEqual({ kind: 'none', start: 0, end: 0 });
  });

  test('comes with every module that it imports', () => {
    const { imports, isOpen } = read('import app.models\nfrom app.db import Base, x as y\nimport os as o\n');
    expect(imports).toEqual(['app.models', 'app.db', 'app.db.Base', 'app.db.x', 'os']);
    expect(isOpen).toBe(false);
  });

  test.each([
    ['from app.models import *', true],
    ['from . import models', true],
    ['from ..app import models', true],
    ['import app.models', false],
  ])('may come with more where it says %j', (text, isOpen) => {
    expect(read(text).isOpen).toBe(isOpen);
  });

  test('cannot be told of what is no Python', () => {
    expect(environmentMetadata(parsers, 'def x(:\n')).toMatchObject({ kind: 'syntax-error' });
    expect(environmentMetadata(parsers, '#'.repeat(3_000_000))).toMatchObject({ kind: 'unanalyzable' });
  });
});

describe('a Base of its own', () => {
  const isOwn = (text: string) => {
    const parse = parsers.python.parse(text);
    if (parse.kind !== 'module') throw new Error(parse.kind);
    return makesOwnBase({ text, root: parse.root });
  };

  test.each([
    'Base = declarative_base()',
    'Base = orm.declarative_base(metadata=m)',
    'class Base(DeclarativeBase):\n    pass',
    'class Base(AsyncAttrs, DeclarativeBase): ...',
    'metadata = MetaData(naming_convention=N)',
    'db = SQLAlchemy()',
    'mapper = registry()',
    'Base: Any = automap_base()',
  ])('is made by %j', (text) => {
    expect(isOwn(text)).toBe(true);
  });

  test.each([
    'from app.db import Base',
    'class User(Base):\n    pass',
    'users = Table("users", metadata)',
    'def make():\n    Base = declarative_base()',
    'x = "declarative_base()"',
    '',
  ])('is not made by %j', (text) => {
    expect(isOwn(text)).toBe(false);
  });
});
