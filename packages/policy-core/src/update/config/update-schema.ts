import { z } from 'zod';

export const UPDATE_CHANNELS = ['main', 'stable'] as const;

const MINUTES_OF_WEEK = 7 * 24 * 60;

/** Every key of `[update]`, with what it is where nobody sets it. Only keys that something enforces are accepted. */
const settings = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe('Whether this host updates itself. BOT_AUTO_UPDATE overrides it. Default: true.'),
    channel: z
      .enum(UPDATE_CHANNELS)
      .default('stable')
      .describe(
        '`stable`: the newest release tag vX.Y.Z. `main`: the newest commit of the main branch. BOT_UPDATE_CHANNEL overrides it. Default: stable.',
      ),
    interval_minutes: z
      .int()
      .min(1)
      .max(MINUTES_OF_WEEK)
      .default(60)
      .describe(
        'Minutes between two checks, and the unit of the wait after a failure. BOT_UPDATE_INTERVAL overrides it. Default: 60.',
      ),
    auto_restart: z
      .boolean()
      .default(true)
      .describe(
        'false: fetch, verify and stage a version, and leave the switch and the restart to a person. Default: true.',
      ),
    require_signed_tags: z
      .boolean()
      .default(true)
      .describe(
        'Take only what a trusted key signed: on channel stable the tag, on channel main the commit. Default: true.',
      ),
    max_failures_per_day: z
      .int()
      .min(1)
      .max(100)
      .default(2)
      .describe('Failed updates a day before updates are switched off. Default: 2.'),
  })
  .describe('How a service updates itself.');

export const updateFileSchema = z.strictObject({ update: settings.optional() });

export type UpdateSettings = z.output<typeof settings>;
export type UpdateKey = keyof UpdateSettings;

/** By key: what a variable of the environment is judged by. */
export const SETTING_SCHEMAS: Readonly<Record<UpdateKey, z.ZodType>> = settings.shape;

export const UPDATE_KEYS: readonly UpdateKey[] = settings.keyof().options;

/** What was set, each judged before, and the defaults of all others. */
export function withDefaults(set: Readonly<Record<string, unknown>>): UpdateSettings {
  return settings.parse(set, { jitless: true });
}

/** The schema editors complete `config/update.toml` from, as JSON Schema (draft 2020-12). */
export function updateJsonSchema(): object {
  return {
    ...z.toJSONSchema(updateFileSchema, { io: 'input' }),
    title: 'Lockkeeper update settings',
    description: 'How a service keeps itself current from signed releases.',
  };
}
