import { selectRules } from '@lockkeeper/policy-core';

import { CliError } from '../../errors/cli-error.ts';

/** What `--only` names; `undefined` without it. Throws a `CliError` for a name that is neither a rule nor an area. */
export function selectedRules(names: readonly string[] | undefined): readonly string[] | undefined {
  if (names === undefined) return undefined;
  if (names.length === 0) {
    throw new CliError('usage', '--only names nothing. Name a rule or an area, such as dependencies.');
  }
  const selection = selectRules(names);
  if (selection.kind === 'selection') return selection.names;
  const { name, nearest } = selection;
  const advice =
    nearest === undefined ? 'Run `lockkeeper explain` for the list of rules.' : `Did you mean ${nearest}?`;
  throw new CliError('usage', `There is no rule or area ${JSON.stringify(name)}. ${advice}`);
}
