import type { Account } from '@lockkeeper/policy-core/observe';
import { z } from 'zod';

/** Parts of GitHub's answers that occur in several of them. Only what is used is looked at. */
export const accountShape = z
  .object({ login: z.string().min(1), id: z.int(), type: z.string() })
  .transform(({ login, id, type }): Account => ({ login, id, isBot: type === 'Bot' }));

/** Given back in UTC with a `Z`, so that times compare as texts. */
export const timeShape = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString().replace('.000Z', 'Z'));

export const commitShape = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/);
