/** The rules of the first policies (documents 0 to 2), in one file: what the attacks try to get around. */
const SHOP_POLICY = `version: 1
branches:
  production: { match: [main], environment: production, direct_push: deny, force_push: deny, merge: pull_request }
  integration: { match: [develop], environment: staging, optional: true }
  ai: { match: ["auto/*", "auto/**"], environment: staging, force_push: allow }
labels:
  approved-core-change:
    grants: [protected.core, change_scope.deny]
    applied_by: { actors: [human], not: [author], permission: maintain }
    expires: on_push
  approved-dependency-upgrade:
    grants: [dependencies.backend]
    applied_by: { actors: [human], not: [author], permission: maintain }
    expires: on_push
protected:
  - id: core
    description: Protected backend paths
    paths:
      - backend/app/core/**
      - backend/app/security/**
      - backend/app/database/**
      - backend/app/services/payments**
      - backend/app/guardian/**
      - backend/app/db/migrations/**
    require: { label: approved-core-change }
change_scope:
  branches: [ai]
  allow:
    - /docs/*.md
    - /docs/reports/**/*.md
    - /docs/archive/**/*.md
    - /infrastructure/*.yml
    - /infrastructure/*.json
    - /infrastructure/scripts/*
    - backend/app/routers/
    - backend/app/services/
    - backend/app/api/deps.py
  deny:
    paths:
      - backend/app/core/security.py
      - backend/app/core/encryption.py
      - backend/app/core/auth.py
      - backend/app/db/migrations/
      - backend/app/services/payments*
      - backend/app/services/payments**
      - backend/app/guardian/**
    unless: { label: approved-core-change }
  also_allow:
    - { dependencies: backend, unless_missing: { label: approved-dependency-upgrade }, branches: ["auto/dependency-upgrade-*"] }
  machine_owned:
    - { paths: [infrastructure/LAST_PROD_DEPLOY.json], writers: ["github-actions[bot]"] }
deployment: { record: infrastructure/LAST_PROD_DEPLOY.json }
dependencies:
  - id: backend
    source: backend/requirements.txt
    lock: backend/requirements.lock
    sync: { mode: textual }
    on_change: { require: { label: approved-dependency-upgrade }, both_files: true }
integrity:
  self_protect:
    paths: [lockkeeper.yaml, .lockkeeper/**, .github/**, CODEOWNERS, docs/CODEOWNERS, "**/.gitattributes", .gitmodules,
            .claude/**, .cursor/**, .codex/**, "**/AGENTS.md", "**/CLAUDE.md"]
    require: { label: approved-core-change }
  symlinks: { allow: false }
  submodules: deny
  history: net
`;

export const SHOP_FILES: Readonly<Record<string, string>> = {
  'lockkeeper.yaml': SHOP_POLICY,
  'backend/app/core/auth.py': 'def login():\n    return True\n',
  'backend/app/core/security.py': 'ROUNDS = 12\n',
  'backend/app/security/tokens.py': 'TTL = 900\n',
  'backend/app/services/mail.py': 'def send():\n    return None\n',
  'backend/app/services/payments.py': 'CURRENCY = "EUR"\n',
  'backend/app/guardian/rules.py': 'RULES = []\n',
  'backend/app/routers/users.py': 'users = []\n',
  'backend/app/api/deps.py': 'def session():\n    return None\n',
  'backend/requirements.txt': 'flask==3.0.0\n',
  'backend/requirements.lock': 'flask==3.0.0\n',
  'docs/guide.md': '# Guide\n',
  'frontend/app.ts': 'export const name = "shop";\n',
  'infrastructure/ci.yml': 'steps: []\n',
  'infrastructure/LAST_PROD_DEPLOY.json':
    '{ "last_good_sha": "5a9d6371e18c0d2b4f6a8c0e1b3d5f7a9c1e3b5d", "deployed_at": "2026-11-01T08:00:00Z" }\n',
  '.github/workflows/guard.yml': 'name: guard\n',
  '.github/CODEOWNERS': 'backend/app/core/ @shop/core\n',
  '.claude/settings.json': '{}\n',
  Makefile: 'test:\n\tpytest\n',
};
