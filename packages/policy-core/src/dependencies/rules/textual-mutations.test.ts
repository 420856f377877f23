import { describeMutations } from '../../testing/mutated-dependencies.ts';
import { TEXTUAL_SAMPLE } from '../../testing/sample-dependencies.ts';

describeMutations('textual', TEXTUAL_SAMPLE, {
  'a version that is raised in the source only': {
    edits: [['backend/requirements.txt', 'fastapi==0.115.5', 'fastapi==0.115.6']],
    says: [
      'lock-in-sync differs { entry: fastapi==0.115.6, lock: backend/requirements.lock, locked: fastapi==0.115.5 }',
    ],
  },
  'a version that is raised in the lock only': {
    edits: [['backend/requirements.lock', 'sqlalchemy==2.0.36', 'sqlalchemy==2.0.37']],
    says: [
      'lock-in-sync differs { entry: sqlalchemy==2.0.36, lock: backend/requirements.lock, locked: sqlalchemy==2.0.37 }',
    ],
  },
  'a project that is new in the source': {
    edits: [['backend/requirements.txt', 'sqlalchemy==2.0.36\n', 'sqlalchemy==2.0.36\ntenacity==9.0.0\n']],
    says: ['lock-in-sync notInLock { entry: tenacity==9.0.0, lock: backend/requirements.lock, locked:  }'],
  },
  'a project that is new in the lock': {
    edits: [['backend/requirements.lock', 'sqlalchemy==2.0.36\n', 'sqlalchemy==2.0.36\ntenacity==9.0.0\n']],
    says: ['lock-stale-entry stale { entry: tenacity==9.0.0, source: backend/requirements.txt }'],
  },
  'another spelling of the same in the lock': {
    edits: [['backend/requirements.lock', 'fastapi==0.115.5', 'FastAPI == 0.115.5']],
    says: [
      'name-form twoForms { name: FastAPI, usual: fastapi, other: fastapi, path: backend/requirements.txt }',
      'lock-in-sync differs { entry: fastapi==0.115.5, lock: backend/requirements.lock, locked: FastAPI == 0.115.5 }',
    ],
  },
  'a range in both': {
    edits: [
      ['backend/requirements.txt', 'alembic==1.14.0', 'alembic>=1.14'],
      ['backend/requirements.lock', 'alembic==1.14.0', 'alembic>=1.14'],
    ],
    says: [
      'lock-unpinned notExact { name: alembic, specifier: >=1.14 }',
      'requirements-pinned notExact { name: alembic, specifier: >=1.14 }',
    ],
  },
  'no version in both': {
    edits: [
      ['backend/requirements.txt', 'sqlalchemy==2.0.36', 'sqlalchemy'],
      ['backend/requirements.lock', 'sqlalchemy==2.0.36', 'sqlalchemy'],
    ],
    says: [
      'lock-unpinned noVersion { name: sqlalchemy, specifier:  }',
      'requirements-pinned noVersion { name: sqlalchemy, specifier:  }',
    ],
  },
  'a wildcard in both': {
    edits: [
      ['backend/requirements.txt', 'alembic==1.14.0', 'alembic==1.14.*'],
      ['backend/requirements.lock', 'alembic==1.14.0', 'alembic==1.14.*'],
    ],
    says: [
      'lock-unpinned notExact { name: alembic, specifier: ==1.14.* }',
      'requirements-pinned notExact { name: alembic, specifier: ==1.14.* }',
    ],
  },
  'a comment behind a line of both': {
    edits: [
      ['backend/requirements.txt', 'alembic==1.14.0', 'alembic==1.14.0  # pinned by ops'],
      ['backend/requirements.lock', 'alembic==1.14.0', 'alembic==1.14.0  # pinned by ops'],
    ],
    says: [
      'inline-comment inline { id: backend, comment: # pinned by ops }',
      'inline-comment inline { id: backend, comment: # pinned by ops }',
    ],
  },
  'another index in both': {
    edits: [
      ['backend/requirements.txt', '# Web\n', '# Web\n--extra-index-url https://packages.example/simple\n'],
      ['backend/requirements.lock', '# Web\n', '# Web\n--extra-index-url https://packages.example/simple\n'],
    ],
    says: [
      'option refused { option: --extra-index-url https://packages.example/simple }',
      'option refused { option: --extra-index-url https://packages.example/simple }',
    ],
  },
  'a line that hides behind a separator': {
    edits: [
      ['backend/requirements.txt', 'fastapi==0.115.5', 'fastapi==0.115.5\u2028evil==1.0'],
      ['backend/requirements.lock', 'fastapi==0.115.5', 'fastapi==0.115.5\u2028evil==1.0'],
    ],
    says: [
      'suspicious-char hiddenLine { codePoint: U+2028 }',
      'suspicious-char hiddenLine { codePoint: U+2028 }',
    ],
  },
  'a name with a character that nobody sees': {
    edits: [
      ['backend/requirements.txt', 'sqlalchemy==', 'sql\u200balchemy=='],
      ['backend/requirements.lock', 'sqlalchemy==', 'sql\u200balchemy=='],
    ],
    says: [
      'suspicious-char hidden { codePoint: U+200B }',
      'syntax refused { content: sql​alchemy==2.0.36, problem: neither a version nor a marker follows its name }',
      'suspicious-char hidden { codePoint: U+200B }',
      'syntax refused { content: sql​alchemy==2.0.36, problem: neither a version nor a marker follows its name }',
    ],
  },
  'lines in another order in the source': {
    edits: [
      ['backend/requirements.txt', 'alembic==1.14.0\n', ''],
      ['backend/requirements.txt', 'sqlalchemy==2.0.36\n', 'sqlalchemy==2.0.36\nalembic==1.14.0\n'],
    ],
    says: ['sort unsorted { name: alembic, before: sqlalchemy }'],
  },
  'a project twice in the source': {
    edits: [['backend/requirements.txt', 'sqlalchemy==2.0.36\n', 'sqlalchemy==2.0.36\nsqlalchemy==2.0.36\n']],
    says: ['duplicate again { name: sqlalchemy, path: backend/requirements.txt }'],
  },
  'two versions of a project in both': {
    edits: [
      ['backend/requirements.txt', 'sqlalchemy==2.0.36\n', 'sqlalchemy==2.0.36\nsqlalchemy==2.0.37\n'],
      ['backend/requirements.lock', 'sqlalchemy==2.0.36\n', 'sqlalchemy==2.0.36\nsqlalchemy==2.0.37\n'],
    ],
    says: [
      'conflict conflict { content: sqlalchemy==2.0.37, other: sqlalchemy==2.0.36, path: backend/requirements.lock }',
      'conflict conflict { content: sqlalchemy==2.0.37, other: sqlalchemy==2.0.36, path: backend/requirements.txt }',
    ],
  },
  'a conflict of merging left in the source': {
    edits: [['backend/requirements.txt', 'fastapi==0.115.5\n', '<<<<<<< HEAD\nfastapi==0.115.5\n=======\n']],
    says: [
      'lock-in-sync notInLock { entry: <<<<<<< HEAD, lock: backend/requirements.lock, locked:  }',
      'syntax refused { content: <<<<<<< HEAD, problem: it does not begin with the name of a project }',
      'lock-in-sync notInLock { entry: =======, lock: backend/requirements.lock, locked:  }',
      'syntax refused { content: =======, problem: it does not begin with the name of a project }',
    ],
  },
});
