import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

/** A systemd of its own, in namespaces of this machine: its units, its cgroups, its own view of the disk. */
export interface RealSystemd {
  /** As root, beside its processes. */
  run(words: readonly string[]): { readonly code: number; readonly stdout: string; readonly stderr: string };
  /** Everything in it ends at once, as in a power cut. */
  end(): Promise<void>;
}

/** Why there can be none here; `undefined`: there can. */
export function whyNoSystemd(): string | undefined {
  if (process.platform !== 'linux') return 'systemd runs on Linux only';
  if (process.getuid?.() !== 0) return 'only root may make the namespaces';
  const absent = NEEDED.find((program) => !existsSync(program));
  if (absent !== undefined) return `${absent} is not installed`;
  const tried = spawnSync('unshare', ['--pid', '--fork', '--mount', '--uts', '--ipc', '--cgroup', 'true']);
  return tried.status === 0 ? undefined : 'this machine allows no namespaces';
}

const NEEDED = ['/lib/systemd/systemd', '/usr/bin/dbus-daemon', '/usr/lib/polkit-1/polkitd'];

/** The disk of a host that systemd boots from. */
export interface Disk {
  /** By their absolute paths: no other unit lies in `/etc/systemd/system`. */
  readonly files: Readonly<Record<string, string>>;
  /** Units that were enabled before. */
  readonly enabled: readonly string[];
  /** A folder that outlives it, absolute. */
  readonly shared: string;
}

/** Whatever is wanted by it starts at boot. */
export const BOOT_TARGET = 'lockkeeper-test.target';

/**
 * Sees what this machine has below `/`, and writes none of it: all but `shared` is gone with it. A user asks it over the bus,
 * and polkit says what that user may.
 *
 * @param scratch an empty folder
 */
export async function bootSystemd(scratch: string, { files, enabled, shared }: Disk): Promise<RealSystemd> {
  const at = (name: string) => path.join(scratch, name);
  for (const folder of ['rw', 'root', 'cgroup']) mkdirSync(at(folder), { recursive: true });
  for (const [name, text] of Object.entries({ ...OWN_FILES, ...files })) {
    mkdirSync(path.dirname(at(`files${name}`)), { recursive: true });
    writeFileSync(at(`files${name}`), text);
  }
  execFileSync('mount', ['-t', 'cgroup2', 'cgroup2', at('cgroup')]);
  const own = at(`cgroup/lockkeeper-${process.pid}`);
  mkdirSync(own, { recursive: true });
  writeFileSync(at('boot.sh'), BOOT);
  const words = ['--pid', '--fork', '--kill-child', '--mount', '--uts', '--ipc', '--cgroup'];
  const join = `echo $$ > ${own}/cgroup.procs; exec unshare ${words.join(' ')} bash ${at('boot.sh')} ${[scratch, shared, ...OWN_UNITS, ...enabled].join(' ')}`;
  const outer = spawn('bash', ['-c', join], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  outer.stdout.on('data', (chunk) => (said += String(chunk)));
  outer.stderr.on('data', (chunk) => (said += String(chunk)));
  const pid = await firstProcess(outer, () => said);
  const run: RealSystemd['run'] = (inside) => {
    const { status, stdout, stderr } = spawnSync(
      'nsenter',
      ['-t', String(pid), '-m', '-p', '-u', '-i', '-C', '-r', '-w', '--', ...inside],
      { encoding: 'utf8' },
    );
    return { code: status ?? -1, stdout, stderr };
  };
  for (let tries = 0; run(['systemctl', 'is-active', BOOT_TARGET, ...OWN_UNITS]).code !== 0; tries += 1) {
    if (tries > 200) throw new Error(`systemd did not come up: ${said}`);
    await pause(50);
  }
  return {
    run,
    end: async () => {
      process.kill(pid, 'SIGKILL');
      if (outer.exitCode === null && outer.signalCode === null)
        await new Promise((done) => outer.once('close', done));
      removeCgroups(own);
      execFileSync('umount', ['-l', at('cgroup')]);
      rmSync(at('files'), { recursive: true });
    },
  };
}

/** The systemd that the outer process became, as this machine sees it. */
async function firstProcess(outer: ChildProcess, said: () => string): Promise<number> {
  for (let tries = 0; tries < 400; tries += 1) {
    const children = `/proc/${outer.pid}/task/${outer.pid}/children`;
    const child = existsSync(children) ? Number(readFileSync(children, 'utf8').trim().split(' ')[0]) : 0;
    if (child > 0 && nameOf(child) === 'systemd') return child;
    await pause(25);
  }
  throw new Error(`systemd did not start: ${said()}`);
}

function nameOf(pid: number): string {
  const file = `/proc/${pid}/comm`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

/** From the innermost out; one that is not empty yet is left. */
function removeCgroups(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeCgroups(path.join(folder, entry.name));
  spawnSync('rmdir', [folder]);
}

const UNITS = '/etc/systemd/system';
const OWN_UNITS = ['dbus.socket', 'dbus.service', 'polkit.service'];
const WITH_BOOT = `[Install]\nWantedBy=${BOOT_TARGET}\n`;
const OWN_FILES = {
  [`${UNITS}/${BOOT_TARGET}`]:
    '[Unit]\nDescription=All that a test wants\nDefaultDependencies=no\nAllowIsolate=yes\n',
  // Those of Debian wait for all of a machine.
  [`${UNITS}/dbus.socket`]: `[Unit]
DefaultDependencies=no

[Socket]
ListenStream=/run/dbus/system_bus_socket

${WITH_BOOT}`,
  [`${UNITS}/dbus.service`]: `[Unit]
DefaultDependencies=no
Requires=dbus.socket

[Service]
Type=notify
ExecStart=/usr/bin/dbus-daemon --system --address=systemd: --nofork --nopidfile --systemd-activation --syslog-only

${WITH_BOOT}`,
  [`${UNITS}/polkit.service`]: `[Unit]
DefaultDependencies=no
Requires=dbus.service
After=dbus.service

[Service]
Type=dbus
BusName=org.freedesktop.PolicyKit1
ExecStart=/usr/lib/polkit-1/polkitd --no-debug

${WITH_BOOT}`,
};

const BOOT = `set -e
scratch=$1 shared=$2 root=$1/root
shift 2
mount --make-rprivate /
mount -t tmpfs tmpfs "$scratch/rw"
mkdir -p "$scratch/rw/up" "$scratch/rw/work"
mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/rw/up,workdir=$scratch/rw/work" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/sys"
mkdir -p "$root/sys/fs/cgroup"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir -p "$root/run/lock"
mount -t tmpfs tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir -p "$root/dev/shm" "$root/dev/pts" "$root/dev/mqueue"
ln -s pts/ptmx "$root/dev/ptmx"
touch "$root/dev/console"
mkdir -p "$root$shared"
mount --bind "$shared" "$root$shared"
rm -rf "$root"/etc/systemd/system/*
cp -r "$scratch"/files/. "$root/"
mkdir -p "$root/oldroot"
cd "$root"
pivot_root . oldroot
umount -l /oldroot
systemctl --root=/ --quiet enable "$@"
export container=lockkeeper
exec /lib/systemd/systemd --system --unit=${BOOT_TARGET} --log-target=console --show-status=false
`;
