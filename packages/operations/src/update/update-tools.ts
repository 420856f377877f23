import type { ClockReading, OfferSight, runReport } from '@lockkeeper/policy-core/update';

import type {
  HealthProbe,
  HostCommands,
  HostVersion,
  Installation,
  MetaFiles,
  ServiceManager,
  Snapshots,
  StopSignal,
  Timer,
} from '../ports/index.ts';
import type { DueStep, UpdateTrail } from './update-log.ts';
import type { OfferTools } from './update-sight.ts';

/** All that an update may do, each through the one port for it. */
export interface UpdateTools {
  readonly trail: UpdateTrail;
  readonly offers: OfferTools;
  readonly settings: OfferSight['settings'];
  /** The name of this host, for rollouts. */
  readonly host: string;
  readonly pins: OfferSight['pins'];
  /** Its name, for commands in messages. */
  readonly profile: string;
  /** Where the state of the profile lies, for messages, such as `bot_persistence/live/meta`. */
  readonly metaPath: string;
  readonly meta: MetaFiles;
  readonly installation: Installation;
  readonly snapshots: Snapshots;
  readonly service: ServiceManager;
  readonly commands: HostCommands;
  /** `undefined`: no address is set. */
  readonly probe: HealthProbe | undefined;
  /** Where commands for the service run, absolute. */
  readonly folder: string;
  readonly timer: Timer;
  /** Rejects where the system has no clock that can be trusted. */
  readonly now: () => Promise<ClockReading>;
  /** From 0 up to 1. */
  readonly jitter: () => number;
  readonly signal: StopSignal;
  /** Of a version, the ref of the mirror that leads to it, and the object which that names. */
  readonly offerOf: (version: HostVersion) => Promise<{ readonly ref: string; readonly id: string }>;
  readonly refOf: (version: HostVersion) => Promise<string>;
  readonly tell?: ((due: DueStep) => void) | undefined;
  /** Asks somebody, where there is somebody, before a step begins; false: no. */
  readonly mayBegin?: ((due: DueStep) => Promise<boolean>) | undefined;
  /** Asks somebody, where there is somebody, whether to go on from a version that fails its health check. */
  readonly mayReplaceIll?: ((why: string) => Promise<boolean>) | undefined;
  /** For the journal of the system. */
  readonly say: (report: UpdateReport) => Promise<void>;
}

export type UpdateReport = Pick<ReturnType<typeof runReport>, 'level' | 'title' | 'why'> & {
  readonly run: string;
};
