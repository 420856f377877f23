import { l10n, window } from 'vscode';

/** Where a commit is about to be deployed; without an `environment` whether it may be deployed at all is asked. */
export interface PickedEnvironment {
  readonly environment: string | undefined;
}

/** Asks only where there is a choice. `undefined` when nothing was picked. */
export async function pickEnvironment(
  environments: readonly string[],
): Promise<PickedEnvironment | undefined> {
  if (environments.length === 0) return { environment: undefined };
  const anywhere = {
    label: l10n.t('Anywhere'),
    description: l10n.t('only what every deploy needs'),
    environment: undefined,
  };
  const named = environments.map((environment) => ({
    label: environment,
    description: l10n.t('also who may deploy there, and from where'),
    environment,
  }));
  const options = { title: 'Lockkeeper', placeHolder: l10n.t('Deploy to which environment?') };
  const picked = await window.showQuickPick([...named, anywhere], options);
  return picked && { environment: picked.environment };
}
