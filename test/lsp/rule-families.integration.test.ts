import { describe, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';

import { cleanUpAfterEach, session } from './session.ts';

cleanUpAfterEach();

const POLICY = `version: 1
protected:
  - id: core
    paths: [app/core/**]
    require: { label: ok }
dependencies:
  - { id: backend, source: requirements.txt, lock: requirements.lock }
migrations: { alembic: [alembic/versions], sql: [db/*.sql] }
documents: [docs/*.md]
`;

const revision = (id: string, parent: string, upgrade: string) =>
  [
    'from alembic import op',
    `revision = "${id}"`,
    `down_revision = ${parent}`,
    'def upgrade():',
    `    ${upgrade}`,
    'def downgrade():',
    '    op.create_table("orders")',
    '',
  ].join('\n');

interface Sample {
  readonly files: Readonly<Record<string, string>>;
  readonly path: string;
  readonly text: string;
  readonly rule: string;
  /** Other files that the finding names. */
  readonly names: readonly string[];
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  'dependencies, with the other file of the pair': {
    files: { 'requirements.lock': 'flask==2.0\n' },
    path: 'requirements.txt',
    text: 'flask==2.1\n',
    rule: 'dependencies/lock-in-sync',
    names: ['requirements.lock'],
  },
  'dependencies, of a lock': {
    files: { 'requirements.txt': 'flask==2.1\n' },
    path: 'requirements.lock',
    text: 'flask\n',
    rule: 'dependencies/lock-unpinned',
    names: [],
  },
  'migrations, with the revision beside it': {
    files: {
      'alembic/versions/a1_x.py': revision('a1', 'None', 'pass'),
      'alembic/versions/b2_x.py': revision('b2', '"a1"', 'pass'),
    },
    path: 'alembic/versions/c3_x.py',
    text: revision('c3', '"a1"', 'pass'),
    rule: 'migrations/multiple-heads',
    names: ['alembic/versions/b2_x.py'],
  },
  'migrations, of an operation': {
    files: { 'alembic/versions/a1_x.py': revision('a1', 'None', 'op.create_table("orders")') },
    path: 'alembic/versions/b2_x.py',
    text: revision('b2', '"a1"', 'op.drop_table("orders")'),
    rule: 'migrations/drop-table',
    names: [],
  },
  'migrations, in SQL': {
    files: {},
    path: 'db/1.sql',
    text: 'DROP TABLE orders;\n',
    rule: 'migrations/drop-table',
    names: [],
  },
  'paths, that wait for an approval': {
    files: { 'app/core/money.py': 'x = 1\n' },
    path: 'app/core/money.py',
    text: 'x = 2\n',
    rule: 'paths/protected',
    names: [],
  },
  'policy, that waits for an approval': {
    files: {},
    path: '.github/CODEOWNERS',
    text: '* @shop/all\n',
    rule: 'policy/self-protect',
    names: [],
  },
  documents: {
    files: { 'docs/other.md': '# Other\n' },
    path: 'docs/core.md',
    text: '# Core\n\nSee [the other](othr.md).\n',
    rule: 'docs/dangling-reference',
    names: [],
  },
  'the deploy record': {
    files: {},
    path: 'infrastructure/last-good-deploy.json',
    text: '{ "schema_version": 1, ',
    rule: 'deployment/record-is-valid',
    names: [],
  },
};

describe('every diagnostic has a source, the link of its rule, and the line of the policy that decided', () => {
  test.each(Object.entries(SAMPLES))('of %s', async (_, { files, path, text, rule, names }) => {
    const { editor, at } = await session(
      { 'lockkeeper.yaml': POLICY, ...files },
      { initializationOptions: { trusted: true, pageLink: 'https://example.com/{rule}' } },
    );
    await editor.open(at(path), text);
    const found = await editor.pull(at(path));
    for (const one of found) {
      expect(one.source).toBe('lockkeeper');
      expect(one.codeDescription?.href).toBe(`https://example.com/${one.code}`);
      expect(related(one), `${one.code}`).toContain('lockkeeper.yaml');
    }
    const own = found.find(({ code }) => code === rule);
    expect(own, found.map(({ code }) => code).join(', ')).toBeDefined();
    for (const name of names) expect(own && related(own)).toContain(name.split('/').at(-1));
  });

  test('of the policy itself has the page about policies', async () => {
    const { editor, at } = await session(
      {},
      { initializationOptions: { trusted: true, pageLink: 'x:{rule}' } },
    );
    await editor.open(at('lockkeeper.yaml'), 'version: 2\n');
    const [found] = await editor.pull(at('lockkeeper.yaml'));
    expect(found).toMatchObject({
      source: 'lockkeeper',
      code: 'policy/invalid',
      codeDescription: { href: 'x:policy/invalid' },
    });
  });
});

/** Names of the files that a finding leads to. */
function related({ relatedInformation = [] }: Diagnostic): readonly (string | undefined)[] {
  return relatedInformation.map(({ location }) => location.uri.split('/').at(-1));
}
