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
  if (!existsSync('/lib/systemd/systemd')) return 'systemd is not installed';
  const tried = spawnSync('unshare', ['--pid', '--fork', '--mount', '--uts', '--ipc', '--cgroup', 'true']);
  return tried.status === 0 ? undefined : 'this machine allows no namespaces';
}

/**
 * Sees what this machine has below `/`, and writes none of it: all but `shared` is gone with it.
 *
 * @param scratch an empty folder
 * @param units files by name, for `/etc/systemd/system`
 */
export async function bootSystemd(
  scratch: string,
  { units, shared }: { readonly units: Readonly<Record<string, string>>; readonly shared: string },
): Promise<RealSystemd> {
  const at = (name: string) => path.join(scratch, name);
  mkdirSync(at('units'), { recursive: true });
  for (const folder of ['rw', 'root', 'cgroup']) mkdirSync(at(folder), { recursive: true });
  for (const [name, text] of Object.entries({ ...TARGET, ...units })) {
    mkdirSync(path.dirname(at(`units/${name}`)), { recursive: true });
    writeFileSync(at(`units/${name}`), text);
  }
  execFileSync('mount', ['-t', 'cgroup2', 'cgroup2', at('cgroup')]);
  const own = at(`cgroup/lockkeeper-${process.pid}`);
  mkdirSync(own, { recursive: true });
  writeFileSync(at('boot.sh'), BOOT);
  const words = ['--pid', '--fork', '--kill-child', '--mount', '--uts', '--ipc', '--cgroup'];
  const join = `echo $$ > ${own}/cgroup.procs; exec unshare ${words.join(' ')} bash ${at('boot.sh')} ${scratch} ${shared}`;
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
  for (let tries = 0; run(['systemctl', 'is-active', 'lockkeeper-test.target']).code !== 0; tries += 1) {
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
      rmSync(at('units'), { recursive: true });
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

const TARGET = {
  'lockkeeper-test.target':
    '[Unit]\nDescription=All that a test wants\nDefaultDependencies=no\nAllowIsolate=yes\n',
};

const BOOT = `set -e
scratch=$1 shared=$2 root=$1/root
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
cp -r "$scratch"/units/* "$root/etc/systemd/system/"
mkdir -p "$root/oldroot"
cd "$root"
pivot_root . oldroot
umount -l /oldroot
export container=lockkeeper
exec /lib/systemd/systemd --system --unit=lockkeeper-test.target --log-target=console --show-status=false
`;
