/** A project name as pip compares it (PEP 503): lower case, runs of `-`, `_` and `.` become one `-`. */
export function normalizedProject(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
