import { z } from 'zod';

/** The name of an environment variable. */
export function variableName() {
  return z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'Write the name of a variable such as DATABASE_URL' });
}
