import { z } from 'zod';

import { isTimeZone } from '../../policy/freeze-problems.ts';
import { weeklyWindow } from '../../policy/schema/weekly-window.ts';

export const UPDATE_CHANNELS = ['main', 'stable'] as const;

const MINUTES_OF_WEEK = 7 * 24 * 60;

const window = weeklyWindow
  .extend({
    zone: weeklyWindow.shape.zone
      .refine(isTimeZone, 'There is no such time zone')
      .default('UTC')
      .describe('Time zone of the IANA database, such as Europe/Berlin. Default: UTC.'),
  })
  .refine(({ from, to }) => from !== to, 'It cannot end when it begins; write 00:00 and 24:00');

const absolutePath = z.string().regex(/^(?:\/|[A-Za-z]:[\\/])[^\0]*$/, 'It must be an absolute path');

/** What git takes for one branch, and for nothing else. */
const BRANCH = /^(?![-/.])(?!.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)))[^\s~^:?*[\\\p{Cc}]+(?<![/.])$/u;

/** A program and its arguments. There is no shell. */
const words = z.array(z.string().min(1)).min(1);

/** Its answer decides about a rollback, so it goes over nothing that others can change. */
const HEALTH_URL =
  /^(?:https:\/\/[^\s/@]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d{1,5})?(?:\/[^\s]*)?$/;

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
      .describe('false: fetch, verify and stage a version; a person switches and restarts. Default: true.'),
    require_signed_tags: z
      .boolean()
      .default(true)
      .describe(
        'Take only what a trusted key signed: on channel stable the tag, on channel main the commit. Default: true.',
      ),
    strategy: z
      .enum(['inplace', 'releases'])
      .default('inplace')
      .describe(
        '`inplace`: the checkout that the service runs from is changed. `releases`: each version has a folder below `releases`, and the link `current` leads to one of them. Default: inplace.',
      ),
    service_unit: z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9:_.@\\-]*\.service$/,
        'It must be the name of a unit, such as bot.service',
      )
      .optional()
      .describe('The systemd unit of the service. Left out: `lockkeeper update supervise` runs the service.'),
    restart_by: z
      .enum(['systemctl', 'path-unit'])
      .default('systemctl')
      .describe(
        '`systemctl`: the updater restarts the unit itself and needs the right to. `path-unit`: it leaves a file, and the units of `lockkeeper generate systemd` restart it. Default: systemctl.',
      ),
    health_url: z
      .string()
      .regex(HEALTH_URL, 'It must be an address of https, or of http on this host, without a password')
      .optional()
      .describe(
        'Answers with status 200 and JSON whose `commit` is the full id of the commit that runs. Left out: nothing is applied.',
      ),
    health_seconds: z
      .int()
      .min(1)
      .max(3600)
      .default(120)
      .describe('Seconds that a version may take until it is healthy. Default: 120.'),
    bake_seconds: z
      .int()
      .min(0)
      .max(3600)
      .default(30)
      .describe('Seconds that a version must then stay healthy. Default: 30.'),
    test_commands: z
      .array(words)
      .min(1)
      .optional()
      .describe(
        'Programs with their arguments that try a version in a folder of its own, before the service is touched.',
      ),
    deps_policy: z
      .enum(['refuse', 'hash-locked', 'ignore'])
      .default('refuse')
      .describe(
        '`refuse`: a version whose dependency files changed is not taken. `hash-locked`: `install_commands` install what `deps_lock` pins by hash, in the folder of the version; it needs strategy releases. `ignore`: nothing is checked. Default: refuse.',
      ),
    deps_lock: z
      .string()
      .regex(
        /^(?![/\\])(?!(?:.*[/\\])?\.\.(?:[/\\]|$))[^\0]+$/,
        'It must be a path below the root, without ..',
      )
      .default('requirements.lock')
      .describe(
        'Path of the lock of pip, from the root. Hash-locked: each line must pin a version and its hashes. Default: requirements.lock.',
      ),
    install_commands: z
      .array(words)
      .min(1)
      .optional()
      .describe(
        'Programs with their arguments that install the dependencies of a version in its folder, before `test_commands`. pip and uv install nothing without a hash there.',
      ),
    save_command: words
      .optional()
      .describe(
        'Program with its arguments that makes the service save its data before each update. Left out: its last save counts.',
      ),
    command_seconds: z
      .int()
      .min(1)
      .max(86_400)
      .default(600)
      .describe('Seconds that each of these programs may take. Default: 600.'),
    database: z
      .strictObject({
        backup: words.describe('Program with its arguments that writes the database to `{file}`.'),
        restore: words.describe('Program with its arguments that restores it from `{file}`.'),
      })
      .optional()
      .describe('Saves the database with each snapshot, and restores it with the code.'),
    quiesce_seconds: z
      .int()
      .min(1)
      .max(3600)
      .default(60)
      .describe('Seconds that the service may take to pause before it is restarted. Default: 60.'),
    keep_releases: z
      .int()
      .min(1)
      .max(100)
      .default(3)
      .describe('Old versions and snapshots that stay on disk. Default: 3.'),
    remote: z
      .string()
      .min(1)
      .optional()
      .describe('Address of the git repository that updates come from. Left out: that of origin.'),
    branch: z
      .string()
      .regex(BRANCH, 'It must be the short name of a branch, such as main')
      .default('main')
      .describe('The main branch of the remote: updates come only from it. Default: main.'),
    mirror: absolutePath
      .optional()
      .describe(
        'Absolute path of the bare repository that updates are fetched into, outside of the checkout. Left out: in the state folder of the user.',
      ),
    allowed_signers: absolutePath
      .default('/etc/lockkeeper/allowed_signers')
      .describe(
        'Absolute path of the trusted SSH keys, as ssh-keygen reads them, outside of the checkout. Default: /etc/lockkeeper/allowed_signers.',
      ),
    gpg_keyring: absolutePath
      .optional()
      .describe(
        'Absolute path of a file of trusted OpenPGP public keys, outside of the checkout. Left out: no such key is trusted.',
      ),
    fetch_timeout_seconds: z
      .int()
      .min(1)
      .max(3600)
      .default(300)
      .describe('Seconds that the remote may take to answer, and again to send data. Default: 300.'),
    fetch_max_mb: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(2048)
      .describe('Megabytes that the mirror may take on disk. Default: 2048.'),
    max_failures_per_day: z
      .int()
      .min(1)
      .max(100)
      .default(2)
      .describe('Failed updates a day before updates are switched off. Default: 2.'),
    max_attempts_per_day: z
      .int()
      .min(1)
      .max(100)
      .default(3)
      .describe('Updates tried a day, failed or not. Days count in UTC. Default: 3.'),
    max_save_age_minutes: z
      .int()
      .min(0)
      .max(MINUTES_OF_WEEK)
      .default(60)
      .describe(
        'Minutes that the last save of the service may be old before an update. 0: it has nothing to save. Default: 60.',
      ),
    windows: z
      .array(window)
      .min(1)
      .optional()
      .describe('Times of the week at which an update may be applied. Left out: always.'),
    on_quiesce_timeout: z
      .enum(['abort', 'force'])
      .default('abort')
      .describe(
        'If the service does not pause in time. `abort`: nothing is switched. `force`: the update goes on. Default: abort.',
      ),
    canaries: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Ids of hosts that take a version as soon as its rollout begins.'),
    wariness: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe(
        'When this host takes its turn in a rollout: 0 first, 1 last. Left out: its id and the version decide.',
      ),
  })
  .refine(
    ({ deps_policy: policy, install_commands: commands }) =>
      (policy === 'hash-locked') === (commands !== undefined),
    {
      path: ['deps_policy'],
      message: 'Set install_commands and deps_policy = "hash-locked" together',
    },
  )
  .refine(({ deps_policy: policy, strategy }) => policy !== 'hash-locked' || strategy === 'releases', {
    path: ['deps_policy'],
    message: 'hash-locked takes strategy = "releases": only there has each version dependencies of its own',
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
