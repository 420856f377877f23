import { shellCommand } from '../../model/shell-command.ts';
import type { Known } from '../../model/known.ts';
import { withoutCredentials } from '../../model/without-credentials.ts';
import { holdsPassword } from '../config/remote-address.ts';
import { OLDEST_GIT, readGitVersion } from '../verify/git-version.ts';
import { othersMayWrite, type FileOwner } from './file-owner.ts';

/** What was seen of a host on which a service updates itself. */
export interface SetupSight {
  /** What `git --version` prints. */
  readonly git: Known<string>;
  /** Address of the remote. No check says what is secret in it. */
  readonly remote: string;
  /** What the remote says to somebody who would push; unobserved where it cannot even be read. */
  readonly push: Known<'refused' | 'accepted'>;
  /** `null`: the remote is not asked by SSH. */
  readonly ssh: Known<{
    readonly host: string;
    /** What `StrictHostKeyChecking` says. */
    readonly checking: string;
    /** Whether a key of the host is known. */
    readonly isPinned: boolean;
    /** Private keys that are offered. */
    readonly keys: readonly FileOwner[];
  }> | null;
  /** The files of trusted signers, each with all folders and links that lead there. */
  readonly pins: Known<readonly FileOwner[]>;
  /** The file of settings and what leads there below the folder of the service, as far as it is there. */
  readonly settings: readonly FileOwner[];
  /** Place of a line of them that names nobody's key; `undefined`: there is none. */
  readonly faultyPin: string | undefined;
  /** A file of trusted signers that lies in the checkout, where a commit could change it; `undefined`: there is none. */
  readonly pinInTree: string | undefined;
  /** Who updates, and whose the folder of the service is. */
  readonly user: { readonly uid: number; readonly ofService: Known<number> };
  /** What systemd says of each unit that has to be enabled, or that belongs to other settings and is there; `null`: no unit of the service is named. */
  readonly units: Known<{
    readonly wanted: ReadonlyMap<string, string>;
    readonly left: readonly string[];
  }> | null;
  /** What runs, and why that fails the health check; `null`: no address is set. */
  readonly health: Known<{ readonly commit: string; readonly illness: string | undefined }> | null;
  /** Where something listens that other hosts may reach, such as `every address, port 22`. */
  readonly listening: Known<readonly string[]>;
}

export interface SetupCheck {
  readonly id:
    | 'git'
    | 'remote'
    | 'deploy-key'
    | 'host-key'
    | 'key-files'
    | 'pins'
    | 'settings'
    | 'user'
    | 'units'
    | 'health'
    | 'ports';
  /** `told`: a person has to look whether it is meant. */
  readonly verdict: 'ok' | 'wrong' | 'unknown' | 'told';
  /** What was looked at, and what it says: a sentence. */
  readonly says: string;
  /** What to do, a sentence; `null`: nothing. */
  readonly next: string | null;
}

/** Whether a host is set up so that nobody can bring it a version but who signs one. */
export function judgeSetup(sight: SetupSight): readonly SetupCheck[] {
  return [
    gitCheck(sight),
    remoteCheck(sight),
    deployKey(sight),
    ...sshChecks(sight),
    pinsCheck(sight),
    settingsCheck(sight),
    userCheck(sight),
    ...unitsCheck(sight),
    healthCheck(sight),
    portsCheck(sight),
  ];
}

function gitCheck(sight: SetupSight): SetupCheck {
  const git = readGitVersion(sight.git);
  const next = `Install git ${OLDEST_GIT} or newer.`;
  if (!git.known)
    return unknown('git', `Lockkeeper cannot determine which git runs here: ${git.reason}.`, next);
  const { version, isTooOld } = git.value;
  return isTooOld
    ? wrong('git', `git ${version} cannot verify SSH signatures.`, next)
    : ok('git', `git ${version} verifies SSH signatures.`);
}

