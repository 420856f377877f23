import { describe, expect, test } from 'vitest';

import { generateSystemd } from './generate-systemd.ts';
import type { UnitPlace, UnitSettings } from './systemd-units.ts';

const PLACE: UnitPlace = { profile: 'live', root: '/srv/bot', user: 'bot', program: ['lockkeeper'] };
const SETTINGS: UnitSettings = {
  interval_minutes: 60,
  strategy: 'inplace',
  service_unit: 'bot.service',
  restart_by: 'systemctl',
  mirror: '/var/lib/bot/mirror.git',
};

function files(place: Partial<UnitPlace> = {}, settings: Partial<UnitSettings> = {}) {
  const made = generateSystemd({ ...PLACE, ...place }, { ...SETTINGS, ...settings });
  if (made.kind !== 'files') throw new Error(made.problem);
  return new Map(made.files.map(({ path, text }) => [path, text]));
}

function problem(place: Partial<UnitPlace>, settings: Partial<UnitSettings> = {}) {
  const made = generateSystemd({ ...PLACE, ...place }, { ...SETTINGS, ...settings });
  return made.kind === 'problem' ? made.problem : undefined;
}

describe('the units', () => {
  test('root has a part only where the updater may not restart the service', () => {
    const own = ['update-live.timer', 'update-live.service', 'recover-live.service'];
    const ofRoot = ['restart-live.path', 'restart-live.service', 'stop-live.path', 'stop-live.service'];
    const unitsOf = (names: readonly string[]) => names.map((name) => `systemd/lockkeeper-${name}`);
    expect([...files().keys()]).toEqual([...unitsOf(own), 'scripts/bot_update.py']);
    expect([...files({}, { restart_by: 'path-unit' }).keys()]).toEqual([
      ...unitsOf([...own, ...ofRoot]),
      'scripts/bot_update.py',
    ]);
  });

  test('those of root belong to nothing once the updater may restart the service itself', () => {
    const unwantedBy = (restart_by: UnitSettings['restart_by']) => {
      const made = generateSystemd(PLACE, { ...SETTINGS, restart_by });
      return made.kind === 'files' ? made.unwanted : undefined;
    };
    expect(unwantedBy('path-unit')).toEqual([]);
    expect(new Set(unwantedBy('systemctl'))).toEqual(
      new Set([...files({}, { restart_by: 'path-unit' }).keys()].filter((name) => !files().has(name))),
    );
  });

  test('an update that was killed is started again, and one that ended by itself is not', () => {
    const text = files().get('systemd/lockkeeper-update-live.service') ?? '';
    expect(text).toContain('\nRestart=on-abnormal\n');
  });

  test.each<readonly [UnitSettings['strategy'], string | undefined, readonly string[]]>([
    ['inplace', '/var/lib/bot/mirror.git', ['/srv/bot', '/var/lib/bot']],
    ['releases', undefined, ['/srv/bot']],
    ['releases', '/srv/bot/mirror.git', ['/srv/bot']],
  ])('an update with the strategy %s and the mirror %s may write %j', (strategy, mirror, folders) => {
    const text = files({}, { strategy, mirror }).get('systemd/lockkeeper-update-live.service') ?? '';
    expect(text.match(/^ReadWritePaths=.*$/gm)).toEqual(folders.map((one) => `ReadWritePaths="${one}"`));
  });

  test('each says what writes it again, with all that it was written with', () => {
    const all = files({ root: '/srv/a bot', program: ['/usr/bin/node', '/opt/lk/lockkeeper.cjs'] });
    const command = `lockkeeper generate systemd --profile live --user bot --service-root '/srv/a bot' --program '/usr/bin/node /opt/lk/lockkeeper.cjs'`;
    for (const text of all.values()) expect(text).toContain(`; run ${command}\n`);
  });

  test('a name with a blank is one word, and a percent sign no specifier', () => {
    const text = files({ root: '/srv/a 100% bot' }).get('systemd/lockkeeper-update-live.service');
    expect(text).toContain('ExecStart=lockkeeper update run --profile live --root "/srv/a 100%% bot"\n');
    expect(text).toContain('ReadWritePaths="/srv/a 100%% bot"\n');
  });

  test.each<readonly [string, Partial<UnitPlace>, Partial<UnitSettings>]>([
    ['Set update.service_unit', {}, { service_unit: undefined }],
    ['Set update.mirror', {}, { mirror: undefined }],
    ['holds a sign that no unit can', { root: '/srv/a\nExecStart=x' }, {}],
    ['holds a sign that no unit can', { user: 'a"b' }, {}],
    ['cannot be called after the profile', { profile: 'a b' }, {}],
    ['and / is not of the service alone', {}, { strategy: 'releases', mirror: '/mirror.git' }],
    ['and /srv is not of the service alone', {}, { mirror: '/srv/mirror.git' }],
    ['and /var/lib is not of the service alone', {}, { mirror: '/var/lib/x.git' }],
    ['and /etc/lockkeeper is not of the service alone', {}, { mirror: '/etc/lockkeeper/x.git' }],
  ])('there are none where somebody has to act: %s', (said, place, settings) => {
    expect(problem(place, settings)).toContain(said);
  });
});
