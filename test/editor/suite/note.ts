/**
 * Leaves a line in `notes` of the run: inside an extension host there is no console that a runner could read.
 * Does nothing when the suite was started by something else than `runSuite`.
 */
export function note(...values: readonly unknown[]): void {
  const write: unknown = Reflect.get(globalThis, 'note');
  if (typeof write === 'function') write(...values);
}
