import { nearestWord, observed } from '@lockkeeper/policy-core';
import { accountNamed, ROLES, type AppliedLabel, type Role } from '@lockkeeper/policy-core/observe';

import { CliError } from '../../errors/cli-error.ts';

type Described = Pick<Extract<AppliedLabel, { kind: 'applied' }>, 'name' | 'by' | 'role'>;

/** `NAME`, `NAME@LOGIN` or `NAME@LOGIN:ROLE`; by a maintainer unless it says otherwise. */
export function describedLabel(text: string): Described {
  const { name, login = 'maintainer', role = 'maintain' } = FORM.exec(text.trim())?.groups ?? {};
  if (name === undefined)
    throw new CliError(
      'usage',
      `${JSON.stringify(text)} is not a label. Write NAME, NAME@LOGIN or NAME@LOGIN:ROLE.`,
    );
  return { name, by: accountNamed(login), role: observed(roleNamed(role)) };
}

/** Names of labels have colons of their own, such as `area: core`. */
const FORM = /^(?<name>[^@]+)(?:@(?<login>[^@:\s]+)(?::(?<role>[^@:]*))?)?$/;

function roleNamed(text: string): Role {
  const role = ROLES.find((name) => name === text);
  if (role !== undefined) return role;
  const nearest = nearestWord(text, ROLES);
  const advice = nearest === undefined ? `Roles are ${ROLES.join(', ')}.` : `Did you mean ${nearest}?`;
  throw new CliError('usage', `There is no role ${JSON.stringify(text)}. ${advice}`);
}
