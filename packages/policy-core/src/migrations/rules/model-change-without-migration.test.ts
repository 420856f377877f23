import { observed } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { modelChangeWithoutMigration } from './model-change-without-migration.ts';

const POLICY = {
  migrations: {
    alembic: ['alembic/versions'],
    models: ['app/models.py', 'aam_hybrid/shared/models.py', 'app/tables/**'],
  },
};
const changed = (name: string, parts: string) => ({ messageId: 'changed', data: { name, parts } });

const BEFORE = [
  'class User(Base):',
  '    __tablename__ = "users"',
  '    id = Column(Integer, primary_key=True)',
  '    email = Column(String(50))',
  '',
  '    def shout(self):',
  '        return self.email.upper()',
  '',
].join('\n');

const edited = (from: string, to: string, path = 'app/models.py') => ({
  files: { [path]: BEFORE.replace(from, to) },
  change: [path],
  about: { filesBefore: [{ path, text: BEFORE }] },
});
const ADDED = ['    def shout', '    age = Column(Integer)\n\n    def shout'] as const;

describeRule(modelChangeWithoutMigration, {
  policy: POLICY,
  keeps: {
    'a change that brings a revision [row 4.02]': {
      ...edited(...ADDED),
      change: ['app/models.py', { path: 'alembic/versions/ab12_age.py', status: 'added' }],
    },
    'a change that brings a migration in SQL': {
      ...edited(...ADDED),
      change: ['app/models.py', { path: 'db/002.sql', status: 'added' }],
      policy: { migrations: { ...POLICY.migrations, sql: ['db/**'] } },
    },
    'a method': edited('upper()', 'lower()'),
    'a comment, a docstring and spaces': edited(
      'class User(Base):',
      'class User( Base ):\n    """Somebody."""\n    # and more',
    ),
    'what only Python fills in': edited('String(50)', 'String(50), default="x"'),
    'a file that describes no tables [row 4.31]': edited(...ADDED, 'app/views.py'),
    'a file of another kind': edited(...ADDED, 'app/tables/users.txt'),
    'a table that moves to another file of models [row 4.31]': {
      files: { 'app/models.py': '', 'app/tables/user.py': BEFORE },
      change: ['app/models.py', { path: 'app/tables/user.py', status: 'added' }],
      about: { filesBefore: [{ path: 'app/models.py', text: BEFORE }] },
    },
    'a file of models that is renamed': {
      files: { 'app/tables/user.py': BEFORE },
      change: [
        { path: 'app/models.py', status: 'deleted' },
        { path: 'app/tables/user.py', status: 'added' },
      ],
      about: { filesBefore: [{ path: 'app/models.py', text: BEFORE }] },
    },
    'a policy that names no models': {
      ...edited(...ADDED),
      policy: { migrations: { alembic: ['alembic/versions'] } },
    },
    'a policy that names no migrations': {
      ...edited(...ADDED),
      policy: { migrations: { models: ['app/models.py'] } },
    },
    'a tree, where nothing is before': { files: { 'app/models.py': BEFORE } },
  },
  breaks: {
    'a column that is added [row 4.02]': {
      ...edited(...ADDED),
      finds: [{ ...changed('users', 'age added'), underlines: 'User' }],
    },
    'a revision that is only edited': {
      ...edited(...ADDED),
      change: ['app/models.py', 'alembic/versions/ab12_x.py'],
      finds: [{ ...changed('users', 'age added'), underlines: 'User' }],
    },
    'the models of the other Base [row 4.31]': {
      ...edited('String(50)', 'String(60)', 'aam_hybrid/shared/models.py'),
      finds: [{ ...changed('users', 'email changed'), underlines: 'User' }],
    },
    'a table that is new': {
      ...edited(
        'class User',
        'class Order(Base):\n    __tablename__ = "orders"\n    id = Column(Integer)\n\n\nclass User',
      ),
      finds: [{ messageId: 'new', data: { name: 'orders', parts: '' }, underlines: 'Order' }],
    },
    'a table that is gone': {
      files: { 'app/models.py': '' },
      change: ['app/models.py'],
      about: { filesBefore: [{ path: 'app/models.py', text: BEFORE }] },
      finds: [{ messageId: 'gone', data: { name: 'users', parts: '' }, underlines: '' }],
    },
    'a file that is deleted': {
      change: [{ path: 'app/models.py', status: 'deleted' }],
      about: { filesBefore: [{ path: 'app/models.py', text: BEFORE }] },
      finds: [{ messageId: 'gone', data: { name: 'users', parts: '' }, underlines: undefined }],
    },
    'a file that is new': {
      files: { 'app/tables/user.py': BEFORE },
      change: [{ path: 'app/tables/user.py', status: 'added' }],
      finds: [{ messageId: 'new', data: { name: 'users', parts: '' }, underlines: 'User' }],
    },
    'more than can be told': {
      ...edited(
        '    def shout',
        `${['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `    ${name} = Column(Integer)\n`).join('')}\n    def shout`,
      ),
      finds: [{ ...changed('users', 'a added, b added, c added, d added, 2 more'), underlines: 'User' }],
    },
    'an open document [row 4.02]': {
      ...edited(...ADDED),
      seen: { focus: { kind: 'document', path: 'app/models.py' } },
      finds: [{ ...changed('users', 'age added'), underlines: 'User' }],
    },
    'an open document that git knows nothing of yet': {
      files: { 'app/models.py': BEFORE },
      change: [],
      about: { filesBefore: [{ path: 'app/models.py', text: '' }] },
      seen: { focus: { kind: 'document', path: 'app/models.py' } },
      finds: [{ messageId: 'new', data: { name: 'users', parts: '' }, underlines: 'User' }],
    },
  },
  waits: {
    'models that cannot be read': {
      files: { 'app/models.py': 'class A(:\n' },
      change: ['app/models.py'],
      about: { filesBefore: [{ path: 'app/models.py', text: BEFORE }] },
      waits: [
        {
          messageId: 'unclear',
          data: { path: 'app/models.py' },
          because: 'it is not valid Python after the change',
        },
      ],
    },
    'a text nobody gave': {
      files: { 'app/models.py': BEFORE },
      change: ['app/models.py'],
      waits: [
        {
          messageId: 'unclear',
          data: { path: 'app/models.py' },
          because: 'its text before the change was not given',
        },
      ],
    },
    'a file that is no text': {
      change: ['app/models.py'],
      about: { filesBefore: [{ path: 'app/models.py', text: BEFORE }] },
      seen: {
        files: { 'app/models.py': observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' }) },
      },
      waits: [
        {
          messageId: 'unclear',
          data: { path: 'app/models.py' },
          because: 'its text after the change cannot be read: it is not valid UTF-8',
        },
      ],
    },
  },
});
