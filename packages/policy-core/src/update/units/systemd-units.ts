import type { UpdateSettings } from '../config/update-schema.ts';

/** Where a service is installed, and as whom it is updated. */
export interface UnitPlace {
  readonly profile: string;
  /** Of the service, absolute. */
  readonly root: string;
  /** Of the update: that of the service. */
  readonly user: string;
  /** Lockkeeper, as the first words of a command of systemd. */
  readonly program: readonly string[];
}

export interface UnitFile {
  /** Such as `lockkeeper-update-live.timer`. */
  readonly name: string;
  readonly text: string;
}

export type UnitSettings = Pick<
  UpdateSettings,
  'interval_minutes' | 'strategy' | 'service_unit' | 'restart_by' | 'mirror'
>;

/** The units, or why there can be none, and what to do, in sentences. */
export type SystemdUnits =
  | { readonly kind: 'units'; readonly units: readonly UnitFile[] }
  | { readonly kind: 'problem'; readonly problem: string };

/**
 * The units that update a service: a timer, the update in a cgroup of its own, so that the restart it causes does not end
 * it, what ends an interrupted one before the service is started, and what restarts the service for a user who may not.
 */
export function systemdUnits(place: UnitPlace, settings: UnitSettings): SystemdUnits {
  const { service_unit: service, strategy, mirror } = settings;
  if (service === undefined)
    return problem('No unit of the service is named. Set update.service_unit, such as "bot.service".');
  if (strategy === 'inplace' && mirror === undefined)
    return problem('The units have to say where the mirror lies. Set update.mirror to an absolute path.');
  const odd = [place.root, place.user, ...place.program, ...(mirror === undefined ? [] : [mirror])].find(
    (word) => /[\p{Cc}"\\]/u.test(word),
  );
  if (odd !== undefined)
    return problem(`${JSON.stringify(odd)} holds a sign that no unit can. Give it another name.`);
  if (!/^[\w.-]+$/.test(place.profile))
    return problem(`A unit cannot be called after the profile ${JSON.stringify(place.profile)}.`);
  const writable = writableFolders(place, settings);
  const shared = writable.find((folder) => folder !== place.root && OF_OTHERS.test(folder));
  if (shared !== undefined)
    return problem(
      `An update may write the folder of the mirror, and ${shared} is not of the service alone. Set update.mirror to a folder deeper, such as "/var/lib/${place.profile}/mirror.git".`,
    );
  const at = { ...place, service, writable };
  return {
    kind: 'units',
    units: [
      timer(at, settings),
      update(at),
      recover(at),
      ...(settings.restart_by === 'path-unit' ? VERBS.flatMap((verb) => asRoot(verb, at)) : []),
    ],
  };
}

interface At extends UnitPlace {
  readonly service: string;
  readonly writable: readonly string[];
}

function problem(text: string): SystemdUnits {
  return { kind: 'problem', problem: text };
}

function writableFolders({ root }: UnitPlace, { strategy, mirror }: UnitSettings): readonly string[] {
  const beside = mirror === undefined ? [] : [mirror.slice(0, mirror.lastIndexOf('/')) || '/'];
  return strategy === 'releases' ? [...new Set([root, ...beside])] : [root, ...beside];
}

/** Folders of the system, or in which every service has its own. */
const OF_OTHERS = /^\/(?:[^/]*|var\/[^/]+|(?:boot|etc|usr)\/.+)$/;

function timer({ profile }: At, { interval_minutes: minutes }: UnitSettings): UnitFile {
  return unit(`lockkeeper-update-${profile}.timer`, [
    ['Unit', [`Description=Look for an update of ${profile}`]],
    [
      'Timer',
      [
        'OnBootSec=2min',
        `OnUnitInactiveSec=${minutes}min`,
        // Hosts of one fleet do not all ask at once.
        `RandomizedDelaySec=${Math.ceil((minutes * 60) / 10)}`,
      ],
    ],
    ['Install', ['WantedBy=timers.target']],
  ]);
}

function update(at: At): UnitFile {
  return unit(`lockkeeper-update-${at.profile}.service`, [
    [
      'Unit',
      [
        `Description=Update ${at.profile} from a signed release`,
        'Wants=network-online.target',
        `After=network-online.target lockkeeper-recover-${at.profile}.service`,
      ],
    ],
    [
      'Service',
      [
        'Type=oneshot',
        `ExecStart=${command(at, ['update', 'run'])}`,
        // Another update is under way, or there is nothing to take: neither is a failure of the timer.
        'SuccessExitStatus=4',
        // One that was killed may have stopped the service. The updater itself gives up after the fifth time.
        'Restart=on-abnormal',
        'RestartSec=30',
        ...hardened(at),
      ],
    ],
  ]);
}

function recover(at: At): UnitFile {
  return unit(`lockkeeper-recover-${at.profile}.service`, [
    [
      'Unit',
      [
        `Description=End an interrupted update of ${at.profile}`,
        `Before=${at.service}`,
        'After=local-fs.target',
      ],
    ],
    [
      'Service',
      [
        'Type=oneshot',
        // Once at each boot: the restarts of an update must not wait for it.
        'RemainAfterExit=yes',
        `ExecStart=${command(at, ['update', 'recover', '--before-start'])}`,
        'SuccessExitStatus=4',
        ...hardened(at),
      ],
    ],
    ['Install', [`RequiredBy=${at.service}`]],
  ]);
}

const VERBS = ['restart', 'stop'] as const;

/** Units by what a host does with them. */
export interface HostUnits {
  /** Have to be enabled. */
  readonly enabled: readonly string[];
  /** Came with other settings, and belong to nothing any more. */
  readonly unwanted: readonly string[];
}

export function hostUnits(profile: string, by: UnitSettings['restart_by']): HostUnits {
  const own = [`lockkeeper-update-${profile}.timer`, `lockkeeper-recover-${profile}.service`];
  const names = VERBS.map((verb) => `lockkeeper-${verb}-${profile}`);
  const paths = names.map((name) => `${name}.path`);
  return by === 'path-unit'
    ? { enabled: [...own, ...paths], unwanted: [] }
    : { enabled: own, unwanted: [...paths, ...names.map((name) => `${name}.service`)] };
}

/**
 * The only things that root does: it takes the file away, calls systemctl for this one unit, and says how that ended where
 * nobody else may write.
 */
function asRoot(verb: (typeof VERBS)[number], { profile, service, root }: At): readonly UnitFile[] {
  const name = `lockkeeper-${verb}-${profile}`;
  const file = `${root}/bot_persistence/${profile}/meta/service_${verb}`;
  return [
    unit(`${name}.path`, [
      ['Unit', [`Description=Wait until an update wants to ${verb} ${service}`]],
      ['Path', [`PathExists=${percents(file)}`]],
      ['Install', ['WantedBy=multi-user.target']],
    ]),
    unit(`${name}.service`, [
      [
        'Unit',
        [
          `Description=${verb === 'stop' ? 'Stop' : 'Restart'} ${service} for an update`,
          // It takes back what a power cut left.
          `After=lockkeeper-recover-${profile}.service`,
          `ConditionPathExists=${percents(file)}`,
        ],
      ],
      [
        'Service',
        [
          'Type=oneshot',
          `RuntimeDirectory=${name}`,
          'RuntimeDirectoryPreserve=yes',
          // Once the wish is gone, what the result says is its end.
          `ExecStart=/bin/rm -f /run/${name}/result`,
          `ExecStart=/bin/rm -f "${percents(file)}"`,
          ...(verb === 'restart' ? [`ExecStart=-/bin/systemctl reset-failed ${service}`] : []),
          `ExecStart=/bin/systemctl ${verb} ${service}`,
          `ExecStopPost=/bin/sh -c 'echo "$SERVICE_RESULT" > /run/${name}/result'`,
          'NoNewPrivileges=yes',
          'PrivateTmp=yes',
        ],
      ],
    ]),
  ];
}

/** What an update has no need of. It needs the network, git, ssh-keygen and the programs of the settings. */
function hardened({ user, writable }: At): readonly string[] {
  return [
    `User=${user}`,
    'UMask=0022',
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
    'ProtectHome=read-only',
    ...writable.map((folder) => `ReadWritePaths="${percents(folder)}"`),
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'ProtectKernelTunables=yes',
    'ProtectKernelModules=yes',
    'ProtectControlGroups=yes',
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
    'RestrictSUIDSGID=yes',
    'LockPersonality=yes',
  ];
}

function command({ program, profile, root }: At, words: readonly string[]): string {
  return [...program, ...words, '--profile', profile, '--root', root]
    .map((word) => (/^[\w@+=:,./-]+$/.test(word) ? word : `"${percents(word).replaceAll('$', '$$$$')}"`))
    .join(' ');
}

/** A percent sign begins a specifier. */
function percents(text: string): string {
  return text.replaceAll('%', '%%');
}

type Section = readonly [name: string, lines: readonly string[]];

function unit(name: string, sections: readonly Section[]): UnitFile {
  const text = sections.map(([section, lines]) => [`[${section}]`, ...lines, ''].join('\n')).join('\n');
  return { name, text };
}
