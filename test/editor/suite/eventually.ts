import { AssertionError } from 'node:assert';
import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 180_000;

/** Asks until an assertion holds: a server answers when it is ready. Rejects with the last thing that did not hold. */
export async function eventually<T>(ask: () => T | Promise<T>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AssertionError) || Date.now() > end) throw error;
    }
    await delay(100);
  }
}
