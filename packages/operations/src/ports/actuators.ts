/** Replaces files of one repository. Only the CLI is ever given this. */
export interface FileWriter {
  /**
   * The file holds either its old or its new text at every moment, also when the machine stops or the
   * disk is full. Keeps mode and line ends; rejects, with nothing written, when the file is not
   * writable, is a symbolic link, or lies outside the repository.
   */
  replace(path: string, text: string): Promise<void>;
}
