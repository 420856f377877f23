import type { TextRange } from '../text-range.ts';

/** What pip-compile and uv write at the top of a lock: how it was made. */
export interface LockHeader {
  readonly tool: 'pip-compile' | 'uv';
  /** `3.11` or `3.11.7`; `undefined` where the header does not say. */
  readonly python: string | undefined;
  /** `linux`, `windows`, `macos` or a target as uv writes it; `undefined` where it does not say. */
  readonly platform: string | undefined;
  /** Whether the lock holds for every platform and Python (`uv pip compile --universal`). */
  readonly isUniversal: boolean;
  /** Words of the command; `undefined` where it stands there but cannot be cut into words, or is not there. */
  readonly command: readonly string[] | undefined;
  /** As written in the command. */
  readonly inputs: readonly string[];
  readonly output: string | undefined;
  readonly generatesHashes: boolean;
  readonly stripsExtras: boolean;
  readonly range: TextRange;
  readonly commandRange: TextRange | undefined;
}
