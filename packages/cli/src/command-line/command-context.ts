import type { World } from '../world.ts';
import type { ExitCode } from '../exit-codes.ts';

/** What a command needs to run and to say how it ended. */
export interface CommandContext {
  readonly world: World;
  readonly end: (code: ExitCode) => void;
}
