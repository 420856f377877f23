import { commands, type Disposable } from 'vscode';

import type { Server } from './language-client.ts';

/**
 * Tells `when` clauses whether any folder has a policy: `some`, `none`, or nothing while nobody knows. Views that
 * have nothing to show say by it why.
 */
export function followPolicies(server: Server): Disposable {
  let told: string | undefined;
  const tell = () => {
    const folders = server.status()?.folders;
    const policies = folders && (folders.some(({ policy }) => policy !== null) ? 'some' : 'none');
    // While the server starts anew, what was known still holds.
    if (policies === undefined || policies === told) return;
    told = policies;
    void commands.executeCommand('setContext', 'lockkeeper.policies', policies);
  };
  tell();
  return server.onDidChange(tell);
}