function remoteCheck({ remote: address, ssh }: SetupSight): SetupCheck {
  const remote = withoutCredentials(address);
  if (holdsPassword(address))
    return wrong(
      'remote',
      `The address ${remote} holds a password, so nothing is fetched.`,
      'Use a deploy key or a credential helper, and take it out.',
    );
  if (/^(?:\/|[A-Za-z]:[\\/]|file:\/\/)/.test(remote))
    return ok('remote', `${remote} is a file of this host: nothing is asked over a network.`);
  const isSafe = ssh !== null || remote.startsWith('https://');
  return isSafe
    ? ok('remote', `${remote} is asked over an encrypted connection, which starts here.`)
    : wrong('remote', `${remote} is no address of https or ssh.`, 'Set update.remote to one.');
}

function deployKey({ push, remote: address }: SetupSight): SetupCheck {
  const remote = withoutCredentials(address);
  if (!push.known)
    return unknown('deploy-key', `Lockkeeper cannot determine who may push: ${push.reason}.`, ASK_REMOTE);
  return push.value === 'refused'
    ? ok('deploy-key', `${remote} can be read, and refuses a push.`)
    : wrong(
        'deploy-key',
        `${remote} takes a push from this host.`,
        'Give the host a deploy key without write access.',
      );
}

const ASK_REMOTE = 'See that git ls-remote can read the remote as this user, and try again.';

function sshChecks({ ssh }: SetupSight): readonly SetupCheck[] {
  if (ssh === null) return [];
  if (!ssh.known)
    return [
      unknown(
        'host-key',
        `Lockkeeper cannot determine which host keys are known: ${ssh.reason}.`,
        'Run it as this user: ssh must be installed, and able to read its settings.',
      ),
    ];
  const { host, checking, isPinned, keys } = ssh.value;
  const isStrict = isPinned && ['yes', 'true', 'ask'].includes(checking);
  const open = keys.filter(({ mode }) => (mode & 0o077) !== 0).map(({ path }) => path);
  return [
    isStrict
      ? ok(
          'host-key',
          `A key of ${host} is known, and no other is taken (StrictHostKeyChecking ${checking}).`,
        )
      : wrong(
          'host-key',
          isPinned
            ? `StrictHostKeyChecking is ${checking} for ${host}.`
            : `No key of ${host} is known to this user.`,
          isPinned
            ? 'Set it to yes.'
            : `Add its key to known_hosts, from where its owner publishes it: ssh-keyscan believes whoever answers.`,
        ),
    keys.length === 0
      ? unknown('key-files', 'No key file of this user was found.', 'Name the deploy key in ~/.ssh/config.')
      : open.length === 0
        ? ok('key-files', `Only their owner reads ${keys.map(({ path }) => path).join(', ')}.`)
        : wrong('key-files', `Others may read ${open.join(', ')}.`, shellCommand(['chmod', '600', ...open])),
  ];
}

function pinsCheck({ pins, faultyPin, pinInTree, user }: SetupSight): SetupCheck {
  if (!pins.known)
    return wrong('pins', `No signer is trusted: ${pins.reason}.`, 'Write update.allowed_signers.');
  if (pinInTree !== undefined)
    return wrong(
      'pins',
      `${pinInTree} lies in the checkout, where a pushed commit could change it.`,
      'Move it to /etc/lockkeeper, and correct the settings.',
    );
  if (faultyPin !== undefined)
    return wrong(
      'pins',
      `${faultyPin} is no line of allowed_signers.`,
      'Write: nina@example.com namespaces="git" ssh-ed25519 AAAA...',
    );
  const { uid } = user;
  // An update takes those of its own user: on a host of one person there may be no other. Here it has to be said.
  const open = pins.value.filter((place) => othersMayWrite(place, uid) || (uid !== 0 && place.uid === uid));
  const names = pins.value.map(({ path }) => path).join(', ');
  return open.length === 0
    ? ok('pins', `Neither the service nor others may write ${names}.`)
    : wrong(
        'pins',
        `The service or others may write ${open.map(({ path }) => path).join(', ')}.`,
        'Let root own them, and nobody else write them.',
      );
}

