import { z } from 'zod';

const variable = () =>
  z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'Write the name of a variable such as DATABASE_URL' });

export const databasesSchema = z
  .strictObject({
    development: variable()
      .optional()
      .describe(
        'Name of the environment variable that holds the address of the development database. Default: DATABASE_URL.',
      ),
    production: variable()
      .optional()
      .describe(
        'Name of the environment variable that holds the address of the production database. Default: DATABASE_URL_PROD.',
      ),
    schemas: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        'Schemas that `lockkeeper db audit` compares. Default: the first one that the search path of each database leads to.',
      ),
  })
  .describe(
    'Which databases `lockkeeper db audit` holds against each other. Their addresses never stand here.',
  );
