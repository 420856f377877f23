import { describeRule } from '../../testing/describe-rule.ts';
import { createAllInApp } from './create-all-in-app.ts';

const MESSAGE = { messageId: 'creates', data: {} };
const app = (text: string) => ({ files: { 'app/main.py': text } });

describeRule(createAllInApp, {
  policy: { migrations: { alembic: ['alembic/versions'], application: ['app/**', 'scripts/**'] } },
  keeps: {
    'an application that leaves its tables to Alembic [row 4.01]': app('engine = create_engine(URL)\n'),
    'a service of that name': app(
      'def create_all(*, db_session):\n    return plugin_service.create_all(db_session=db_session)\n',
    ),
    'a test that makes its own tables': {
      files: { 'app/tests/conftest.py': 'Base.metadata.create_all(engine)\n' },
    },
    'a file outside the application': { files: { 'tools/x.py': 'Base.metadata.create_all(engine)\n' } },
    'words about it': app(
      '"""Never call Base.metadata.create_all(engine)."""\n# Base.metadata.create_all(engine)\n',
    ),
    'a file that cannot be read, which another rule tells of': app(
      'def broken(:\n    Base.metadata.create_all(e)\n',
    ),
  },
  breaks: {
    'metadata that is made when the service starts [row 4.01]': {
      ...app('@app.on_event("startup")\ndef start():\n    Base.metadata.create_all(bind=engine)\n'),
      finds: [{ ...MESSAGE, underlines: 'Base.metadata.create_all(bind=engine)' }],
    },
    'the method handed on to an asynchronous connection [row 4.01]': {
      ...app('async with engine.begin() as conn:\n    await conn.run_sync(Base.metadata.create_all)\n'),
      finds: [{ ...MESSAGE, underlines: 'Base.metadata.create_all' }],
    },
    'Flask-SQLAlchemy': {
      ...app('with app.app_context():\n    db.create_all()\n'),
      finds: [{ ...MESSAGE, underlines: 'db.create_all()' }],
    },
    'each of two in one changed file': {
      ...app('metadata.create_all(a)\nSQLModel.metadata.create_all(b)\n'),
      change: ['app/main.py'],
      finds: ['metadata.create_all(a)', 'SQLModel.metadata.create_all(b)'].map((underlines) => ({
        ...MESSAGE,
        underlines,
      })),
    },
  },
  waits: {},
});
