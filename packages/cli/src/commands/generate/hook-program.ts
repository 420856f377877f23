import { access, constants } from 'node:fs/promises';
import path from 'node:path';

import type { AgentId } from '../hook/agent/agents.ts';
import type { World } from '../../world.ts';

/** How the hooks will find Lockkeeper. */
export interface HookProgram {
  /** As a shell reads it, by agent. */
  readonly commandFor: (agent: AgentId | 'git') => string;
  /** `undefined`: it is found that way from here. Else a sentence or two. */
  readonly problem: string | undefined;
}

const INSTALL = 'Install it: npm install --global lockkeeper';

/** The one that was named, else that of the project, else whatever a shell finds. */
export async function hookProgram(
  named: string | undefined,
  root: string,
  { env }: Pick<World, 'env'>,
): Promise<HookProgram> {
  if (named !== undefined) {
    const [first = ''] = named.split(/\s+/);
    return {
      commandFor: () => named,
      problem: (await isFound(first, { root, env })) ? undefined : missing(first),
    };
  }
  if (await isProgram(path.join(root, LOCAL))) return { commandFor: localCommand, problem: undefined };
  const isThere = await isFound('lockkeeper', { root, env });
  return { commandFor: () => 'lockkeeper', problem: isThere ? undefined : missing('lockkeeper') };
}

const LOCAL = 'node_modules/.bin/lockkeeper';

/** Hooks run in whatever folder the agent is in; two agents tell where the project is. */
function localCommand(agent: AgentId | 'git'): string {
  switch (agent) {
    case 'git':
      return LOCAL;
    case 'claude-code':
      return `"$CLAUDE_PROJECT_DIR"/${LOCAL}`;
    case 'gemini':
      // It puts the folder there itself, as a shell reads it.
      return `$GEMINI_PROJECT_DIR/${LOCAL}`;
    default:
      return `"$(git rev-parse --show-toplevel)"/${LOCAL}`;
  }
}

function missing(program: string): string {
  return `${program} is not found on the PATH: until it is, these hooks refuse every write. ${INSTALL}`;
}

async function isFound(
  program: string,
  { root, env }: { readonly root: string; readonly env: World['env'] },
): Promise<boolean> {
  if (/[\\/"'$]/.test(program)) return isProgram(path.resolve(root, program));
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const ends = process.platform === 'win32' ? ['.cmd', '.exe', ''] : [''];
  const places = folders.flatMap((folder) => ends.map((end) => path.join(folder, `${program}${end}`)));
  const found = await Promise.all(places.map((place) => isProgram(place)));
  return found.includes(true);
}

async function isProgram(place: string): Promise<boolean> {
  return access(place, constants.X_OK).then(
    () => true,
    () => false,
  );
}
