import { l10n, window, workspace } from 'vscode';

import { pickFolder } from '../workspace/pick-folder.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import { addressProblem } from '../connections/connection-address.ts';
import type { Connections } from '../connections/connections.ts';

/**
 * `Lockkeeper: Set Database Connection...`: keeps an address where VS Code keeps secrets. Resolves to the name of its
 * variable; `undefined` when nothing was kept.
 */
export async function setConnection(program: ProgramRunner): Promise<string | undefined> {
  const place = await whichRepository(program);
  if (place === undefined) return undefined;
  const { connections, databases } = place;
  const kept = new Set(connections.kept());
  const choice = (label: string, variable: string) => ({
    label,
    description: variable,
    detail: kept.has(variable) ? l10n.t('A connection exists; this replaces it.') : '',
    variable,
  });
  const picked = await window.showQuickPick(
    [
      choice(l10n.t('Development'), databases.development),
      choice(l10n.t('Production'), databases.production),
    ],
    { title: l10n.t('Set a database connection'), placeHolder: l10n.t('Which database?') },
  );
  if (picked === undefined) return undefined;
  const address = await window.showInputBox({
    title: l10n.t('Address of the database, for {0}', picked.variable),
    prompt: l10n.t('VS Code keeps it encrypted. It goes into no file, setting or log.'),
    placeHolder: 'postgresql://user:password@host:5432/name',
    password: true,
    ignoreFocusOut: true,
    validateInput: (typed) => (typed === '' ? undefined : addressProblem(typed.trim())),
  });
  if (address === undefined || address.trim() === '') return undefined;
  await connections.keep(picked.variable, address.trim());
  void window.showInformationMessage(
    l10n.t('Lockkeeper gives {0} to the programs it starts for this repository.', picked.variable),
  );
  return picked.variable;
}

/**
 * `Lockkeeper: Set Deployment Secret...`: keeps what drivers and probes read from their environment, such as a token, where VS
 * Code keeps secrets. Resolves to the name of its variable; `undefined` when nothing was kept.
 */
export async function setSecret(program: ProgramRunner): Promise<string | undefined> {
  const place = await whichRepository(program);
  if (place === undefined) return undefined;
  const title = l10n.t('Set a deployment secret');
  const named = await window.showInputBox({
    title,
    prompt: l10n.t('Name of the environment variable to set.'),
    placeHolder: 'GITHUB_TOKEN',
    ignoreFocusOut: true,
    validateInput: (typed) =>
      typed === '' || VARIABLE.test(typed)
        ? undefined
        : l10n.t('Letters, digits and _ only, and no name that changes how programs start, such as PATH.'),
  });
  const variable = named?.trim() ?? '';
  if (variable === '') return undefined;
  const value = await window.showInputBox({
    title: l10n.t('Value of {0}', variable),
    prompt: l10n.t('VS Code keeps it encrypted. It goes into no file, setting or log.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (value === undefined || value.trim() === '') return undefined;
  await place.connections.keep(variable, value.trim());
  void window.showInformationMessage(
    l10n.t('Lockkeeper gives {0} to the releases that it starts for this repository.', variable),
  );
  return variable;
}

/** What a name of a variable is; one that would change how a program is started is none. */
const VARIABLE = /^(?!(?:PATH|NODE_OPTIONS|LD_PRELOAD|ELECTRON_RUN_AS_NODE)$)[A-Za-z_]\w*$/;

/** `Lockkeeper: Forget Database Connection...` Resolves to the name of the variable whose address is gone. */
export async function forgetConnection(program: ProgramRunner): Promise<string | undefined> {
  const place = await whichRepository(program);
  if (place === undefined) return undefined;
  const kept = place.connections.kept();
  if (kept.length === 0) {
    void window.showInformationMessage(l10n.t('VS Code keeps no connection for this repository.'));
    return undefined;
  }
  const variable = await window.showQuickPick([...kept], {
    title: l10n.t('Forget a database connection'),
    placeHolder: l10n.t('Which connection?'),
  });
  if (variable === undefined) return undefined;
  await place.connections.forget(variable);
  void window.showInformationMessage(l10n.t('VS Code no longer keeps {0}.', variable));
  return variable;
}

interface Repository {
  readonly connections: Connections;
  readonly databases: { readonly development: string; readonly production: string };
}

async function whichRepository(program: ProgramRunner): Promise<Repository | undefined> {
  if (!workspace.isTrusted) {
    void window.showErrorMessage(
      l10n.t('Code in the workspace may read connections. Trust the workspace first.'),
    );
    return undefined;
  }
  const folder = (await pickFolder(l10n.t('Whose databases?')))?.uri;
  if (folder === undefined) return undefined;
  const [connections, { databases }] = await Promise.all([
    program.connections(folder),
    program.facts(folder),
  ]);
  return { connections, databases };
}
