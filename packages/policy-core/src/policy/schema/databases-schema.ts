import { z } from 'zod';

import { duration } from './duration-form.ts';
import { variableName } from './variable-form.ts';

export const databasesSchema = z
  .strictObject({
    development: variableName()
      .optional()
      .describe(
        'Name of the environment variable that holds the address of the development database. Default: DATABASE_URL.',
      ),
    production: variableName()
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
    backup_max_age: duration()
      .optional()
      .describe(
        'How old the backup of production may be that the guard asks for before a migration that is not trivial, such as 24h. Default: 24h.',
      ),
  })
  .describe(
    'Which databases are held against each other, and how old a backup may be. Their addresses are never here.',
  );
