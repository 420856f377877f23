import { describeRule } from '../../testing/describe-rule.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';
import { appImportInMigration } from './app-import-in-migration.ts';

const POLICY = {
  migrations: { alembic: ['alembic/versions'], application: ['app/**'], models: ['shop/models.py'] },
};
const imports = (module: string) => ({ messageId: 'imports', data: { module } });
const revision = (module: string, path = 'alembic/versions/ab12_x.py') => ({
  files: { [path]: sampleRevision({ module, upgrade: 'op.drop_table("a")' }) },
});
const found = (underlines: string, module = underlines) => [{ ...imports(module), underlines }];

describeRule(appImportInMigration, {
  policy: POLICY,
  keeps: {
    'a revision that stands on its own [row 4.01]': revision('import json\nfrom datetime import datetime'),
    'a library': revision('from sqlalchemy.dialects import postgresql\nimport pgvector.sqlalchemy'),
    'another file of the migrations': revision(
      'from .helpers import f\nfrom alembic.versions.helpers import g',
    ),
    'a policy that names no application': {
      ...revision('from app.models import User'),
      policy: { migrations: { alembic: ['alembic/versions'] } },
    },
    'a library, where the pattern covers everything': {
      ...revision('import requests'),
      policy: { migrations: { alembic: ['alembic/versions'], application: ['**/*.py', '**'] } },
    },
    'a helper that lies with the migrations': {
      ...revision('from shop.migration import helpers', 'shop/migration/versions/ab12_x.py'),
      policy: { migrations: { alembic: ['shop/migration/versions'], application: ['shop/**'] } },
    },
    'a module that only has a like name': revision('import apple\nfrom shop.model import x'),
  },
  breaks: {
    'a module of the application': {
      ...revision('from app.models import User'),
      finds: found('app.models'),
    },
    'the package itself': { ...revision('import app'), finds: found('app') },
    'a file of models': { ...revision('from shop.models import Base'), finds: found('shop.models') },
    'one that is imported where it is needed': {
      files: {
        'alembic/versions/ab12_x.py': sampleRevision({
          upgrade: 'from app.crypto import seal\nop.execute(seal())',
        }),
      },
      finds: found('app.crypto'),
    },
    'one beside the folder of Alembic': {
      ...revision('from app.models import User', 'backend/alembic/versions/ab12_x.py'),
      policy: { migrations: { alembic: ['backend/alembic/versions'], application: ['backend/app/**'] } },
      finds: found('app.models'),
    },
    'one that is reached by dots': {
      ...revision('from ...models import User', 'app/db/migrations/versions/ab12_x.py'),
      policy: { migrations: { alembic: ['app/db/migrations/versions'], application: ['app/**'] } },
      finds: found('...models'),
    },
    'one that a wide pattern covers, where the files are listed': {
      files: { ...revision('import shop.tools').files, 'shop/tools.py': 'x = 1\n' },
      policy: { migrations: { alembic: ['alembic/versions'], application: ['**'] } },
      finds: found('shop.tools'),
    },
    'one in a change': {
      ...revision('from app.models import User'),
      change: [{ path: 'alembic/versions/ab12_x.py', status: 'added' }],
      finds: found('app.models'),
    },
  },
  waits: {},
});