function settingsCheck({ settings, user: { uid } }: SetupSight): SetupCheck {
  const open = settings.filter((place) => othersMayWrite(place, uid)).map(({ path }) => path);
  return open.length === 0
    ? ok('settings', `Only root and user ${uid} may write the settings of updates.`)
    : wrong(
        'settings',
        `Others may write ${open.join(', ')}, which says what programs updates run.`,
        `Let user ${uid} own them, and run ${shellCommand(['chmod', 'go-w', ...open])}`,
      );
}

function userCheck({ user: { uid, ofService } }: SetupSight): SetupCheck {
  if (!ofService.known)
    return unknown(
      'user',
      `Lockkeeper cannot determine the owner of the service: ${ofService.reason}.`,
      'Look at its folder.',
    );
  if (uid === 0)
    return wrong('user', 'This runs as root.', 'Run it, and updates, as the user of the service.');
  return uid === ofService.value
    ? ok('user', `User ${uid} updates, and owns the folder of the service.`)
    : wrong(
        'user',
        `User ${uid} updates, and user ${ofService.value} owns the folder of the service.`,
        'Update as the user of the service.',
      );
}

function unitsCheck({ units }: SetupSight): readonly SetupCheck[] {
  if (units === null) return [];
  if (!units.known)
    return [unknown('units', `Systemd was not asked: ${units.reason}.`, 'Run it on the host.')];
  const { wanted, left } = units.value;
  const off = Array.from(wanted, ([name, state]) => ({ name, state })).filter(
    ({ state }) => state !== 'enabled',
  );
  return [
    off.length === 0
      ? ok('units', `Enabled: ${[...wanted.keys()].join(', ')}.`)
      : wrong(
          'units',
          `Not ready: ${off.map(({ name, state }) => `${name} (${state})`).join(', ')}.`,
          'Run lockkeeper generate systemd, and the commands that it prints.',
        ),
    ...(left.length === 0
      ? []
      : [
          wrong(
            'units',
            `Left from other settings: ${left.join(', ')}.`,
            'Run systemctl disable --now for each as root, and remove it from /etc/systemd/system.',
          ),
        ]),
  ];
}

function healthCheck({ health }: SetupSight): SetupCheck {
  if (health === null)
    return wrong('health', 'No health check is set, so nothing is applied.', 'Set update.health_url.');
  if (!health.known)
    return unknown(
      'health',
      `Lockkeeper cannot determine which version runs: ${health.reason}.`,
      'Repair that first.',
    );
  const { commit, illness } = health.value;
  return illness === undefined
    ? ok('health', `The service says that it runs ${commit.slice(0, 12)}, which is installed.`)
    : wrong('health', `The running version fails its health check: ${illness}.`, MEND);
}

const MEND = 'Correct update.health_url, or repair the service.';

function portsCheck({ listening }: SetupSight): SetupCheck {
  if (!listening.known)
    return unknown(
      'ports',
      `Lockkeeper cannot determine what listens here: ${listening.reason}.`,
      'Run it on the host.',
    );
  return listening.value.length === 0
    ? ok('ports', 'Nothing listens here that another host could reach. An update itself never listens.')
    : {
        id: 'ports',
        verdict: 'told',
        says: `Other hosts may reach ${listening.value.join('; ')}. An update itself never listens.`,
        next: 'See that each is meant: a dashboard or an API.',
      };
}

function ok(id: SetupCheck['id'], says: string): SetupCheck {
  return { id, verdict: 'ok', says, next: null };
}

function wrong(id: SetupCheck['id'], says: string, next: string): SetupCheck {
  return { id, verdict: 'wrong', says, next };
}

function unknown(id: SetupCheck['id'], says: string, next: string): SetupCheck {
  return { id, verdict: 'unknown', says, next };
}
