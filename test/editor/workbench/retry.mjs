import { setTimeout as delay } from 'node:timers/promises';

/** When something that does not come is called broken; very generous, because test machines are slow and do other things. */
export const PATIENCE_MS = 180_000;

/** Each step of a story has its own patience, so this ends only what hangs between the steps. */
export const STORY_LIMIT_MS = 5 * PATIENCE_MS;

/** How long the first attempt waits for each step. */
const FIRST_PATIENCE_MS = 1500;

/**
 * Repeats an attempt until it yields something. VS Code computes several lists once, when they open, so what is
 * registered later is seen only by asking again; and on a machine that is slow just now, only by waiting longer.
 *
 * @template T
 * @param {string} expectation What is awaited, for the message: "a command named …".
 * @param {(stepMs: number) => Promise<T | undefined>} attempt How long it may wait for each of its steps is doubled each
 *   time, up to a quarter of all patience. `undefined` means "not yet".
 * @returns {Promise<T>}
 */
export async function retry(expectation, attempt) {
  const end = Date.now() + PATIENCE_MS;
  for (let stepMs = FIRST_PATIENCE_MS; ; stepMs = Math.min(2 * stepMs, PATIENCE_MS / 4)) {
    const result = await attempt(stepMs);
    if (result !== undefined) return result;
    if (Date.now() > end) throw new Error(`Waited ${PATIENCE_MS / 1000} s for ${expectation}, in vain.`);
  }
}

/**
 * Reads until two readings agree, because lists are drawn in several steps.
 *
 * @template T
 * @param {() => Promise<T>} read
 * @returns {Promise<T>}
 */
export async function settled(read) {
  let before = '';
  return retry('a list that no longer changes', async () => {
    const now = await read();
    const text = JSON.stringify(now);
    if (text === before) return now;
    before = text;
    await delay(200);
    return undefined;
  });
}

/**
 * @param {import('playwright-core').Locator} locator
 * @param {number} timeout Milliseconds.
 * @returns {Promise<boolean>} Whether it is or becomes visible in time.
 */
export async function appears(locator, timeout) {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false, // Absence is an answer here, not an error.
  );
}

/**
 * Matches a whole text, however much space the page puts around or inside it.
 *
 * @param {string} text
 */
export function exactly(text) {
  const words = text
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^\\s*${words.join('\\s+')}\\s*$`);
}

/**
 * One line of plain spaces, as a reader sees it.
 *
 * @param {string} text
 */
export function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}
