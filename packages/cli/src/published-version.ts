/** A build of the sources has the version 0.0.0: nobody can install that from npm. */
export function isPublished(version: string): boolean {
  return version !== '0.0.0';
}
