/** What the disk tells of a file without reading it. */
export interface FileState {
  /** Another text means that another file may lie there; also that there is none, or that it is a link, is a text. */
  readonly state: string;
  /** Milliseconds since 1970 of its last change; 0 for what is not there. */
  readonly changedAt: number;
}

/** `undefined` where the disk does not tell. */
export type ReadFileState = (path: string) => FileState | undefined;
