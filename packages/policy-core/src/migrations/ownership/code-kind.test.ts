import { describe, expect, test } from 'vitest';

import { codeKind, isTestFile } from './code-kind.ts';
import { saysProduction } from './production.ts';

describe('what a file is written in', () => {
  test.each([
    ['app/main.py', 'python'],
    ['db/schema.SQL', 'sql'],
    ['start.sh', 'shell'],
    ['bin/migrate', 'shell'],
    ['Dockerfile', 'dockerfile'],
    ['docker/api.dockerfile', 'dockerfile'],
    ['Dockerfile.prod', 'dockerfile'],
    ['Procfile', 'procfile'],
    ['Procfile.dev', 'procfile'],
    ['Makefile', 'makefile'],
    ['rules.mk', 'makefile'],
    ['justfile', 'makefile'],
    ['.github/workflows/ci.yml', 'yaml'],
    ['compose.yaml', 'yaml'],
    ['package.json', 'settings'],
    ['fly.toml', 'settings'],
    ['.replit', 'settings'],
    ['AGENTS.md', 'prose'],
    ['.cursor/rules/db.mdc', 'prose'],
    ['app/main.pyc', undefined],
    ['logo.png', undefined],
    ['src/a.ts', undefined],
  ])('%s', (path, kind) => {
    expect(codeKind(path)).toBe(kind);
  });
});

describe('a test', () => {
  test.each([
    'tests/db.py',
    'app/tests/unit/a.py',
    'test/seed.sql',
    'app/conftest.py',
    'conftest.py',
    'app/test_models.py',
    'app/models_test.py',
    'e2e/setup.sh',
    'backend/test_utils/db.py',
    'app/tests.py',
    'tests/fixtures/schema.sql',
  ])('is %s', (path) => {
    expect(isTestFile(path)).toBe(true);
  });

  test.each([
    'app/contest.py',
    'app/latest.py',
    'app/attestation/db.py',
    'app/testimonials.py',
    'scripts/a.sh',
  ])('is not %s', (path) => {
    expect(isTestFile(path)).toBe(false);
  });
});

describe('production', () => {
  test.each([
    'deploy-prod',
    'production',
    'PROD_URL',
    'deploy_prod.sh',
    'app.prd.yml',
    'Deploy to production',
  ])('is spoken of in %s', (name) => {
    expect(saysProduction(name)).toBe(true);
  });

  test.each(['product', 'reproduce.sh', 'products/api.yml', 'deploy', ''])(
    'is not spoken of in %j',
    (name) => {
      expect(saysProduction(name)).toBe(false);
    },
  );
});
