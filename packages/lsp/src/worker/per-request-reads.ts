import type { FileSystem, Observers } from '@lockkeeper/operations/observe';

import type { WorkspaceContext } from './workspace-context.ts';

/**
 * A context for one request that reads the same files several times: each is read from disk once, and what is cached
 * by its content object is found the second time.
 */
export function withPerRequestReads(context: WorkspaceContext): WorkspaceContext {
  const known = new Map<string, Promise<Observers>>();
  const observersOnce = async (root: string): Promise<Observers> => {
    const observers = await context.observers(root);
    return { ...observers, files: filesOnce(observers.files) };
  };
  return {
    ...context,
    observers: (root) => {
      const observers = known.get(root) ?? observersOnce(root);
      known.set(root, observers);
      return observers;
    },
  };
}

function filesOnce(files: FileSystem): FileSystem {
  const read = new Map<string, ReturnType<FileSystem['read']>>();
  return {
    ...files,
    read: (path) => {
      const content = read.get(path) ?? files.read(path);
      read.set(path, content);
      return content;
    },
  };
}
