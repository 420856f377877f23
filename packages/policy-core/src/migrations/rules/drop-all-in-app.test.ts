import { describeRule } from '../../testing/describe-rule.ts';
import { dropAllInApp } from './drop-all-in-app.ts';

const MESSAGE = { messageId: 'drops', data: {} };
const app = (text: string) => ({ files: { 'app/main.py': text } });

describeRule(dropAllInApp, {
  policy: { migrations: { alembic: ['alembic/versions'], application: ['app/**', 'scripts/**'] } },
  keeps: {
    'an application that drops nothing': app('engine = create_engine(URL)\n'),
    'a processor of logs': app('processors = [structlog.drop_all, drop_all]\nself.cache.drop_all()\n'),
    'a test that clears up behind itself': {
      files: { 'app/tests/db.py': 'Base.metadata.drop_all(engine)\n' },
    },
    'metadata that is made, which another rule tells of': app('Base.metadata.create_all(engine)\n'),
    'a file that cannot be read, which another rule tells of': app(
      'def broken(:\n    metadata.drop_all(e)\n',
    ),
  },
  breaks: {
    'metadata that is dropped [row 4.01]': {
      files: { 'scripts/reset.py': 'Base.metadata.drop_all(bind=engine)\n' },
      finds: [{ ...MESSAGE, underlines: 'Base.metadata.drop_all(bind=engine)' }],
    },
    'the method handed on': {
      ...app('await conn.run_sync(Base.metadata.drop_all)\n'),
      finds: [{ ...MESSAGE, underlines: 'Base.metadata.drop_all' }],
    },
    'Flask-SQLAlchemy': {
      ...app('db.drop_all()\ndb.create_all()\n'),
      finds: [{ ...MESSAGE, underlines: 'db.drop_all()' }],
    },
  },
  waits: {},
});
