import type { PolicyVerdict } from '../worker/messages.ts';
import { Cancelled, type CheckThread } from '../worker/thread.ts';
import type { Client } from './client.ts';
import { watchedFiles } from './watched-files.ts';

/** Which policy holds in each folder. */
export interface FolderPolicies {
  /** Looks anew and watches what the policies name. Never rejects. */
  refresh(folders: readonly string[]): Promise<void>;
  of(folder: string): PolicyVerdict | undefined;
}

export function createFolderPolicies(thread: CheckThread, client: Client): FolderPolicies {
  let known: ReadonlyMap<string, PolicyVerdict> = new Map();
  let watched = '';

  const watch = (): void => {
    const watchers = watchedFiles([...known.values()]);
    const written = JSON.stringify(watchers);
    if (written === watched) return;
    watched = written;
    client.watch(watchers);
  };

  return {
    of: (folder) => known.get(folder),
    refresh: async (folders) => {
      try {
        const looks = folders.map(
          async (folder) => [folder, await thread.ask({ kind: 'policy', folder })] as const,
        );
        const found = await Promise.all(looks);
        known = new Map(
          found.flatMap(([folder, [verdict]]) => (verdict ? [[folder, verdict] as const] : [])),
        );
      } catch (error) {
        if (error instanceof Cancelled) return;
        client.log(
          `The policies of the folders could not be read: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
      watch();
    },
  };
}
