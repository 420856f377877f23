import { describe, expect, it } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { observed } from '../../model/known.ts';
import { conventionsAmong, metadataToRead } from '../facts/naming-conventions.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { testParsers } from '../../testing/load-parsers.ts';

const parsers = await testParsers();

type Texts = Readonly<Record<string, readonly string[]>>;

const PATH = 'app/migrations/versions/a.py';
const POLICY = (() => {
  const text = JSON.stringify({ version: 1, migrations: { alembic: ['app/migrations/versions'] } });
  const policy = loadPolicy({ path: 'lockkeeper.json', text });
  if (policy.kind === 'invalid') throw new Error('the policy is meant to be valid');
  return policy;
})();

function observedTexts(texts: Texts) {
  return Object.fromEntries(
    Object.entries(texts).map(([path, lines]) => [path, observed(textContent(`${lines.join('\n')}\n`))]),
  );
}

/** What is found where a host brings up what is asked for, and nothing else. */
function conventionIn(texts: Texts) {
  const all = observedTexts(texts);
  let modules: ReturnType<typeof observedTexts> = {};
  for (let round = 0; round < 6; round += 1) {
    const wanted = metadataToRead(POLICY, modules, [PATH]);
    const found = Object.entries(all).filter(([path]) => wanted.includes(path));
    modules = { ...modules, ...Object.fromEntries(found) };
  }
  const revisions = { paths: observed([]), files: {}, modules };
  return conventionsAmong(POLICY, { files: {}, revisions }, parsers)(PATH);
}

const ENV = 'app/migrations/env.py';
const READ = { kind: 'read', templates: { fk: 'fk_%(table_name)s', uq: 'uq_%(column_0_name)s' } };
const ORM = 'from sqlalchemy.orm import DeclarativeBase, declarative_base';
const LITERAL = '{"fk": "fk_%(table_name)s", "uq": "uq_" + "%(column_0_name)s"}';
const UNKNOWN = { kind: 'unknown' };

function fromModels(...models: readonly string[]): Texts {
  return {
    [ENV]: ['from app.models import Base', 'target_metadata = Base.metadata'],
    'app/models.py': models,
  };
}

