import { describeRule } from '../../testing/describe-rule.ts';
import { modelsInMetadata } from './models-in-metadata.ts';

const MODELS = ['app/models.py', 'aam_hybrid/shared/models.py'];
const POLICY = { migrations: { alembic: ['alembic/versions'], models: MODELS } };
const OWN_BASE =
  'from sqlalchemy.orm import declarative_base\nBase = declarative_base()\nclass A(Base):\n    __tablename__ = "a"\n';
const NEW_BASE = 'class Base(DeclarativeBase):\n    pass\n';
const USES_BASE = 'from app.db import Base\nclass B(Base):\n    __tablename__ = "b"\n';

const env = (text: string, models: readonly [string, string] = [OWN_BASE, NEW_BASE]) => ({
  files: {
    'alembic/env.py': `from alembic import context\n${text}\ncontext.configure(target_metadata=target_metadata)\n`,
    'app/models.py': models[0],
    'aam_hybrid/shared/models.py': models[1],
  },
});
const base = (model: string) => ({ messageId: 'base', data: { model } });
const imported = (model: string) => ({ messageId: 'import', data: { model } });
const nothing = (model: string) => ({ messageId: 'nothing', data: { model } });
const BOTH = 'from app.models import Base as AppBase\nfrom aam_hybrid.shared.models import Base as AamBase\n';

describeRule(modelsInMetadata, {
  policy: POLICY,
  keeps: {
    'both Bases in a list [row 4.59]': env(`${BOTH}target_metadata = [AppBase.metadata, AamBase.metadata]`),
    'both Bases merged into one metadata [row 4.59]': env(
      `${BOTH}from sqlalchemy import MetaData\ntarget_metadata = MetaData()\nfor base in (AppBase, AamBase):\n    for table in base.metadata.tables.values():\n        table.to_metadata(target_metadata)`,
    ),
    'both merged by hand': env(
      `${BOTH}combined = MetaData()\nfor t in AppBase.metadata.sorted_tables:\n    t.tometadata(combined)\nfor t in AamBase.metadata.sorted_tables:\n    t.tometadata(combined)\ntarget_metadata = combined`,
    ),
    'modules instead of names': env(
      'import app.models\nimport aam_hybrid.shared.models as aam\ntarget_metadata = [app.models.Base.metadata, aam.Base.metadata]',
    ),
    'one Base, and the other models imported': env(
      'from app.models import Base\nimport aam_hybrid.shared.models\ntarget_metadata = Base.metadata',
      [OWN_BASE, USES_BASE],
    ),
    'one Base, and a package that may import the others': env(
      'from app.models import Base\nimport aam_hybrid\ntarget_metadata = Base.metadata',
      [OWN_BASE, USES_BASE],
    ),
    'a Base that another module hands on': env(
      'from app.db import Base, Other\ntarget_metadata = [Base.metadata, Other.metadata]',
    ),
    'everything of a module': env(
      'from app.everything import *\nfrom app.models import Base\ntarget_metadata = Base.metadata',
      [OWN_BASE, USES_BASE],
    ),
    'metadata that is made by a function': env(
      'def get():\n    return current_app.db.metadata\ntarget_metadata = get()',
    ),
    'metadata that an imported function makes': env(
      'from app.bridge import gen_metadata\ntarget_metadata = gen_metadata(models)',
    ),
    'models that are named by a pattern': {
      ...env('target_metadata = None'),
      policy: { migrations: { alembic: ['alembic/versions'], models: ['app/**'] } },
    },
    'a repository without env.py': { files: { 'app/models.py': OWN_BASE } },
    'models that are not there': {
      files: { 'alembic/env.py': 'from x import Base\ntarget_metadata = Base.metadata\n' },
    },
    'a change that touches neither': { ...env('target_metadata = None'), change: ['README.md'] },
    'models below a folder that is the root of imports': {
      files: {
        'backend/alembic/env.py': 'from app.models import Base\ntarget_metadata = Base.metadata\n',
        'backend/app/models.py': OWN_BASE,
      },
      policy: { migrations: { alembic: ['backend/alembic/versions'], models: ['backend/app/models.py'] } },
    },
  },
  breaks: {
    'a Base that is left out [row 4.59]': {
      ...env('from app.models import Base\ntarget_metadata = Base.metadata'),
      finds: [{ ...base('aam_hybrid/shared/models.py'), underlines: 'Base.metadata' }],
    },
    'a Base that is imported and left out [row 4.59]': {
      ...env(`${BOTH}target_metadata = AamBase.metadata`),
      finds: [{ ...base('app/models.py'), underlines: 'AamBase.metadata' }],
    },
    'no metadata at all': {
      ...env('target_metadata = None'),
      finds: [{ ...nothing('app/models.py'), underlines: 'None' }],
    },
    'a name that is never set': {
      files: {
        'alembic/env.py': 'from alembic import context\ncontext.configure(url=url)\n',
        'app/models.py': OWN_BASE,
      },
      finds: [{ ...nothing('app/models.py'), underlines: '' }],
    },
    'models that nobody imports': {
      ...env('from app.models import Base\ntarget_metadata = Base.metadata', [OWN_BASE, USES_BASE]),
      finds: [{ ...imported('aam_hybrid/shared/models.py'), underlines: 'Base.metadata' }],
    },
    'a change of one side': {
      ...env('from app.models import Base\ntarget_metadata = Base.metadata'),
      change: ['aam_hybrid/shared/models.py'],
      finds: [{ ...base('aam_hybrid/shared/models.py'), underlines: 'Base.metadata' }],
    },
    'an open env.py': {
      ...env('target_metadata = None'),
      change: [],
      seen: { focus: { kind: 'document', path: 'alembic/env.py' } },
      finds: [{ ...nothing('app/models.py'), underlines: 'None' }],
    },
    'what is passed without a name': {
      files: {
        'alembic/env.py': `${BOTH}from alembic import context\ncontext.configure(target_metadata=AppBase.metadata)\n`,
        'app/models.py': OWN_BASE,
        'aam_hybrid/shared/models.py': OWN_BASE,
      },
      finds: [{ ...base('aam_hybrid/shared/models.py'), underlines: 'AppBase.metadata' }],
    },
  },
  waits: {
    'an env.py that cannot be read': {
      files: { 'alembic/env.py': 'def x(:\n', 'app/models.py': OWN_BASE },
      waits: [
        {
          messageId: 'unseen',
          data: { path: 'alembic/env.py' },
          because: 'it is not valid Python',
        },
      ],
    },
    'an env.py that nobody gave': {
      files: {},
      change: ['alembic/env.py'],
      waits: [
        {
          messageId: 'unseen',
          data: { path: 'alembic/env.py' },
          because: 'its text was not given',
        },
      ],
    },
  },
});
