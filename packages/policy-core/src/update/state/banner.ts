import { z } from 'zod';

import type { FileContent } from '../../model/file-content.ts';
import { readStateFile, STATE_SCHEMA_VERSION, type StateReading } from './state-file.ts';
import { installedVersion, instant } from './state-forms.ts';

/** `banner.json`: what people are told of the last run that did something, or met something suspect. */
const banner = z.strictObject({
  schema_version: z.literal(STATE_SCHEMA_VERSION),
  /** `critical`: a person has to look. `warning`: somebody should. */
  level: z.enum(['info', 'warning', 'critical']),
  /** How the run ended, or by what name it refused what it met, such as `tag-moved`. */
  code: z.string().min(1),
  /** Sentences. */
  title: z.string(),
  /** A clause; `null` where nothing went wrong. */
  why: z.string().nullable(),
  since: instant,
  run: z.string().min(1),
  version_from: installedVersion.nullable(),
  version_to: installedVersion.nullable(),
  /** When an update may be applied next; `null`: at any time, or not until a person says so. */
  next_window: instant.nullable(),
});

/** Whether it says that updates are disabled: once they are enabled again, that is over. */
export function tellsDisabled({ code }: Pick<Banner, 'code'>): boolean {
  return code === 'disabled' || code.endsWith(DISABLED_CODE);
}

/** Behind the result of the run that disabled them. */
export const DISABLED_CODE = '-disabled';

export type Banner = z.infer<typeof banner>;

export function readBanner(path: string, content: FileContent): StateReading<Banner> {
  return readStateFile(banner, { path, content });
}
