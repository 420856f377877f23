import { l10n, window } from 'vscode';

/** Which of the services is about to be deployed. */
export interface PickedService {
  /** `undefined`: there is one record for the whole repository. */
  readonly service: string | undefined;
}

/** Asks only where there is a choice. `undefined` when nothing was picked. */
export async function pickService(services: readonly string[]): Promise<PickedService | undefined> {
  if (services.length < 2) return { service: services[0] };
  const options = { title: 'Lockkeeper', placeHolder: l10n.t('Deploy which service?') };
  const service = await window.showQuickPick([...services], options);
  return service === undefined ? undefined : { service };
}
