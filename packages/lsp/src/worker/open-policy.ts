import { POLICY_FILE_NAMES } from '@lockkeeper/policy-core';
import { UPDATE_CONFIG_PATH } from '@lockkeeper/policy-core/update';

import { isUpdateSettings } from '../locations/policy-uri.ts';
import { comparable, parentOf } from '../locations/uri-path.ts';
import type { WorkspaceContext } from './workspace-context.ts';

/** The text of an open policy, or of settings of updates, valid or not; `undefined` for another document. */
export function policyText(uri: string, { open }: Pick<WorkspaceContext, 'open'>) {
  const path = [...POLICY_FILE_NAMES, UPDATE_CONFIG_PATH].find((name) => uri.endsWith(`/${name}`));
  const document = open.get(comparable(uri));
  return path === undefined || document === undefined ? undefined : { path, text: document.text };
}

/** The same with the files beside it, which are listed once until something moves. */
export async function openPolicy(uri: string, context: WorkspaceContext) {
  const policy = policyText(uri, context);
  const root = parentOf(uri);
  if (policy === undefined || root === undefined) return undefined;
  // The settings of updates name no files.
  if (isUpdateSettings(uri)) return { ...policy, files: undefined };
  const { files, remember } = await context.steady(root);
  const listed = await remember('every file', () => files.list(['']));
  return { ...policy, files: listed.known ? listed.value : undefined };
}
