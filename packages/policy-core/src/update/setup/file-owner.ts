/** Who owns a file or folder, and who may do what with it. */
export interface FileOwner {
  readonly path: string;
  readonly uid: number;
  /** The last nine bits. Those that let nobody change what is there, of a link or a sticky folder, are left out. */
  readonly mode: number;
}

/** Whether somebody besides root and one user may change what lies there, as sshd asks of its key files. */
export function othersMayWrite({ uid, mode }: FileOwner, user: number): boolean {
  return (mode & 0o022) !== 0 || (uid !== 0 && uid !== user);
}
