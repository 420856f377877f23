import { unobserved, type Known } from '@lockkeeper/policy-core';
import { ROLES, type Account, type Role } from '@lockkeeper/policy-core/observe';
import { z } from 'zod';

import { isLogin } from './account.ts';
import type { RequestGitHub } from './github-client.ts';
import { parsed } from './parsed.ts';
import type { RepositoryName } from './repository-name.ts';
import { ROUTES } from './routes.ts';

const permissionShape = z
  .object({ permission: z.enum(ROLES), role_name: z.string().optional() })
  .transform(({ permission, role_name: name }) => roleOf(permission, name));

/** What an account may do in the repository now, teams and organisation included. */
export async function readRole(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  { login, isBot }: Account,
): Promise<Known<Role>> {
  if (isBot) return unobserved(`${login} is an app, and apps have no role in a repository`);
  if (!isLogin(login)) return unobserved('this is no name that an account on GitHub can have');
  const about = `the role of ${login} in the repository`;
  const answer = await ask({
    route: ROUTES.permission,
    parameters: { owner, repo: repository, username: login },
    about,
    needs: 'metadata: read',
  });
  return answer.known ? parsed(permissionShape, answer.value.data, about) : answer;
}

/** What GitHub reports as `permission` for its own roles. */
const BASE: Readonly<Record<Role, Role>> = {
  none: 'none',
  read: 'read',
  triage: 'read',
  write: 'write',
  maintain: 'write',
  admin: 'admin',
};

/**
 * `permission` knows four steps and `role_name` all six. An organisation may name roles of its own;
 * such a role counts as the step it is based on, whatever it is called.
 */
function roleOf(permission: Role, roleName: string | undefined): Role {
  const role = ROLES.find((name) => name === roleName);
  return role !== undefined && BASE[role] === permission ? role : permission;
}
