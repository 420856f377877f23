import { unobserved, type Known } from '@lockkeeper/policy-core';
import type { Account } from '@lockkeeper/policy-core/observe';

import type { RequestGitHub } from './github-client.ts';
import { parsed } from './parsed.ts';
import { ROUTES } from './routes.ts';
import { accountShape } from './shapes.ts';

/** Apps have brackets: `dependabot[bot]`. */
const LOGIN = /^[A-Za-z0-9_-]+(\[bot\])?$/;

export async function readAccount(ask: RequestGitHub, login: string): Promise<Known<Account>> {
  if (!isLogin(login)) return unobserved('this is no name that an account on GitHub can have');
  const about = `the account ${login}`;
  const answer = await ask({
    route: ROUTES.account,
    parameters: { username: login },
    about,
    needs: 'metadata: read',
  });
  return answer.known ? parsed(accountShape, answer.value.data, about) : answer;
}

/** Anything else could lead to another address once it stands in a path. */
export function isLogin(text: string): boolean {
  return LOGIN.test(text);
}
