import type { SettingSource, UpdateProblem, WrittenSettings } from './update-config.ts';
import { SETTING_SCHEMAS, UPDATE_CHANNELS, type UpdateKey } from './update-schema.ts';
import { meantAmong } from '../../policy/meant-word.ts';

/** Variables by their name; one that is not set is left out or `undefined`. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface Override {
  readonly variable: string;
  readonly key: UpdateKey;
  /** What a text stands for; `undefined`: for nothing. */
  readonly read: (text: string) => unknown;
  /** What may stand there, behind "Set it to". */
  readonly advice: string;
}

const SWITCH: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['0', false],
]);

const OVERRIDES: readonly Override[] = [
  {
    variable: 'BOT_AUTO_UPDATE',
    key: 'enabled',
    read: (text) => SWITCH.get(text),
    advice: '1 or 0',
  },
  {
    variable: 'BOT_UPDATE_INTERVAL',
    key: 'interval_minutes',
    read: (text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined),
    advice: 'whole minutes from 1 to 10080',
  },
  { variable: 'BOT_UPDATE_CHANNEL', key: 'channel', read: (text) => text, advice: 'main or stable' },
];

/** What the environment sets. A variable that is set to nothing is a mistake like any other: nobody knows what it was to be. */
export function environmentOverrides(environment: Environment): WrittenSettings {
  const settings: Record<string, unknown> = {};
  const sources = new Map<UpdateKey, SettingSource>();
  const problems: UpdateProblem[] = [];
  for (const { variable, key, read, advice } of OVERRIDES) {
    const text = environment[variable];
    if (text === undefined) continue;
    const value = read(text);
    if (value === undefined || !SETTING_SCHEMAS[key].safeParse(value, { jitless: true }).success) {
      problems.push({
        message: `${variable} is ${JSON.stringify(text)}. Set it to ${advice}, or unset it.`,
        at: undefined,
        ...(key === 'channel' ? meantAmong(text, UPDATE_CHANNELS) : {}),
      });
      continue;
    }
    settings[key] = value;
    sources.set(key, { kind: 'environment', variable });
  }
  return { settings, sources, problems };
}
