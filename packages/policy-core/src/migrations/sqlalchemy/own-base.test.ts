import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { makesOwnBase } from './own-base.ts';

const parsers = await testParsers();

function makes(text: string): boolean {
  const parse = parsers.python.parse(text);
  if (parse.kind !== 'module') throw new Error(parse.problem);
  return makesOwnBase({ text, root: parse.root });
}

describe('a module that makes metadata of its own', () => {
  test.each([
    'Base = declarative_base()',
    'Base = orm.declarative_base(metadata=m)',
    'Base: Any = declarative_base()',
    'metadata = MetaData()',
    'metadata = sa.MetaData(naming_convention=NAMES)',
    'db = SQLAlchemy()',
    'db = SQLAlchemy(app, session_options={})',
    'mapper_registry = registry()',
    'Base = automap_base()',
    'class Base(DeclarativeBase):\n    pass',
    'class Base(orm.DeclarativeBase):\n    pass',
    'class Base(AsyncAttrs, DeclarativeBase):\n    pass',
    'class Base(DeclarativeMeta):\n    pass',
    'import x\n\n\ndef f(): ...\n\n\nBase = declarative_base()\n',
  ])('%j', (text) => {
    expect(makes(text)).toBe(true);
  });

  test.each([
    '',
    'from app.db import Base',
    'class User(Base):\n    pass',
    'metadata = Base.metadata',
    'Base = declarative_base',
    'def make():\n    return declarative_base()',
    'def make():\n    Base = declarative_base()',
    '# Base = declarative_base()',
    'text = "Base = declarative_base()"',
    'declarative_base()',
    'Base = make(declarative_base())',
    'class DeclarativeBase:\n    pass',
  ])('not %j', (text) => {
    expect(makes(text)).toBe(false);
  });
});
