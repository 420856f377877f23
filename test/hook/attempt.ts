import path from 'node:path';

import { attackedRepository } from './attacked-repository.ts';
import { FIRST_ATTACKS, type Attack } from './attacks.ts';
import { LATER_ATTACKS } from './later-attacks.ts';
import { atStart, atStop, claudeCode } from './hook-process.ts';

export const ATTACKS: readonly Attack[] = [...FIRST_ATTACKS, ...LATER_ATTACKS];

declare module 'vitest' {
  interface TaskMeta {
    /** For docs/evidence/trust-hook.md. */
    attack?: { readonly line: string; readonly seenBy: 'the end of the session' | 'the required check' };
  }
}

export interface Attempt {
  readonly before: string;
  /** What `main` of the remote holds of the protected file afterwards. */
  readonly after: string;
  /** Of the hook at the end of the session. */
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** One attack in a session that is recorded, on a branch where agents may work. */
export async function attempt({ setup, line }: Attack): Promise<Attempt> {
  const { root, shell, protectedOnMain } = attackedRepository();
  const env = { XDG_STATE_HOME: path.join(path.dirname(root), 'state') };
  if (setup !== undefined) shell(setup);
  const before = protectedOnMain();
  await claudeCode(root, atStart(root), env);
  shell(line);
  const { exitCode, stderr } = await claudeCode(root, atStop(root, false), env);
  return { before, after: protectedOnMain(), exitCode, stderr };
}