describe('the naming convention of an environment', () => {
  it.each<[string, Texts]>([
    [
      'in env.py',
      { [ENV]: ['import sqlalchemy as sa', `target_metadata = sa.MetaData(naming_convention=${LITERAL})`] },
    ],
    [
      'by a name of env.py',
      { [ENV]: [`C = ${LITERAL}`, 'meta = MetaData(naming_convention=C)', 'target_metadata = meta'] },
    ],
    [
      'that is only handed over',
      { [ENV]: [`meta = MetaData(naming_convention=${LITERAL})`, 'context.configure(target_metadata=meta)'] },
    ],
    [
      'of a class',
      fromModels('class Base(DeclarativeBase):', `    metadata = MetaData(naming_convention=${LITERAL})`),
    ],
    [
      'of a class that says its types',
      fromModels(
        'class Base(AsyncAttrs, DeclarativeBase):',
        `    metadata: MetaData = MetaData(naming_convention=${LITERAL})`,
      ),
    ],
    [
      'of the class that it is made of',
      fromModels(
        'class Root(DeclarativeBase):',
        `    metadata = MetaData(naming_convention=${LITERAL})`,
        'class Base(Root):',
        '    pass',
      ),
    ],
    [
      'of a function',
      fromModels(
        `metadata = MetaData(naming_convention=${LITERAL})`,
        'Base = declarative_base(metadata=metadata)',
      ),
    ],
    [
      'of Flask-SQLAlchemy',
      {
        [ENV]: ['from app.extensions import db', 'target_metadata = db.metadata'],
        'app/extensions.py': [
          `metadata = MetaData(naming_convention=${LITERAL})`,
          'db = SQLAlchemy(metadata=metadata)',
        ],
      },
    ],
    [
      'of the metadata itself',
      {
        [ENV]: ['from app.db import metadata', 'target_metadata = metadata'],
        'app/db.py': [`metadata = MetaData(naming_convention=${LITERAL})`],
      },
    ],
    [
      'in a module',
      {
        [ENV]: ['from app import orm', 'target_metadata = orm.Base.metadata'],
        'app/orm.py': [
          `meta = MetaData(naming_convention=${LITERAL})`,
          'Base = declarative_base(metadata=meta)',
        ],
      },
    ],
    [
      'passed on by a package, in a third module',
      {
        [ENV]: ['from app.models import Base', 'target_metadata = Base.metadata'],
        'app/models/__init__.py': ['from .base import Base'],
        'app/models/base.py': [
          'from ..naming import CONVENTION',
          'class Base(DeclarativeBase):',
          '    metadata = MetaData(naming_convention=CONVENTION)',
        ],
        'app/naming.py': [`CONVENTION = ${LITERAL}`],
      },
    ],
  ])('is read %s', (_, texts) => {
    expect(conventionIn(texts)).toEqual(READ);
  });

  it.each<[string, Texts]>([
    ['there is no env.py', {}],
    ['it hands over nothing', { [ENV]: ['context.configure(connection=c)'] }],
    ['it hands over None', { [ENV]: ['target_metadata = None'] }],
    [
      'it hands over several',
      { [ENV]: ['from app.models import Base', 'target_metadata = [Base.metadata]'] },
    ],
    ['the metadata says none', fromModels('Base = declarative_base()')],
    ['the class says none', fromModels('class Base(DeclarativeBase):', '    pass')],
    ['it says None', { [ENV]: ['target_metadata = MetaData(naming_convention=None)'] }],
    [
      'nothing that it is made of speaks of one',
      fromModels(ORM, 'class Model:', '    pass', 'Base = declarative_base(cls=Model)'),
    ],
    [
      'no class that it is made of speaks of one',
      fromModels(ORM, 'class Dated:', '    pass', 'class Base(Dated, DeclarativeBase):', '    pass'),
    ],
  ])('is none where %s', (_, texts) => {
    expect(conventionIn(texts)).toBeUndefined();
  });

  it.each<[string, Texts]>([
    ['env.py is no Python', { [ENV]: ['def ('] }],
    [
      'its module is not at hand',
      { [ENV]: ['from shop.models import Base', 'target_metadata = Base.metadata'] },
    ],
    ['the application gives it', { [ENV]: ['target_metadata = current_app.extensions["m"].db.metadata'] }],
    ['a function gives it', { [ENV]: ['target_metadata = metadata()'] }],
    [
      'one of two is handed over',
      { [ENV]: ['target_metadata = a.metadata', 'target_metadata = b.metadata'] },
    ],
    ['it is told later', fromModels('Base = declarative_base()', 'Base.metadata.naming_convention = C')],
    ['its options are put together', { [ENV]: ['target_metadata = MetaData(**options)'] }],
    ['the names are put together', { [ENV]: ['target_metadata = MetaData(naming_convention=names())'] }],
    ['the base class is a stranger', fromModels('class Base(Stranger):', '    pass')],
    ['a class is handed on', fromModels('Base = declarative_base(cls=Model)')],
    ['the name leads in a circle', fromModels('Base = Base')],
    ['two names lead to each other', fromModels(ORM, 'A = B', 'B = A', 'Base = declarative_base(cls=A)')],
    [
      'a class of its classes is a stranger',
      fromModels(ORM, 'class Model(Stranger):', '    pass', 'Base = declarative_base(cls=Model)'),
    ],
    [
      'a class comes from a package that is not at hand',
      fromModels(ORM, 'from kit import Model', 'Base = declarative_base(cls=Model)'),
    ],
    [
      'another module passes on a class from a package that is not at hand',
      {
        ...fromModels(ORM, 'from app.kit import Model', 'Base = declarative_base(cls=Model)'),
        'app/kit.py': ['from kit import Model'],
      },
    ],
    ['the base itself is passed on from a package that is not at hand', fromModels('from kit import Base')],
    [
      'a module of a package that is not at hand has it',
      { [ENV]: ['from kit import db', 'target_metadata = db.Base.metadata'] },
    ],
    ['a function makes it', fromModels('def made():', '    return kit.Base', 'Base = made()')],
    [
      'what it is made of speaks of one, elsewhere',
      fromModels(
        ORM,
        'class Model:',
        '    options = dict(naming_convention=x)',
        'Base = declarative_base(cls=Model)',
      ),
    ],
  ])('is not known where %s', (_, texts) => {
    expect(conventionIn(texts)).toEqual(UNKNOWN);
  });

  it('has names that are not known where the project fills in words of its own', () => {
    const names = '{"fk": "fk_%(own)s", "uq": other(), "pk": "pk_%(table_name)s", "own": own_name}';
    expect(conventionIn({ [ENV]: [`target_metadata = MetaData(naming_convention=${names})`] })).toEqual({
      kind: 'read',
      templates: { fk: null, uq: null, pk: 'pk_%(table_name)s' },
    });
  });
});
