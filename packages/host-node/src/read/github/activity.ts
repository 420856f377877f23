import { z } from 'zod';

import { accountShape, timeShape } from './shapes.ts';

/** One entry of the activity of a repository: a push, or a branch that was made or deleted. */
export const activityShape = z.object({
  ref: z.string(),
  after: z.string(),
  timestamp: timeShape,
  activity_type: z.string().optional(),
  /** `null` when the account is gone. */
  actor: accountShape.nullish(),
});
export type Activity = z.infer<typeof activityShape>;
