import { loadPolicy, type Policy } from '@lockkeeper/policy-core';
import { alembicFolders } from '@lockkeeper/policy-core/migrations';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Detected } from './detected.ts';
import { policyDraft } from './policy-draft.ts';

const NOTHING: Detected = { pairs: [], unlocked: [], alembic: [], sql: [], record: undefined, careful: [] };

describe('a drafted policy', () => {
  test('of an empty repository protects the policy itself', () => {
    const policy = loaded(policyDraft(NOTHING));
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
      policyDraft({
        pairs: [{ source: 'backend/requirements.txt', lock: 'backend/requirements.lock' }],
        unlocked: ['tools/requirements.txt'],
        alembic: ['alembic/versions'],
        sql: ['db/migrations'],
        record: 'ops/LAST_PROD_DEPLOY.json',
        careful: ['src/pay'],
      }),
    );
    expect(policy.dependencies).toMatchObject([{ id: 'backend', source: 'backend/requirements.txt' }]);
    expect(alembicFolders(policy)).toEqual(['alembic/versions']);
    expect(policy.migrations.sql.map(({ text }) => text)).toEqual(['db/migrations/**/*.sql']);
    expect(policy.record.path).toBe('ops/LAST_PROD_DEPLOY.json');
  });

  test('tells of requirements without a lock in a comment', () => {
    expect(policyDraft({ ...NOTHING, unlocked: ['tools/requirements.txt'] })).toContain(
      '# tools/requirements.txt has no lock beside it. Write one, then name both here.\n',
    );
  });

  test.each([
    ['requirements.txt', 'python'],
    ['backend/requirements.txt', 'backend'],
    ['backend/requirements-dev.txt', 'backend-dev'],
    ['Big App/requirements.txt', 'big-app'],
    ['1st/requirements.txt', 'st'],
  ])('names the pair of %s %s', (source, id) => {
    const draft = policyDraft({ ...NOTHING, pairs: [{ source, lock: 'x.lock' }] });
    expect(loaded(draft).dependencies.map((pair) => pair.id)).toEqual([id]);
  });

  test('gives each pair a name of its own', () => {
    const pairs = ['a/requirements.txt', 'A/requirements.txt', 'a-requirements.txt'].map((source) => ({
      source,
      lock: 'x',
    }));
    const ids = loaded(policyDraft({ ...NOTHING, pairs })).dependencies.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  test('its examples are valid once their # is removed', () => {
    const draft = policyDraft({ ...NOTHING, careful: ['src/pay', 'infra stuff'] });
    const example = draft.replace(/^# (?=protected:|  |rules:)/gm, '');
    const policy = loaded(example.replace(/^#( {2,}.*)$/gm, '$1'));
    expect(policy.protected.map(({ id }) => id)).toEqual(['core']);
    expect(policy.rules.get('dependencies/requirements-pinned')?.severity).toBe('warning');
  });

  test('is valid for any name a folder can have', () => {
    const name = fc.stringMatching(/^[\p{L}\p{N}_@+ -]{1,12}$/u).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), (names) => {
        const pairs = names.map((folder) => ({
          source: `${folder}/requirements.txt`,
          lock: `${folder}/requirements.lock`,
        }));
        const draft = policyDraft({ ...NOTHING, pairs, sql: names, alembic: names, careful: names });
        expect(loaded(draft).dependencies.map(({ source }) => source)).toEqual(
          pairs.map(({ source }) => source),
        );
      }),
    );
  });
});

function loaded(text: string): Policy {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid')
    throw new Error(`${policy.problems.map(({ message }) => message).join('\n')}\n${text}`);
  return policy;
}
