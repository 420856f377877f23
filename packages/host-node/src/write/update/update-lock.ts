import path from 'node:path';

import { createFileRegister } from '../register/file-register.ts';
import { RegisterKeptError, withRegisterLock } from '../register/register-lock.ts';

/**
 * Lets `work` run while no other updater of this profile does; one that was killed keeps nobody out.
 *
 * @param folder where the lock lies, absolute
 * @param patience how long another one may take to end, in milliseconds
 * @returns `undefined`, with nothing done, where another one is at work
 */
export async function whileUpdating<T>(
  folder: string,
  work: () => Promise<T>,
  patience = 0,
): Promise<{ readonly value: T } | undefined> {
  let hasBegun = false;
  const begin = async () => {
    hasBegun = true;
    return await work();
  };
  try {
    const register = createFileRegister(path.join(folder, 'updater'));
    return { value: await withRegisterLock({ register, what: 'the updater', patience }, begin) };
  } catch (error) {
    if (error instanceof RegisterKeptError && !hasBegun) return undefined;
    throw error;
  }
}
