import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper } from './lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

const POLICY = `version: 1
actors: { ai: { branches: [auto/**] } }
change_scope:
  additive_only: [backend/app/services/, backend/app/api/deps.py]
  feature_flags: { paths: [backend/app/routers/], dependencies: [require_flag] }
`;

const USERS = 'backend/app/services/users.py';
const ROUTER = 'backend/app/routers/users.py';
const SERVICE = 'def get_user(db, user_id: int): ...\n\n\ndef list_users(db, limit: int = 20): ...\n';
const EMPTY_ROUTER = 'from fastapi import APIRouter\n\nrouter = APIRouter()\n';

/** A repository with one commit, on a branch of an agent unless another is named. */
function started(branch = 'auto/self-update-001'): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit({ 'lockkeeper.yaml': POLICY, [USERS]: SERVICE, [ROUTER]: EMPTY_ROUTER });
  repository.git('checkout', '--quiet', '-b', branch);
  return repository;
}

interface Told {
  readonly rule: string;
  readonly message_id: string;
  readonly data: Readonly<Record<string, string>>;
}

interface Said {
  readonly exitCode: number | null;
  readonly findings: readonly Omit<Told, 'rule'>[];
  readonly undetermined: readonly Omit<Told, 'rule'>[];
}

/** What the two rules say of everything since main. */
async function said({ root }: TemporaryRepository, ...more: readonly string[]): Promise<Said> {
  const args = ['check', '--base', 'main', '--stage', 'local', '--format', 'json', ...more];
  const { exitCode, stdout, stderr } = await lockkeeper(args, { cwd: root });
  if (stdout === '') throw new Error(stderr);
  const report: Readonly<Record<'findings' | 'undetermined', readonly Told[]>> = JSON.parse(stdout);
  const ours = (list: readonly Told[]) =>
    list
      .filter(({ rule }) => /^scope\/(additive|new-endpoint)/.test(rule))
      .map(({ message_id, data }) => ({ message_id, data }));
  return { exitCode, findings: ours(report.findings), undetermined: ours(report.undetermined) };
}

describe('in a real repository', () => {
  test('what an agent breaks in a service is found, committed or not [row 0.11]', async () => {
    const repository = started();
    repository.write(USERS, SERVICE.replace('user_id: int', 'user_id: str'));
    const found = {
      exitCode: 1,
      findings: [
        {
          message_id: 'breaks',
          data: { name: 'get_user', change: 'takes user_id as str and not as int', path: USERS },
        },
      ],
      undetermined: [],
    };
    expect(await said(repository)).toEqual(found);
    repository.commit();
    expect(await said(repository, '--head', 'HEAD')).toEqual(found);
  });

  test('what an agent adds to a service is fine [row 0.10]', async () => {
    const repository = started();
    repository.commit({
      [USERS]: `${SERVICE}\n\ndef count_users(db) -> int: ...\n`,
      'backend/app/services/mail.py': 'def send(to: str): ...\n',
    });
    expect(await said(repository)).toEqual({ exitCode: 0, findings: [], undetermined: [] });
  });

  test('a service that an agent moves is gone from where it was [row 0.11]', async () => {
    const repository = started();
    repository.git('mv', USERS, 'backend/app/services/accounts.py');
    repository.commit();
    expect(await said(repository)).toMatchObject({
      exitCode: 1,
      findings: [{ message_id: 'deleted', data: { path: USERS } }],
    });
  });

  test('a new endpoint without a flag is a warning, and with one it is none [row 0.09]', async () => {
    const repository = started();
    repository.commit({ [ROUTER]: `${EMPTY_ROUTER}\n\n@router.get("/export")\ndef export(): ...\n` });
    expect(await said(repository)).toMatchObject({
      exitCode: 0,
      findings: [
        {
          message_id: 'unflagged',
          data: { endpoint: 'GET /export (export)', flag: 'Depends(require_flag)' },
        },
      ],
    });
    repository.commit({
      [ROUTER]: `from app.flags import require_flag\nfrom fastapi import APIRouter, Depends\n\nrouter = APIRouter()\n\n\n@router.get("/export", dependencies=[Depends(require_flag("export"))])\ndef export(): ...\n`,
    });
    expect(await said(repository)).toEqual({ exitCode: 0, findings: [], undetermined: [] });
  });

  test('a person may do all of it', async () => {
    const repository = started('feature/users');
    repository.commit({ [USERS]: 'x = 1\n' });
    expect(await said(repository)).toEqual({ exitCode: 0, findings: [], undetermined: [] });
  });
});
