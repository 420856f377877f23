import { isSameEnvironment } from '@lockkeeper/policy-core/deployment';

import { CliError } from '../../errors/cli-error.ts';
import { confirm } from '../../io/prompt.ts';
import type { World } from '../../world.ts';
import type { ActingOptions } from './options.ts';

/** Nothing is done that nobody said yes to. Where there is no terminal, options say it; production has to be named as well. */
export async function mustBeConfirmed(
  { yes, confirm: confirmed }: Pick<ActingOptions, 'yes' | 'confirm'>,
  environment: string,
  { world, signal }: { readonly world: World; readonly signal: AbortSignal },
): Promise<void> {
  const isProduction = isSameEnvironment(environment, 'production');
  const isNamed = confirmed !== undefined && isSameEnvironment(confirmed, environment);
  if (yes === true && (isNamed || !isProduction)) return;
  const answer = await confirm(`Do this in ${environment}?`, { world, signal });
  if (answer === 'yes') return;
  if (answer === 'no') throw new CliError('usage', 'Nothing was done, as you said.');
  const options = isProduction ? '--yes --confirm production' : '--yes';
  throw new CliError('usage', `Nobody can be asked here, because this is no terminal. Add ${options}.`);
}
