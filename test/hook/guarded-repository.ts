import {
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';

export const POLICY = `version: 1
extends: self-protection
branches:
  production: { match: [main], direct_push: deny, force_push: deny }
  ai: { match: ["auto/*", "auto/**"] }
actors:
  ai:
    local_env: [CLAUDECODE]
    trailers: [{ key: [Co-authored-by], value: "/claude/i" }]
protected:
  - id: core
    paths:
      - backend/app/core/**
      - backend/app/services/payments**
      - backend/app/db/migrations/**
    require: { label: approved-core-change }
change_scope:
  applies_to: [ai]
  branches: [ai]
  allow:
    - /docs/*.md
    - backend/app/routers/
    - backend/app/services/
    - db/migrations/
    - infrastructure/*.json
  deny:
    paths: [backend/app/core/auth.py]
    unless: { label: approved-core-change }
  also_allow:
    - { dependencies: backend, unless_missing: { label: approved-dependency-upgrade } }
  machine_owned:
    - { paths: [infrastructure/LAST_PROD_DEPLOY.json], writers: ["github-actions[bot]"] }
deployment: { record: infrastructure/LAST_PROD_DEPLOY.json }
dependencies:
  - { id: backend, source: backend/requirements.txt, lock: backend/requirements.lock }
migrations:
  sql: [db/migrations/**/*.sql]
`;

export const FILES = {
  'lockkeeper.yaml': POLICY,
  '.gitignore': 'build/\n.claude/settings.local.json\n',
  'backend/app/core/auth.py': 'def allow():\n    return False\n',
  'backend/app/routers/users.py': 'def users():\n    return []\n',
  'backend/app/services/payments.py': 'PRICE = 1\n',
  'backend/requirements.txt': 'flask==3.0.0\n',
  'backend/requirements.lock': 'flask==3.0.0\n',
  'db/migrations/001_users.sql': 'create table users (id int);\n',
  'docs/guide.md': '# Guide\n',
  Makefile: 'all:\n\ttrue\n',
};

/** A repository shaped like those the product is for, on a branch where agents may work. */
export function guardedRepository(branch = 'auto/work'): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit(FILES);
  if (branch !== 'main') repository.git('switch', '--quiet', '--create', branch);
  return repository;
}
