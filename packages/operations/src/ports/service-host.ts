import type { FileContent, Known } from '@lockkeeper/policy-core';

/** What came of something that is done to a host. Nothing here rejects; `why` is a clause. */
export type HostOutcome =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed';
      readonly why: string;
      /** Left out: it may have done a part of it. */
      readonly isBegun?: false;
    };

/** A version, as it lies on a host. */
export interface HostVersion {
  /** `null`: it is a commit of the main branch. */
  readonly version: string | null;
  readonly commit: string;
}

/** Versions of a service on disk, one of which is installed. Each of these may be done again, also where it was cut off before. */
export interface Installation {
  /** The commit that is installed. */
  installed(): Promise<Known<string>>;
  /** Brings the files of a version, whole and on the disk, to a place of their own. Nothing of it is run. */
  stage(target: HostVersion, ref: string): Promise<HostOutcome>;
  /** Absolute path of what was staged. */
  stagedFolder(target: HostVersion): string;
  /** Whether what was staged is still what was committed; takes away what tests left there besides. */
  tidyStaged(target: HostVersion): Promise<HostOutcome>;
  unstage(target: HostVersion): Promise<HostOutcome>;
  /**
   * Installs it, where `from` is installed and nobody changed it.
   *
   * @param hold called right before files change one after the other, so that nothing starts on a part of them
   */
  install(target: HostVersion, from: HostVersion, hold: () => Promise<HostOutcome>): Promise<HostOutcome>;
  /**
   * Brings `from` back, wherever an installation of `target` was cut off.
   *
   * @param letGo called last where `hold` may have been called
   */
  bringBack(from: HostVersion, target: HostVersion, letGo: () => Promise<HostOutcome>): Promise<HostOutcome>;
  /** Removes all but these and so many others, and what killed updaters left. Puts together what many fetches brought. */
  removeOld(kept: readonly HostVersion[], others: number): Promise<HostOutcome>;
}

/** What was on the host before a run, for those who need it back. */
export interface Snapshots {
  /** Whole, on the disk, and read again, when it is done. */
  take(run: string): Promise<HostOutcome>;
  /** The same of data and database alone, anew: the service wrote since. Where it has not paused, it may write meanwhile. */
  takeData(run: string, service: { readonly isPaused: boolean }): Promise<HostOutcome>;
  drop(run: string): Promise<HostOutcome>;
  /** Absolute path of what was packed. */
  folder(run: string): string;
  /** Looks whether all of it is what was packed, and unpacks the data beside. Nothing of the service is changed. */
  prepare(run: string): Promise<HostOutcome>;
  /** Brings back the database, and then the data that was prepared; code is for who installs it. The service must not run. */
  restore(run: string): Promise<HostOutcome>;
  removeOld(kept: string, others: number): Promise<HostOutcome>;
}

export type ServiceProcess =
  | { readonly kind: 'runs'; readonly name: string }
  | { readonly kind: 'ended' }
  /** Nobody here can say. */
  | { readonly kind: 'unknown' };

/** What keeps the service running. */
export interface ServiceManager {
  /** Whether it would restart the service, and stop it; what to do where it would not. Nothing is changed. */
  ready(): Promise<HostOutcome>;
  /** Done once it was started anew; whether it is well is asked elsewhere. */
  restart(): Promise<HostOutcome>;
  /** Done once nothing of it runs. */
  stop(): Promise<HostOutcome>;
  /**
   * Done once nothing starts it by itself, now that it has paused. It goes on where that can be said of it, and is stopped
   * elsewhere.
   */
  hold(): Promise<HostOutcome>;
  /** Starts it where `hold` stopped it. */
  letGo(): Promise<HostOutcome>;
  /** Takes back what was asked and nobody heeded, as behind a power cut. Nothing is started or stopped. */
  forget(): Promise<void>;
  /** The process that runs now, by a name that no other start of it has. */
  process(): Promise<ServiceProcess>;
}

/** Programs that the settings name. They end with all they started, also where we are killed. */
export interface HostCommands {
  run(
    words: readonly string[],
    at: { readonly folder: string; readonly env?: Readonly<Record<string, string>> },
  ): Promise<HostOutcome>;
}

/** The files below `meta` of a profile. They reject with what the system says. */
export interface MetaFiles {
  read(name: string): Promise<FileContent>;
  /** The old text or the new one, at whatever moment; on the disk when it resolves. */
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Takes away files that were never written to their end, as by a process that was killed. */
  removeRemains(): Promise<void>;
  /** When the service saved last, in UTC; `undefined`: it never did. */
  savedAt(): Promise<Known<string | undefined>>;
}
