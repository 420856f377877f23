import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { troublesAnswer } from '../../packages/policy-core/src/answers/troubles-answer.ts';
import { BASELINE, BOTH_BASES, MODELS, OLD_SCHEMA, REVISIONS } from '../alembic/two-bases-project.ts';
import { guardedRole } from '../databases/guarded-role.ts';
import { folderOf, seenAt } from '../databases/looked-at.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { lockkeeper } from './lockkeeper-process.ts';

/** In each address that a test hands over; nothing that comes out may hold it. */
const PLANTED = 'planted:s3cr@t/%ä';

const FILES = {
  'alembic.ini': '[alembic]\nscript_location = alembic\nprepend_sys_path = .\n',
  'alembic/env.py': BOTH_BASES,
  ...MODELS,
  ...Object.fromEntries(Object.entries(REVISIONS).map(([name, text]) => [`alembic/versions/${name}`, text])),
  'lockkeeper.yaml': 'version: 1\nmigrations: { alembic: [alembic/versions] }\n',
  'start.sh':
    '#!/bin/bash\nalembic upgrade head || echo "Database migrations failed - continuing anyway"\nexec uvicorn app:app\n',
};

const tracked = (version: string) =>
  `CREATE TABLE alembic_version (version_num varchar(32) CONSTRAINT alembic_version_pkc PRIMARY KEY);
   INSERT INTO alembic_version VALUES ('${version}'); GRANT SELECT ON alembic_version TO ana;`;

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL where something is wrong:', () => {
  let development: ScratchDatabase;
  let production: ScratchDatabase;
  let repository: TemporaryRepository;
  beforeAll(async () => {
    [development, production] = [await scratchDatabase(), await scratchDatabase()];
    await guardedRole(development, 'ana', PLANTED);
    await development.query(OLD_SCHEMA + tracked(BASELINE));
    await production.query(OLD_SCHEMA + tracked('dead'));
    repository = temporaryRepository();
    repository.commit(FILES);
  });
  afterAll(async () => {
    removeTemporaryFolders();
    await development.drop();
    await production.drop();
  });

  const address = ({ name }: ScratchDatabase) =>
    `postgresql+psycopg2://ana:${encodeURIComponent(PLANTED)}@/${name}?host=${encodeURIComponent(folderOf(development))}`;

  async function diagnosed(prod: ScratchDatabase, plan: string) {
    repository.write('plan.sql', plan);
    const ended = await lockkeeper(['db', 'diagnose', '--plan', 'plan.sql', '--format', 'json'], {
      cwd: repository.root,
      env: { DATABASE_URL: address(development), DATABASE_URL_PROD: address(prod) },
    });
    expect({ exitCode: ended.exitCode, stderr: ended.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(ended.stdout).not.toMatch(/planted|s3cr/);
    return troublesAnswer.parse(JSON.parse(ended.stdout)).sections;
  }

  test('all three troubles are told, with the revision, the script and the plan, and nothing is written [row 4.62] [row 4.64] [row 4.67] [row 4.71] [row 4.73]', async () => {
    const before = await seenAt(production.url);
    const [version, failed, plan] = await diagnosed(production, 'DROP TABLE users;');
    expect(version).toMatchObject({
      applies: 'yes',
      seen: [expect.stringMatching(/^Production has unexpected Alembic version: it is at dead,/)],
    });
    expect(version?.steps[2]).toMatchObject({ state: 'done', seen: 'Production is at dead.' });
    expect(failed?.applies).toBe('yes');
    expect(failed?.seen[0]).toBe('start.sh:2 runs `alembic upgrade` and goes on where that fails.');
    expect(plan?.applies).toBe('yes');
    expect(plan?.seen.join(' ')).toMatch(/users.*GUARD FAILED/);
    expect(plan?.steps[2]?.seen).toContain(`DATABASE_URL_PROD leads to ${production.name} at `);
    expect(await seenAt(production.url)).toEqual(before);
  });

  test('two addresses of one database are told [row 4.73]', async () => {
    const [version, , plan] = await diagnosed(development, 'CREATE TABLE parcels (id int);');
    expect(version?.applies).toBe('unknown');
    expect(plan).toMatchObject({ applies: 'no' });
    expect(plan?.steps[2]).toMatchObject({
      state: 'not-done',
      seen: expect.stringMatching(/^Both variables lead to the same database/) as string,
    });
  });
});
