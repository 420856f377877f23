import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { lintUpdateConfig } from './lint-update-config.ts';
import { readUpdateConfig } from './read-update-config.ts';
import { UPDATE_KEYS, updateFileSchema, updateJsonSchema } from './update-schema.ts';

/** As the document that asked for it proposes it. */
const SEED = `# config/update.toml
[update]
channel = "main"        # or "stable"
interval_minutes = 60
auto_restart = true
require_signed_tags = true
max_failures_per_day = 2
`;

function settingsOf(text: string | undefined, environment: Record<string, string> = {}) {
  const reading = readUpdateConfig(text, environment);
  if (reading.kind === 'invalid') throw new Error(JSON.stringify(reading.problems));
  return reading;
}

function problemsOf(text: string | undefined, environment: Record<string, string> = {}) {
  const reading = readUpdateConfig(text, environment);
  if (reading.kind === 'config') throw new Error('It is valid.');
  return reading.problems;
}

/** What each number may be, written a second time. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  interval_minutes: [1, 10_080],
  health_seconds: [1, 3600],
  bake_seconds: [0, 3600],
  command_seconds: [1, 86_400],
  quiesce_seconds: [1, 3600],
  keep_releases: [1, 100],
  fetch_timeout_seconds: [1, 3600],
  fetch_max_mb: [1, 1_000_000],
  max_failures_per_day: [1, 100],
  max_attempts_per_day: [1, 100],
  max_save_age_minutes: [0, 10_080],
  wariness: [0, 1],
};

interface Property {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

function propertyOf(key: string): Property {
  return JSON.parse(JSON.stringify(updateJsonSchema())).properties.update.properties[key];
}

describe('config/update.toml', () => {
  test('is read as the document proposes it [row 3.35] [row 3.36] [row 3.37] [row 3.38] [row 3.39]', () => {
    const { settings, sources } = settingsOf(SEED);
    expect(settings).toMatchObject({
      channel: 'main',
      interval_minutes: 60,
      auto_restart: true,
      require_signed_tags: true,
      max_failures_per_day: 2,
    });
    const lines = sources.flatMap(({ key, source }) =>
      source.kind === 'file' ? [[key, source.at.start.line + 1]] : [],
    );
    expect(Object.fromEntries(lines)).toEqual({
      channel: 3,
      interval_minutes: 4,
      auto_restart: 5,
      require_signed_tags: 6,
      max_failures_per_day: 7,
    });
  });

  test.each([
    ['with line ends of Windows', SEED.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\uFEFF${SEED}`],
    ['with dotted keys', 'update.channel = "main"\nupdate.interval_minutes = 60\n'],
    ['as an inline table', 'update = { channel = "main", interval_minutes = 60 }\n'],
  ])('may be written %s', (_, text) => {
    const { settings, sources } = settingsOf(text);
    expect(settings).toMatchObject({ channel: 'main', interval_minutes: 60 });
    expect(sources.find(({ key }) => key === 'channel')?.source.kind).toBe('file');
  });

  test.each([
    ['no file', undefined],
    ['an empty file', ''],
    ['an empty table', '[update]\n'],
  ])('leaves the defaults where there is %s', (_, text) => {
    const { settings, sources } = settingsOf(text);
    expect(settings).toMatchObject({ enabled: true, channel: 'stable', max_failures_per_day: 2 });
    expect(new Set(sources.map(({ source }) => source.kind))).toEqual(new Set(['default']));
  });

  test.each([
    ['a channel that is none [row 3.35]', 'channel = "stabel"', 11, 'stable'],
    ['a number as a channel [row 3.35]', 'channel = 1', 11, undefined],
    ['no interval at all [row 3.36]', 'interval_minutes = 0', 20, undefined],
    ['an interval over a week [row 3.36]', 'interval_minutes = 10081', 20, undefined],
    ['half a minute [row 3.36]', 'interval_minutes = 0.5', 20, undefined],
    ['a text as an interval [row 3.36]', 'interval_minutes = "60"', 20, undefined],
    ['a number as a switch [row 3.37]', 'auto_restart = 1', 16, undefined],
    ['a text as a switch [row 3.38]', 'require_signed_tags = "true"', 23, undefined],
    ['no failure at all [row 3.39]', 'max_failures_per_day = 0', 24, undefined],
    ['a negative number of failures [row 3.39]', 'max_failures_per_day = -1', 24, undefined],
    ['an unknown key', 'chanel = "main"', 1, 'channel'],
    ['a key that nothing enforces yet', 'cohort = "early"', 1, undefined],
    ['a strategy that is none [row 3.17]', 'strategy = "in-place"', 12, 'inplace'],
    ['a health check that a network can change', 'health_url = "http://example.com/"', 14, undefined],
    ['a health check with a password', 'health_url = "https://a:b@example.com/"', 14, undefined],
    ['a unit that is an option', 'service_unit = "--all.service"', 16, undefined],
    ['a database that nobody can bring back', 'database = { backup = ["b"] }', undefined, undefined],
    ['a program that is none', 'save_command = []', 16, undefined],
    ['a mirror that is wherever somebody works', 'mirror = "mirror.git"', 10, undefined],
    ['trusted keys that are wherever somebody works', 'allowed_signers = "keys"', 19, undefined],
    ['a branch that is an option', 'branch = "-D"', 10, undefined],
    ['a branch that is two', 'branch = "a..b"', 10, undefined],
    ['a branch that is a pattern', 'branch = "*"', 10, undefined],
    ['a lock outside of the version', 'deps_lock = "../requirements.lock"', 13, undefined],
    ['programs that install and nobody lets', 'install_commands = [["pip"]]', undefined, undefined],
    [
      'dependencies that nothing installs',
      'strategy = "releases"\ndeps_policy = "hash-locked"',
      undefined,
      undefined,
    ],
    [
      'dependencies that two versions share',
      'deps_policy = "hash-locked"\ninstall_commands = [["pip"]]',
      undefined,
      undefined,
    ],
    ['no time at all', 'fetch_timeout_seconds = 0', 25, undefined],
    ['no room at all', 'fetch_max_mb = 0', 16, undefined],
    ['the same key twice', 'channel = "main"\nchannel = "stable"', undefined, undefined],
    ['no TOML', 'channel = ', undefined, undefined],
  ])('refuses %s, with its place', (...[, line, column, instead]) => {
    const [problem, ...others] = problemsOf(`[update]\n${line}\n`);
    expect(others).toEqual([]);
    expect(problem?.at?.path).toBe('config/update.toml');
    if (column !== undefined) expect(problem?.at?.start).toEqual({ line: 1, character: column - 1 });
    expect(problem?.meant?.instead).toBe(instead);
  });

  test.each(Object.entries(RANGES))('takes %s within its range alone, and names it', (key, [least, most]) => {
    const { minimum, maximum, type } = propertyOf(key);
    expect([minimum, maximum]).toEqual([least, most]);
    for (const value of [least, most])
      expect(settingsOf(`[update]\n${key} = ${value}\n`).settings).toMatchObject({ [key]: value });
    const step = type === 'integer' ? 1 : 0.01;
    for (const [value, limit] of [
      [least - step, least],
      [most + step, most],
    ] as const)
      expect(problemsOf(`[update]\n${key} = ${value}\n`), `${value}`).toEqual([
        expect.objectContaining({
          message: expect.stringMatching(new RegExp(`update\\.${key}\\b.*\\b${limit}\\b`)),
          at: expect.objectContaining({
            path: 'config/update.toml',
            start: { line: 1, character: key.length + 3 },
          }),
        }),
      ]);
  });

  test('knows the range of every number', () => {
    const numbers = UPDATE_KEYS.filter((key) => ['integer', 'number'].includes(propertyOf(key).type ?? ''));
    expect(numbers).toEqual(Object.keys(RANGES));
  });

  test.each(UPDATE_KEYS)('refuses a %s of another type, with its place', (key) => {
    const { type } = propertyOf(key);
    const value = type === 'string' ? '1' : '"x"';
    expect(problemsOf(`[update]\n${key} = ${value}\n`)).toEqual([
      expect.objectContaining({
        message: expect.stringContaining(`update.${key}`),
        at: expect.objectContaining({ start: { line: 1, character: key.length + 3 } }),
      }),
    ]);
  });

  test.each([
    ['', '\n'],
    ['above the header', '[update]\nenabled = true\n'],
    ['and no header but that of a window', '[[update.windows]]\nfrom = "22:00"\nto = "04:00"\n'],
  ])('names the missing header once, with settings at the top %s', (_, below) => {
    const text = `# ours\nchannel = "stabel"\nautorestart = true\nremote = "/srv/bot.git"\n${below}`;
    const [problem, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      message: 'The header [update] is missing above channel. Put it before all settings.',
      at: { start: { line: 1, character: 0 } },
    });
  });

  test('refuses a table that is none of its own, and says every mistake at once', () => {
    expect(problemsOf('[updates]\nchannel = "main"\n')[0]?.meant?.instead).toBe('update');
    expect(problemsOf('[update]\nchannel = 1\nauto_restart = 2\nx = 3\n')).toHaveLength(3);
  });

  test('is never read without an answer, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['config', 'invalid']).toContain(readUpdateConfig(text, {}).kind);
      }),
    );
  });

  test('has a schema that names every key and what it means', () => {
    const keys = Object.keys(updateFileSchema.shape.update.unwrap().shape);
    const { properties } = JSON.parse(JSON.stringify(updateJsonSchema())).properties.update;
    expect(Object.keys(properties)).toEqual(keys);
    for (const key of keys) expect(properties[key].description).toMatch(/\.$/);
  });
});

describe('a variable of the environment', () => {
  test('wins over the file, and the file over the default [row 3.40] [row 3.41] [row 3.42]', () => {
    const { settings, sources } = settingsOf(SEED, {
      BOT_AUTO_UPDATE: '0',
      BOT_UPDATE_INTERVAL: '15',
      BOT_UPDATE_CHANNEL: 'stable',
    });
    expect(settings).toMatchObject({ enabled: false, interval_minutes: 15, channel: 'stable' });
    const source = Object.fromEntries(sources.map((one) => [one.key, one.source]));
    expect(source).toMatchObject({
      enabled: { kind: 'environment', variable: 'BOT_AUTO_UPDATE' },
      interval_minutes: { kind: 'environment', variable: 'BOT_UPDATE_INTERVAL' },
      channel: { kind: 'environment', variable: 'BOT_UPDATE_CHANNEL' },
      auto_restart: { kind: 'file' },
    });
  });

  test.each([
    ['BOT_AUTO_UPDATE', '1', { enabled: true }],
    ['BOT_AUTO_UPDATE', '0', { enabled: false }],
    ['BOT_UPDATE_INTERVAL', '60', { interval_minutes: 60 }],
    ['BOT_UPDATE_INTERVAL', '10080', { interval_minutes: 10_080 }],
    ['BOT_UPDATE_CHANNEL', 'main', { channel: 'main' }],
    ['BOT_UPDATE_CHANNEL', 'stable', { channel: 'stable' }],
  ])('%s=%s is taken [row 3.40] [row 3.41] [row 3.42]', (variable, text, expected) => {
    expect(settingsOf(undefined, { [variable]: text }).settings).toMatchObject(expected);
  });

  test.each([
    ...['', ' ', 'yes', 'true', '2', '01', '1 ', 'on'].map((text) => ['BOT_AUTO_UPDATE', text]),
    ...['', '0', '-5', '1.5', '60m', '1e3', '0x3c', ' 60', '10081', 'hourly', '\u0666\u0660'].map((text) => [
      'BOT_UPDATE_INTERVAL',
      text,
    ]),
    ...['', 'Main', 'master', 'stabel', 'main '].map((text) => ['BOT_UPDATE_CHANNEL', text]),
  ])('%s=%j is a mistake, not a default [row 3.40] [row 3.41] [row 3.42]', (variable = '', text = '') => {
    const problems = problemsOf(SEED, { [variable]: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(variable);
    expect(problems[0]?.at).toBeUndefined();
  });

  test('does not hide a mistake of the file', () => {
    expect(problemsOf('[update]\nchannel = 1\n', { BOT_UPDATE_CHANNEL: 'main' })).toHaveLength(1);
  });
});

describe('the lint of settings', () => {
  test.each([
    ['channel = "main"', ['main-verifies-commits']],
    ['channel = "stable"', []],
    ['channel = "main"\nrequire_signed_tags = false', ['unsigned-updates']],
    ['auto_restart = false', ['never-restarts']],
    ['remote = "http::https://ada:s3cret@example.com/x.git"', ['remote-password']],
    ['remote = "ssh://git@example.com/x.git"', []],
    ['enabled = false\nauto_restart = false', ['switched-off']],
  ])('of %j says %j', (lines, ids) => {
    expect(lintUpdateConfig(settingsOf(`[update]\n${lines}\n`)).map(({ id }) => id)).toEqual(ids);
  });
});
