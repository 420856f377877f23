import type { MetaFiles } from '@lockkeeper/operations/ports';

import { isProcessMark, type ProcessMark } from '../register/this-process.ts';

/** What the updater asks of the supervisor, and what that answers: two files beside the state of the updater. */
export const REQUEST_FILE = 'service_request.json';
export const STATUS_FILE = 'service_status.json';

export interface ServiceRequest {
  /** Greater than that of every request before. */
  readonly generation: number;
  readonly wants: 'run' | 'stop';
}

interface ServiceStatus {
  /** Of the request that was carried out last. */
  readonly generation: number;
  readonly supervisor: ProcessMark;
  /** `null`: nothing runs. */
  readonly service: ProcessMark | null;
}

/** `undefined`: nobody asked, or it cannot be read; the next request replaces it. */
export async function readRequest(meta: MetaFiles): Promise<ServiceRequest | undefined> {
  const { generation, wants } = await fieldsIn(meta, REQUEST_FILE);
  const isWish = wants === 'run' || wants === 'stop';
  return typeof generation === 'number' && isWish ? { generation, wants } : undefined;
}

/** `undefined`: nothing ever supervised the service, or it cannot be read. */
export async function readStatus(meta: MetaFiles): Promise<ServiceStatus | undefined> {
  const { generation, supervisor, service } = await fieldsIn(meta, STATUS_FILE);
  if (typeof generation !== 'number' || !isProcessMark(supervisor)) return undefined;
  return { generation, supervisor, service: isProcessMark(service) ? service : null };
}

/**
 * The run of the update that asks for a pause; `undefined`: none does. Its number may be that of the pause before, where the
 * service answered neither.
 */
export async function readPause(meta: MetaFiles): Promise<string | undefined> {
  const { run } = await fieldsIn(meta, 'quiesce.json');
  return typeof run === 'string' ? run : undefined;
}

async function fieldsIn(meta: MetaFiles, name: string): Promise<Readonly<Record<string, unknown>>> {
  const content = await meta.read(name);
  if (content.kind !== 'text') return {};
  try {
    const value: unknown = JSON.parse(content.text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Half a file is written by nobody of ours.
    return {};
  }
}
