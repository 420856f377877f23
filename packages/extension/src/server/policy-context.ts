import { commands, type Disposable } from 'vscode';

import type { Server } from './language-client.ts';
import { checkStateOf } from './check-state.ts';

/** Tells `when` clauses what is judged. Views that have nothing to show say by it why. */
export function followPolicies(server: Server): Disposable {
  const told = new Map<string, unknown>();
  const tell = (name: string, value: unknown) => {
    if (told.get(name) === value) return;
    told.set(name, value);
    void commands.executeCommand('setContext', `lockkeeper.${name}`, value);
  };
  const look = () => {
    const { policies, isJudging } = checkStateOf(server.phase(), server.status());
    // While the server starts anew, what was known of policies still holds.
    if (policies !== undefined) tell('policies', policies);
    tell('isJudging', isJudging);
  };
  look();
  return server.onDidChange(look);
}
