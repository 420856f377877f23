import { isOnDisk } from '../locations/uri-path.ts';

/** The URIs that a client asks about; whatever else it sent is left out. */
export function urisIn(params: unknown): readonly string[] {
  const uris = field(params, 'uris');
  return Array.isArray(uris) ? uris.filter((uri) => typeof uri === 'string') : [];
}

/** The URI of the folder that a client asks about; `undefined` where it names none on disk. */
export function folderIn(params: unknown): string | undefined {
  const folder = field(params, 'folder');
  return typeof folder === 'string' && isOnDisk(folder) ? folder : undefined;
}

function field(params: unknown, name: string): unknown {
  return typeof params === 'object' && params !== null ? Reflect.get(params, name) : undefined;
}
