import { loadPolicy, type Policy } from '@lockkeeper/policy-core';
import { alembicFolders } from '@lockkeeper/policy-core/migrations';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Detected } from './detected.ts';
import { draftWithoutPolicy, policyDraft, type DraftRequest } from './policy-draft.ts';

const NOTHING: Detected = {
  pairs: [],
  unlocked: [],
  alembic: [],
  sql: [],
  otherSql: [],
  record: undefined,
  generated: { guardWorkflow: undefined, dependencyWorkflow: undefined, stampScript: undefined },
  careful: [],
};

describe('a drafted policy', () => {
  test('of an empty repository protects the policy itself', () => {
    const policy = loaded(drafted(NOTHING));
    const { paths, label } = policy.integrity.selfProtect;
    expect(label).toBe('approved-core-change');
    for (const path of [
      'lockkeeper.yaml',
      '.github/workflows/ci.yml',
      'CODEOWNERS',
      'Makefile',
      '.claude/a.json',
    ])
      expect(
        paths.some(({ pattern }) => pattern.matches(path)),
        path,
      ).toBe(true);
    expect(policy.hints).toEqual([]);
  });

  test('says what was found', () => {
    const policy = loaded(
      drafted({
        pairs: [{ source: 'backend/requirements.txt', lock: 'backend/requirements.lock' }],
        unlocked: ['tools/requirements.txt'],
        alembic: ['alembic/versions'],
        sql: ['db/migrations'],
        otherSql: ['reports'],
        record: 'ops/live.json',
        generated: {
          guardWorkflow: undefined,
          dependencyWorkflow: '.github/workflows/deps.yml',
          stampScript: 'scripts/stamp_shop.sh',
        },
        careful: ['src/pay'],
      }),
    );
    expect(policy.dependencies).toMatchObject([{ id: 'backend', source: 'backend/requirements.txt' }]);
    expect(alembicFolders(policy)).toEqual(['alembic/versions']);
    expect(policy.migrations.sql.map(({ text }) => text)).toEqual(['db/migrations/**/*.sql']);
    expect(policy.record.path).toBe('ops/live.json');
    expect(policy.generated).toEqual({
      guardWorkflow: '.github/workflows/lockkeeper-guard.yml',
      dependencyWorkflow: '.github/workflows/deps.yml',
      stampScript: 'scripts/stamp_shop.sh',
    });
  });

  test('accepts the migrations of today, where there are any', () => {
    const found = { ...NOTHING, sql: ['db'] };
    expect(loaded(drafted(found, { head: '0123456789ab' })).since?.point).toBe('0123456789ab');
    expect(drafted(found, { head: undefined })).not.toContain('since');
    expect(drafted(NOTHING, { head: '0123456789ab' })).not.toContain('since');
  });

  test('begins with its schema, once that can be had', () => {
    const [first] = drafted(NOTHING, { version: '1.2.3' }).split('\n');
    expect(first).toBe(
      '# yaml-language-server: $schema=https://unpkg.com/@lockkeeper/policy-core@1.2.3/dist/lockkeeper.schema.json',
    );
    expect(drafted(NOTHING, { version: '0.0.0' })).not.toContain('schema');
  });

  test('has at most 15 lines where all kinds of things are found', () => {
    const pairs = ['a', 'b', 'c', 'd', 'e', 'f'].map((folder) => ({
      source: `${folder}/requirements.txt`,
      lock: `${folder}/requirements.lock`,
    }));
    const found = {
      ...NOTHING,
      pairs,
      alembic: ['x/versions', 'y/versions'],
      sql: ['db', 'sql'],
      record: 'L.json',
    };
    expect(drafted(found, { version: '1.2.3' }).trimEnd().split('\n').length).toBeLessThanOrEqual(15);
  });

  test.each([
    ['requirements.txt', 'python'],
    ['backend/requirements.txt', 'backend'],
    ['backend/requirements-dev.txt', 'backend-dev'],
    ['Big App/requirements.txt', 'big-app'],
    ['1st/requirements.txt', 'st'],
  ])('names the pair of %s %s', (source, id) => {
    const draft = drafted({ ...NOTHING, pairs: [{ source, lock: 'x.lock' }] });
    expect(loaded(draft).dependencies.map((pair) => pair.id)).toEqual([id]);
  });

  test('gives each pair a name of its own', () => {
    const pairs = ['a/requirements.txt', 'A/requirements.txt', 'a-requirements.txt'].map((source) => ({
      source,
      lock: 'x',
    }));
    const ids = loaded(drafted({ ...NOTHING, pairs })).dependencies.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  test('is valid for any name a folder can have', () => {
    const name = fc.stringMatching(/^[\p{L}\p{N}_@+ -]{1,12}$/u).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), (names) => {
        const pairs = names.map((folder) => ({
          source: `${folder}/requirements.txt`,
          lock: `${folder}/requirements.lock`,
        }));
        const found = { ...NOTHING, pairs, sql: names, alembic: names, careful: names };
        for (const draft of [drafted(found), draftWithoutPolicy(found)])
          expect(loaded(draft).dependencies.map(({ source }) => source)).toEqual(
            pairs.map(({ source }) => source),
          );
      }),
    );
  });
});

function drafted(found: Detected, request: Partial<DraftRequest> = {}): string {
  return policyDraft(found, { head: '0123456789ab', version: '1.2.3', ...request });
}

function loaded(text: string): Policy {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid')
    throw new Error(`${policy.problems.map(({ message }) => message).join('\n')}\n${text}`);
  return policy;
}
